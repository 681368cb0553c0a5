-- Sources whose opportunities go back more than 90 days before the first move from one open stage to
-- another that was recorded when it happened.
select
  o.source as id, o.first_opened, h.first_history,
  date_diff('day', o.first_opened, h.first_history) as days_without_history
from (
  select source, min(happened) as first_opened from opportunities
  where happened > date '1900-01-01' and recorded_at < cast($known_at as timestamp)
  group by source
) o
left join (
  select source, min(happened) as first_history
  from (
    select
      source, outcome, happened, recorded_at, stage,
      lag(stage) over (partition by opportunity_id order by recorded_at, happened, change_id) as before
    from opportunity_changes
    where state = 'live' and recorded_at < cast($known_at as timestamp)
  ) moved
  where outcome = 'open' and before <> stage
    and date_diff('day', happened, cast(recorded_at as date)) between -1 and 1
  group by source
) h on h.source = o.source
where h.first_history is null or date_diff('day', o.first_opened, h.first_history) > 90
order by id
