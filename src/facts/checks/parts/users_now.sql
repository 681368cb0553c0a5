select user_id, name, team_id, active, role
from users
where recorded_at < cast($known_at as timestamp)
  and (superseded_at is null or superseded_at >= cast($known_at as timestamp))
  and state = 'live'
