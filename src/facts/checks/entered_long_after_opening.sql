-- with: deals
-- The first version of the opportunity was recorded more than 30 days after the day of its opening.
select
  d.id, d.name, d.account, d.owner, d.outcome, d.opened_on, cast(f.recorded_at as date) as recorded_on,
  date_diff('day', d.opened_on, cast(f.recorded_at as date)) as days_late, d.amount
from deals d
join (
  select opportunity_id, min(recorded_at) as recorded_at from opportunities group by opportunity_id
) f on f.opportunity_id = d.id
where date_diff('day', d.opened_on, cast(f.recorded_at as date)) > 30
order by days_late desc, d.id
