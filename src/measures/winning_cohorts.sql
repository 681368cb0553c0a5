-- with: transition_subjects
-- From opportunity to won, by segment and week of opening: what happened at each age.
select
  segment, date_diff('day', cohort_week, cast($as_of as date)) as days_ago, age,
  count(*) filter (where outcome = 'entered') as entered,
  count(*) filter (where outcome = 'converted') as converted,
  count(*) filter (where outcome = 'lost') as lost,
  count(*) filter (where outcome = 'censored') as censored
from (
  select segment, cohort_week, 'entered' as outcome, entry_age as age
  from transition_subjects
  where from_step = 'opportunity' and to_step = 'won'
  union all
  select segment, cohort_week, exit, exit_age
  from transition_subjects
  where from_step = 'opportunity' and to_step = 'won'
) moves
group by segment, cohort_week, age
order by segment, cohort_week, age
