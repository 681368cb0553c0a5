-- with: members_now
select
  coalesce(m.campaign_type, 'no type') as id, count(*) as members,
  count(*) filter (where coalesce(m.counts, true)) as counted, min(m.status) as a_status
from members_now m
where m.campaign_id is not null
  and not exists (
    select 1 from campaign_types t
    where (t.campaign_type = m.campaign_type or t.campaign_id = m.campaign_id)
      and t.recorded_at < cast($known_at as timestamp)
  )
  and not exists (
    select 1 from decided_types d where d.campaign_type = trim(lower(m.campaign_type))
  )
group by coalesce(m.campaign_type, 'no type')
order by members desc, id
