-- with: deals, changes_known
-- The win or loss of each closed opportunity, and how many days later it was recorded.
select
  d.id, d.name, d.account, d.owner, d.team, d.outcome, d.closed_on, d.until, d.amount,
  cast(e.recorded_at as date) as recorded_on,
  date_diff('day', d.closed_on, cast(e.recorded_at as date)) as days_late
from deals d
join (
  select c.opportunity_id, c.outcome, min(c.recorded_at) as recorded_at
  from changes_known c
  join deals k on k.id = c.opportunity_id and k.outcome = c.outcome and c.happened >= k.closed_on
  where c.outcome <> 'open'
  group by c.opportunity_id, c.outcome
) e on e.opportunity_id = d.id and e.outcome = d.outcome
where d.closed_on is not null
