-- with: opportunities_known
select
  opportunity_id as id, name, coalesce(account_name, account_id) as account,
  coalesce(owner_name, owner_id) as owner, outcome,
  company_amount as amount
from opportunities_known
where outcome <> 'open' and closed_on < date '1900-01-01'
order by id
