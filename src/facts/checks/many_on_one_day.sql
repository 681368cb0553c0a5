-- with: changes_known, stamped_days, deals
-- Opportunities with changes on a day that an import or a migration stamped on many.
select
  d.id, cast(b.happened as varchar) as "day", d.name, d.account, d.owner, d.outcome, count(*) as changes,
  b.changes as changes_that_day, round(b.usual, 1) as usual, d.amount
from stamped_days b
join changes_known c on c.happened = b.happened
join deals d on d.id = c.opportunity_id
group by d.id, b.happened, d.name, d.account, d.owner, d.outcome, b.changes, b.usual, d.amount
order by b.happened, d.id
