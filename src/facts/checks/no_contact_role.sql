-- with: opportunities_known, roles_known
select
  o.opportunity_id as id, o.name, coalesce(o.account_name, o.account_id) as account,
  coalesce(o.owner_name, o.owner_id) as owner, o.stage, o.outcome,
  o.company_amount as amount
from opportunities_known o
where not exists (select 1 from roles_known r where r.opportunity_id = o.opportunity_id)
order by o.opened_on, id
