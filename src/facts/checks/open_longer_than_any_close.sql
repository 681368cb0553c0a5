-- with: opportunities_known, observed
select
  o.opportunity_id as id, o.name, coalesce(o.account_name, o.account_id) as account,
  coalesce(o.owner_name, o.owner_id) as owner, o.stage, o.opened_on,
  date_diff('day', o.opened_on, w.until) as days_open, slowest.days as slowest_close,
  o.company_amount as amount
from opportunities_known o
join observed w on w.source = o.source
join (
  select max(date_diff('day', opened_on, closed_on)) as days
  from opportunities_known
  where outcome <> 'open'
) slowest on date_diff('day', o.opened_on, w.until) > slowest.days
where o.outcome = 'open'
order by days_open desc, id
