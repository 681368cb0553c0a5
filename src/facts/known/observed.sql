-- inline
-- Until when each source was looked at: an open subject is followed up to that day, not beyond.
select
  source,
  case
    when max(observed_to) < cast($as_of as date) then max(observed_to)
    else cast($as_of as date)
  end as until,
  max(observed_from) as since
from observations
group by source
