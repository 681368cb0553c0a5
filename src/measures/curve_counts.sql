-- with: transition_cells
-- What curves need: per step, once over all and once by each trait alone, what happened at each age.
select
  from_step, to_step,
  case
    when grouping(campaign_type) = 0 then 'campaign_type'
    when grouping(segment) = 0 then 'segment'
    when grouping(region) = 0 then 'region'
    when grouping(industry) = 0 then 'industry'
    when grouping(product) = 0 then 'product'
    when grouping(team) = 0 then 'team'
    when grouping(lead_source) = 0 then 'lead_source'
  end as trait,
  coalesce(campaign_type, segment, region, industry, product, team, lead_source) as trait_value,
  age,
  cast(coalesce(sum(subjects) filter (where outcome = 'entered'), 0) as bigint) as entered,
  cast(coalesce(sum(subjects) filter (where outcome = 'converted'), 0) as bigint) as converted,
  cast(coalesce(sum(subjects) filter (where outcome in ('lost', 'recycled')), 0) as bigint) as lost,
  cast(coalesce(sum(subjects) filter (where outcome = 'recycled'), 0) as bigint) as recycled,
  cast(coalesce(sum(subjects) filter (where outcome = 'censored'), 0) as bigint) as censored
from (
  select
    from_step, to_step, 'entered' as outcome, campaign_type, segment, region, industry, product,
    team, lead_source, entry_age as age, subjects
  from transition_cells
  union all
  select
    from_step, to_step, exit, campaign_type, segment, region, industry, product, team, lead_source,
    exit_age, subjects
  from transition_cells
) moves
group by grouping sets (
  (from_step, to_step, age),
  (from_step, to_step, age, campaign_type),
  (from_step, to_step, age, segment),
  (from_step, to_step, age, region),
  (from_step, to_step, age, industry),
  (from_step, to_step, age, product),
  (from_step, to_step, age, team),
  (from_step, to_step, age, lead_source)
)
order by from_step, to_step, trait, trait_value, age
