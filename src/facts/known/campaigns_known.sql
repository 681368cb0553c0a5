-- inline
select campaign_id, name, campaign_type, parent_id, happened
from campaigns
where recorded_at < cast($known_at as timestamp)
  and (superseded_at is null or superseded_at >= cast($known_at as timestamp))
  and state = 'live'
