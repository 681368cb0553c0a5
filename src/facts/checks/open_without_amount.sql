-- with: opportunities_known
select
  opportunity_id as id, name, coalesce(account_name, account_id) as account,
  coalesce(owner_name, owner_id) as owner, stage, opened_on, cast(null as bigint) as amount
from opportunities_known
where outcome = 'open' and amount is null
order by opened_on, id
