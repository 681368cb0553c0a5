-- inline
-- with: person_roots
-- Who takes part in an opportunity, and since when; without a day, since it was opened.
select
  c.opportunity_id, coalesce(r.root_id, c.person_id) as person_id, min(c.happened) as happened,
  max(case when c.is_primary then 1 else 0 end) as is_primary
from contact_roles c
left join person_roots r on r.person_id = c.person_id
where c.state = 'live'
  and c.recorded_at < cast($known_at as timestamp)
  and (c.superseded_at is null or c.superseded_at >= cast($known_at as timestamp))
group by c.opportunity_id, coalesce(r.root_id, c.person_id)
