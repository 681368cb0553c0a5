-- with: opportunities_known
select
  opportunity_id as id, name, coalesce(account_name, account_id) as account,
  coalesce(owner_name, owner_id) as owner, closed_on,
  case when coalesce(currency, $currency) = $currency then amount end as amount
from opportunities_known
where outcome = 'won' and closed_on = opened_on
order by closed_on, id
