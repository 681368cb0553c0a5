-- inline
select person_id, account_id, name
from people
where recorded_at < cast($known_at as timestamp)
  and (superseded_at is null or superseded_at >= cast($known_at as timestamp))
