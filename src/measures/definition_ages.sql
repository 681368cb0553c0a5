-- with: definition_subjects
-- Of what was accepted from $from to $to under each of two definitions: how many were won, lost or still
-- open at each age.
select
  side, age, count(*) filter (where what = 'entered') as entered,
  count(*) filter (where what = 'won') as converted, count(*) filter (where what = 'lost') as lost,
  count(*) filter (where what = 'open') as censored
from (
  select side, 'entered' as what, entry_age as age from definition_subjects
  union all
  select side, what, exit_age from definition_subjects
) moves
group by side, age
order by side, age
