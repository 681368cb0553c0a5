-- What the sources could and could not say of what was known at the moment.
select
  (
    select max(observed_to) from observations
    where observed_to <= cast($as_of as date)
      or import_number = (select min(import_number) from observations)
  ) as observed_to,
  (
    select bool_and(observed_to_told) from observations
    where observed_to <= cast($as_of as date)
      or import_number = (select min(import_number) from observations)
  ) as observed_to_told,
  (select sum("rows") from source_time where part = 'fiscal quarters') as source_quarters,
  (select sum("rows") from source_time where part = 'holidays') as source_holidays,
  (select sum("rows") from source_time where part = 'working hours') as source_hours,
  count(*) filter (where c.change_id = 'opened' or starts_with(c.change_id, 'state-')) as assumed,
  count(*) as changes
from opportunity_changes c
join (
  select opportunity_id, min(recorded_at) as seen_at from opportunities group by opportunity_id
) o on o.opportunity_id = c.opportunity_id
where c.recorded_at < cast($known_at as timestamp) and o.seen_at < cast($known_at as timestamp)
