-- with: campaigns_known, members_now
select c.campaign_id as id, c.name, c.happened as starts_on, count(m.engagement_id) as members
from campaigns_known c
left join members_now m on m.campaign_id = c.campaign_id
where c.campaign_type is null
group by c.campaign_id, c.name, c.happened
order by members desc, id
