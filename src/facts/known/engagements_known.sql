-- inline
-- with: person_roots, people_known, account_roots
-- Engagements that count, each with the person that its record now stands for.
select
  e.engagement_id,
  coalesce(r.root_id, e.person_id) as person_id,
  coalesce(a.root_id, e.account_id, p.account_id) as account_id,
  e.campaign_id, e.campaign_type, e.happened, e.source
from engagements e
left join person_roots r on r.person_id = e.person_id
left join people_known p on p.person_id = coalesce(r.root_id, e.person_id)
left join account_roots a on a.account_id = e.account_id
where e.counts
  and e.state = 'live'
  and e.recorded_at < cast($known_at as timestamp)
  and (e.superseded_at is null or e.superseded_at >= cast($known_at as timestamp))
  and e.happened <= cast($as_of as date)
