-- with: transition_subjects
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
  count(*) filter (where outcome = 'entered') as entered,
  count(*) filter (where outcome = 'converted') as converted,
  count(*) filter (where outcome in ('lost', 'recycled')) as lost,
  count(*) filter (where outcome = 'recycled') as recycled,
  count(*) filter (where outcome = 'censored') as censored
from (
  select
    from_step, to_step, 'entered' as outcome, campaign_type, segment, region, industry, product,
    team, lead_source, entry_age as age
  from transition_subjects
  union all
  select
    from_step, to_step, exit, campaign_type, segment, region, industry, product, team, lead_source,
    exit_age
  from transition_subjects
) moves
where ($from_step = '' or from_step = $from_step) and ($to_step = '' or to_step = $to_step)
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
