-- with: transition_subjects
-- The one count table (METHODS 1.3): additive over every key. `entered` counts subjects at the age
-- at which they were first seen, the others at the age at which they left.
select
  from_step, to_step, outcome, cohort_week, episode, campaign_type, segment, region, industry, product,
  team, lead_source, age, count(*) as n, sum(amount) as amount,
  sum(cast(amount as double) * amount) as amount_squared,
  sum(case when amount > 0 then ln(amount) end) as log_amount,
  sum(case when amount > 0 then power(ln(amount), 2) end) as log_amount_squared
from (
  select
    from_step, to_step, 'entered' as outcome, cohort_week, episode, campaign_type, segment, region,
    industry, product, team, lead_source, entry_age as age, cast(null as bigint) as amount
  from transition_subjects
  union all
  select
    from_step, to_step, exit, cohort_week, episode, campaign_type, segment, region, industry, product,
    team, lead_source, exit_age, case when exit = 'converted' then amount end
  from transition_subjects
) moves
group by
  from_step, to_step, outcome, cohort_week, episode, campaign_type, segment, region, industry, product,
  team, lead_source, age
