-- with: pipeline_movements, opportunities_known
select
  m.opportunity_id as id, o.name, coalesce(o.account_name, o.account_id) as account,
  coalesce(o.owner_name, o.owner_id) as owner, o.stage, o.close_on,
  case when m.is_unknown then null else m.amount end as amount
from pipeline_movements m
join opportunities_known o on o.opportunity_id = m.opportunity_id
where m.move = $move
order by abs(m.amount) desc, m.opportunity_id
