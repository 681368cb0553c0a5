-- with: opportunities_known
select
  opportunity_id as id, name, coalesce(account_name, account_id) as account,
  coalesce(owner_name, owner_id) as owner, stage, outcome,
  company_amount as amount
from opportunities_known
where opened_on is null
order by id
