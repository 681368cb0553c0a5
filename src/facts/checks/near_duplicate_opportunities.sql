-- with: deals
-- Opportunities of accounts that have several, for near-duplicates.ts to compare.
select
  d.id, d.name, d.account_id, d.account, d.owner, d.stage, d.opened_on, d.closed_on, d.outcome,
  d.amount
from deals d
join (
  select account_id from deals where account_id is not null group by account_id having count(*) > 1
) several on several.account_id = d.account_id
where d.opened_on is not null
order by d.opened_on, d.id
