-- inline
-- with: transition_ends, observed
-- Ages in whole days. A subject whose source was watched only from a day on enters at the age it had
-- then; one that is still open leaves, censored, on the last day on which it was seen. An end
-- before the entry is counted as age 0 (data-health reports it).
select
  from_step, to_step, subject_id, episode, account_id, entered_on,
  cast(date_trunc('week', entered_on) as date) as cohort_week, amount, currency, campaign_type, segment, region,
  industry, product, team, lead_source, exit, ended_on, entry_age,
  case when age_at_exit < 0 then 0 else age_at_exit end as exit_age
from (
  select
    exits.*,
    case when since <= entered_on then 0 else coalesce(date_diff('day', entered_on, since), 0) end
      as entry_age,
    case exit
      when 'recycled' then date_diff('day', entered_on, last_on) + $episode_gap + 1
      when 'censored' then date_diff('day', entered_on, until)
      else date_diff('day', entered_on, ended_on)
    end as age_at_exit
  from (
    select
      t.*, o.since, o.until,
      case
        when t.ended_on <= o.until then t.ended
        when date_diff('day', t.last_on, o.until) > $episode_gap then 'recycled'
        else 'censored'
      end as exit
    from transition_ends t
    join observed o on o.source = t.source
    where t.entered_on <= o.until
  ) exits
) subjects
where entry_age = 0 or entry_age <= age_at_exit
