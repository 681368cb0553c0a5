-- with: costs_now, campaigns_known
select k.cost_id as id, c.name, c.campaign_type, k.kind, k.amount as entered
from costs_now k
join campaigns_known c on c.campaign_id = k.campaign_id
where k.is_placeholder
order by k.cost_id
