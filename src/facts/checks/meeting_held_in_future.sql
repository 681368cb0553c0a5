-- Its day, with a day's grace for time zones, is after the last day that the source knows of.
select m.meeting_id as id, m.subject, m.account_id as account, m.owner_id as owner, m.outcome, m.happened
from meetings m
join (
  select source, max(observed_to) as until from observations group by source
) w on w.source = m.source
where m.state = 'live'
  and m.recorded_at < cast($known_at as timestamp)
  and (m.superseded_at is null or m.superseded_at >= cast($known_at as timestamp))
  and m.outcome in ('held', 'no_show')
  and m.happened > @add_days(w.until, 1)
order by m.happened, id
