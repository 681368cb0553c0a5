-- with: opportunities_known, observed
select
  o.opportunity_id as id, o.name, coalesce(o.account_name, o.account_id) as account,
  coalesce(o.owner_name, o.owner_id) as owner, o.stage, o.close_on,
  o.company_amount as amount
from opportunities_known o
join observed w on w.source = o.source
where o.outcome = 'open' and o.close_on < w.until
order by o.close_on, id
