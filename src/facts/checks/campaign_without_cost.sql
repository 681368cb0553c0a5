-- with: campaigns_known, costs_now
select c.campaign_id as id, c.name, c.campaign_type, c.happened as starts_on
from campaigns_known c
where c.happened <= cast($as_of as date)
  and not exists (
    select 1 from costs_now k
    where k.campaign_id = c.campaign_id and k.kind = 'actual' and k.is_known
  )
  and not exists (select 1 from campaigns_known child where child.parent_id = c.campaign_id)
order by c.happened, id
