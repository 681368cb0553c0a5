-- with: opportunities_known
select
  opportunity_id as id, name, coalesce(owner_name, owner_id) as owner, stage, opened_on,
  company_amount as amount
from opportunities_known
where outcome = 'open' and account_id is null
order by opened_on, id
