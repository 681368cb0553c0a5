-- inline
-- with: transition_ends, observed
-- Ages in whole days. A subject whose source was watched only from a day on enters at the age it had
-- then; one that is still open leaves, censored, on the last day on which it was seen. An end
-- before the entry is counted as age 0 (data-health reports it).
select
  from_step, to_step, subject_id, episode, account_id, entered_on,
  cast(date_trunc('week', entered_on) as date) as cohort_week, amount, currency, campaign_type, segment, region,
  industry, product, team, lead_source, exit, ended_on,
  case when since is null or since <= entered_on then 0 else date_diff('day', entered_on, since) end
    as entry_age,
  case when exit_on < entered_on then 0 else date_diff('day', entered_on, exit_on) end as exit_age
from (
  select
    t.*, o.since,
    case
      when t.ended_on is not null and t.ended_on <= o.until then t.ended
      when @add_days(t.last_on, $episode_gap + 1) <= o.until then 'recycled'
      else 'censored'
    end as exit,
    case
      when t.ended_on is not null and t.ended_on <= o.until then t.ended_on
      when @add_days(t.last_on, $episode_gap + 1) <= o.until
        then @add_days(t.last_on, $episode_gap + 1)
      else o.until
    end as exit_on
  from transition_ends t
  join observed o on o.source = t.source
  where t.entered_on <= o.until
) subjects
where since is null or since <= entered_on
  or date_diff('day', entered_on, since) <= date_diff('day', entered_on, exit_on)
