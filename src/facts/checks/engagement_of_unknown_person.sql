-- with: engagements_known, people_known
select e.engagement_id as id, e.person_id, e.campaign_type, e.happened
from engagements_known e
where not exists (select 1 from people_known p where p.person_id = e.person_id)
order by e.happened, id
