-- A day's grace for time zones.
select engagement_id as id, 'engagement' as kind, happened, recorded_at
from engagements
where recorded_at < cast($known_at as timestamp)
  and happened > @add_days(cast(recorded_at as date), 1) and counts
union all
select concat(opportunity_id, ' / ', change_id), 'opportunity change', happened, recorded_at
from opportunity_changes
where recorded_at < cast($known_at as timestamp)
  and happened > @add_days(cast(recorded_at as date), 1)
order by happened, id
