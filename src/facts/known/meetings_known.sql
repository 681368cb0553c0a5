-- inline
-- with: person_roots, people_known, account_roots
-- Meetings as known: one that has not taken place yet is scheduled, whatever its record says. Where
-- a source never says what became of a meeting, a past one is taken as held.
select
  m.meeting_id,
  coalesce(r.root_id, m.person_id) as person_id,
  coalesce(a.root_id, m.account_id, p.account_id) as account_id,
  m.owner_id, m.happened, m.booked_on, m.subject, m.source,
  case
    when m.happened > cast($as_of as date) and m.outcome <> 'cancelled' then 'scheduled'
    when m.outcome = 'unknown' and not told.any_outcome then 'held'
    else m.outcome
  end as outcome
from meetings m
left join person_roots r on r.person_id = m.person_id
left join people_known p on p.person_id = coalesce(r.root_id, m.person_id)
left join account_roots a on a.account_id = m.account_id
left join (
  select source, bool_or(outcome <> 'unknown') as any_outcome
  from meetings
  where recorded_at < cast($known_at as timestamp)
  group by source
) told on told.source = m.source
where m.state = 'live'
  and m.recorded_at < cast($known_at as timestamp)
  and (m.superseded_at is null or m.superseded_at >= cast($known_at as timestamp))
