-- with: cohort_cells, counted_to
-- What fits need: per step and value of one trait ($by; '' for none), what happened at each age to
-- those who entered in the same block of 7 days, counted back from the last day that any source was
-- followed to.
select
  from_step, to_step, trait_value, last.counted_to, block, age,
  cast(sum(case when outcome = 'entered' then subjects else 0 end) as bigint) as entered,
  cast(sum(case when outcome = 'converted' then subjects else 0 end) as bigint) as converted,
  cast(sum(case when outcome in ('lost', 'recycled') then subjects else 0 end) as bigint) as lost,
  cast(sum(case when outcome = 'recycled' then subjects else 0 end) as bigint) as recycled,
  cast(sum(case when outcome = 'censored' then subjects else 0 end) as bigint) as censored
from (
  select from_step, to_step, trait_value, block, 'entered' as outcome, entry_age as age, subjects
  from cohort_cells
  union all
  select from_step, to_step, trait_value, block, exit, exit_age, subjects
  from cohort_cells
) moves
cross join counted_to last
group by from_step, to_step, trait_value, last.counted_to, block, age
order by from_step, to_step, trait_value, block, age
