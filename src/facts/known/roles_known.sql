-- inline
-- with: person_roots
select c.opportunity_id, coalesce(r.root_id, c.person_id) as person_id
from contact_roles c
left join person_roots r on r.person_id = c.person_id
where c.state = 'live'
  and c.recorded_at < cast($known_at as timestamp)
  and (c.superseded_at is null or c.superseded_at >= cast($known_at as timestamp))
