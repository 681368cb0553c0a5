-- with: opportunities_known
select
  opportunity_id as id, name, coalesce(account_name, account_id) as account,
  coalesce(owner_name, owner_id) as owner, closed_on, cast(null as bigint) as amount
from opportunities_known
where outcome = 'won' and amount is null
order by closed_on, id
