-- with: campaigns_known, engagements_known
-- Engagements that each campaign has brought so far.
select c.campaign_id, c.name, count(e.engagement_id) as engaged
from campaigns_known c
left join engagements_known e on e.campaign_id = c.campaign_id
group by c.campaign_id, c.name
order by c.campaign_id
