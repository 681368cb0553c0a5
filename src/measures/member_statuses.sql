-- Members of campaigns by the type of the campaign and their status, and how many of them count as an
-- engagement. Those of parent campaigns never do, and are told apart.
select
  e.campaign_type, e.status, count(*) as members,
  count(*) filter (where coalesce(e.counts, true)) as counted,
  count(*) filter (where p.parent_id is not null) as of_parents
from engagements e
left join (
  select distinct parent_id
  from campaigns
  where parent_id is not null
    and recorded_at < cast($known_at as timestamp)
    and (superseded_at is null or superseded_at >= cast($known_at as timestamp))
) p on p.parent_id = e.campaign_id
where e.state = 'live'
  and e.recorded_at < cast($known_at as timestamp)
  and (e.superseded_at is null or e.superseded_at >= cast($known_at as timestamp))
  and e.happened <= cast($as_of as date)
group by e.campaign_type, e.status
order by e.campaign_type, members desc, e.status
