-- What the sources could and could not say, over all of them.
select
  (select max(observed_to) from observations) as observed_to,
  (select bool_and(observed_to_told) from observations) as observed_to_told,
  count(*) filter (where change_id = 'opened' or starts_with(change_id, 'state-')) as assumed,
  count(*) as changes
from opportunity_changes
