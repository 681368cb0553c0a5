-- inline
select from_account_id, to_account_id
from account_merges
where recorded_at < cast($known_at as timestamp)
  and (superseded_at is null or superseded_at >= cast($known_at as timestamp))
  and from_account_id <> to_account_id
