-- Changes of opportunities as known, the latest first in `place`.
select
  opportunity_id, change_id, happened, stage, outcome, amount, currency, close_on, recorded_at,
  row_number() over (
    partition by opportunity_id order by recorded_at desc, happened desc, change_id desc
  ) as place
from opportunity_changes
where state = 'live'
  and recorded_at < cast($known_at as timestamp)
  and (superseded_at is null or superseded_at >= cast($known_at as timestamp))
  and happened <= cast($as_of as date)
