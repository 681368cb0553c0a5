-- with: members_now, campaigns_known
select m.engagement_id as id, m.campaign_id, m.status, m.happened
from members_now m
where m.campaign_id is not null and m.counts
  and not exists (select 1 from campaigns_known c where c.campaign_id = m.campaign_id)
order by m.happened, id
