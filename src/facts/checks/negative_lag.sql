-- A day's grace for time zones.
select episode_id as id, 'hand-off closed before it was made' as fault, happened as first_on, closed_on as second_on
from lead_episodes
where state = 'live'
  and recorded_at < cast($known_at as timestamp)
  and (superseded_at is null or superseded_at >= cast($known_at as timestamp))
  and closed_on < @add_days(happened, -1)
union all
select meeting_id, 'meeting booked after it took place', booked_on, happened
from meetings
where state = 'live'
  and recorded_at < cast($known_at as timestamp)
  and (superseded_at is null or superseded_at >= cast($known_at as timestamp))
  and outcome = 'held'
  and booked_on > @add_days(happened, 1)
order by first_on, id
