-- with: opportunities_known
-- The values that the opportunities have in each trait that a definition may ask for.
select field, "value", opportunities
from (
  select field, "value", count(*) as opportunities,
    row_number() over (partition by field order by count(*) desc, "value") as place
  from (
    select 'opportunity_type' as field, opportunity_type as "value" from opportunities_known
    union all select 'lead_source', lead_source from opportunities_known
    union all select 'campaign_type', campaign_type from opportunities_known
    union all select 'product', product from opportunities_known
    union all select 'segment', segment from opportunities_known
    union all select 'region', region from opportunities_known
    union all select 'industry', industry from opportunities_known
  ) named
  where "value" is not null
  group by field, "value"
) counted
where place <= 50
order by field, place
