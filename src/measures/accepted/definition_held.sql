-- with: meetings_known
-- Held meetings, with the opportunity that each names.
select k.happened, k.account_id, k.person_id, m.opportunity_id
from meetings_known k
join meetings m on m.meeting_id = k.meeting_id
where k.outcome = 'held'
  and m.recorded_at < cast($known_at as timestamp)
  and (m.superseded_at is null or m.superseded_at >= cast($known_at as timestamp))
