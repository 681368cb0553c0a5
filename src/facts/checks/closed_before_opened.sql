-- with: opportunities_known
select
  opportunity_id as id, name, coalesce(account_name, account_id) as account, opened_on, closed_on,
  company_amount as amount
from opportunities_known
where closed_on < opened_on
order by closed_on, id
