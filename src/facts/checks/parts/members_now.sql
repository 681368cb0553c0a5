-- Members of campaigns, whether their status counts as a response or not.
select
  engagement_id, person_id, account_id, campaign_id, campaign_type, status, happened, counts, source
from engagements
where state = 'live'
  and recorded_at < cast($known_at as timestamp)
  and (superseded_at is null or superseded_at >= cast($known_at as timestamp))
  and happened <= cast($as_of as date)
