-- with: changes_known
-- Days that an import or a migration stamped on opportunities: at least 50 changes, more than ten times
-- the mean of the days that have any. How long a deal has been in a stage since then is not known.
select counted.happened, counted.changes, usual.changes as usual
from (
  select happened, count(*) as changes from changes_known where happened > date '1900-01-01'
  group by happened
) counted
join (
  select avg(changes) as changes
  from (select happened, count(*) as changes from changes_known group by happened) days
) usual on counted.changes > 10 * usual.changes
where counted.changes >= 50
