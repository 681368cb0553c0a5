-- with: changes_known, deals
-- Opportunities with changes on a day that has at least 50, more than ten times the mean of the days
-- that have any.
select
  d.id, cast(b.happened as varchar) as "day", d.name, d.account, d.owner, d.outcome, count(*) as changes,
  b.changes as changes_that_day, round(b.usual, 1) as usual, d.amount
from (
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
) b
join changes_known c on c.happened = b.happened
join deals d on d.id = c.opportunity_id
group by d.id, b.happened, d.name, d.account, d.owner, d.outcome, b.changes, b.usual, d.amount
order by b.happened, d.id
