-- with: campaigns_known, members_now
select p.campaign_id as id, p.name, p.campaign_type, count(*) as members
from campaigns_known p
join (select distinct parent_id from campaigns_known) child on child.parent_id = p.campaign_id
join members_now e on e.campaign_id = p.campaign_id
group by p.campaign_id, p.name, p.campaign_type
order by members desc, id
