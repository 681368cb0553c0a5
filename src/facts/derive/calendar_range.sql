-- The days that anything happened on, a year either way.
select
  @add_days(min("day"), -370) as first,
  @add_days(max("day"), 370) as last
from (
  select happened as "day" from staging.opportunities
  union all select happened from staging.opportunity_changes
  union all select close_on from staging.opportunity_changes
  union all select happened from staging.engagements
  union all select happened from staging.meetings
  union all select observed_to from observations
) days
where "day" between date '1980-01-01' and date '2100-01-01'
