-- with: changes_known
-- At least 50 changes, and more than ten times the mean of the days that have any.
select cast(counted.happened as varchar) as id, counted.changes, round(usual.changes, 1) as usual
from (
  select happened, count(*) as changes from changes_known where happened > date '1900-01-01'
  group by happened
) counted
join (
  select avg(changes) as changes
  from (select happened, count(*) as changes from changes_known group by happened) days
) usual on counted.changes > 10 * usual.changes
where counted.changes >= 50
order by counted.changes desc, id
