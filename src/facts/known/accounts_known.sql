-- inline
select account_id, name, segment, region, industry, customer_since
from accounts
where recorded_at < cast($known_at as timestamp)
  and (superseded_at is null or superseded_at >= cast($known_at as timestamp))
  and state = 'live'
