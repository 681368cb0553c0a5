-- with: observed
-- Last read more than seven days before the as-of day.
select
  source as id, until as last_day_known, date_diff('day', until, cast($as_of as date)) as days_ago
from observed
where date_diff('day', until, cast($as_of as date)) > 7
order by until, id
