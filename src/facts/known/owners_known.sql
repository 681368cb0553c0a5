-- inline
select u.user_id, u.name, coalesce(t.name, u.team_id) as team, t.region
from users u
left join teams t
  on t.team_id = u.team_id
  and t.recorded_at < cast($known_at as timestamp)
  and (t.superseded_at is null or t.superseded_at >= cast($known_at as timestamp))
where u.recorded_at < cast($known_at as timestamp)
  and (u.superseded_at is null or u.superseded_at >= cast($known_at as timestamp))
