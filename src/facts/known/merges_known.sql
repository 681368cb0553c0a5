-- inline
select from_person_id, to_person_id
from person_merges
where recorded_at < cast($known_at as timestamp)
  and (superseded_at is null or superseded_at >= cast($known_at as timestamp))
  and from_person_id <> to_person_id
