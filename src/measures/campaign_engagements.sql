-- with: engagements_known
-- Engagements that each campaign has brought so far.
select campaign_id, count(*) as engaged
from engagements_known
where campaign_id is not null
group by campaign_id
order by campaign_id
