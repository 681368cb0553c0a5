-- with: meetings_known
-- The day has passed, and nobody said whether it was held.
select m.meeting_id as id, m.subject, m.account_id as account, m.owner_id as owner, m.happened
from meetings_known m
where m.happened <= cast($as_of as date)
  and m.outcome in ('unknown', 'scheduled')
order by m.happened, id
