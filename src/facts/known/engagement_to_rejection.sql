-- with: engagement_episodes, person_roots
select e.subject_id, min(l.closed_on) as rejected_on
from lead_episodes l
left join person_roots r on r.person_id = l.person_id
join engagement_episodes e on e.person_id = coalesce(r.root_id, l.person_id)
where l.outcome = 'rejected'
  and l.state = 'live'
  and l.recorded_at < cast($known_at as timestamp)
  and (l.superseded_at is null or l.superseded_at >= cast($known_at as timestamp))
  and l.closed_on >= e.entered_on
  and l.closed_on <= cast($as_of as date)
  and date_diff('day', e.last_on, l.closed_on) <= $episode_gap
group by e.subject_id
