-- with: changes_known
-- When each open opportunity first entered each of its stages, numbered in that order.
select
  opportunity_id, stage,
  row_number() over (partition by opportunity_id order by first_on, place desc, stage) as nth
from (
  select opportunity_id, stage, min(happened) as first_on, max(place) as place
  from changes_known
  where outcome = 'open' and stage is not null
  group by opportunity_id, stage
) entered
