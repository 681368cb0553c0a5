-- with: campaigns_known, costs_now
select
  k.cost_id as id, p.name, k.kind, count(distinct child.campaign_id) as children_with_cost,
  k.cost as amount
from costs_now k
join campaigns_known p on p.campaign_id = k.campaign_id
join campaigns_known child on child.parent_id = p.campaign_id
join costs_now s on s.campaign_id = child.campaign_id and s.kind = k.kind and s.is_known
where k.is_known
group by k.cost_id, p.name, k.kind, k.cost
order by k.cost desc, id
