-- with: campaigns_known
select p.campaign_id as id, p.name, p.campaign_type, count(distinct e.engagement_id) as members
from campaigns_known p
join (select distinct parent_id from campaigns_known) child on child.parent_id = p.campaign_id
left join engagements e
  on e.campaign_id = p.campaign_id and e.recorded_at < cast($known_at as timestamp)
where (
    e.engagement_id is not null
    or exists (select 1 from campaign_costs k where k.campaign_id = p.campaign_id)
  )
group by p.campaign_id, p.name, p.campaign_type
order by members desc, id
