-- with: deals, changes_known
-- Won without ever entering a stage that at least six in ten of the won ones entered.
with entered as (
  select distinct c.opportunity_id, c.stage
  from changes_known c
  join deals d on d.id = c.opportunity_id
  where d.outcome = 'won' and c.outcome = 'open' and c.stage is not null
),
won as (select count(*) as deals from deals where outcome = 'won'),
usual as (
  select e.stage from entered e cross join won w
  group by e.stage, w.deals having w.deals >= 20 and count(*) >= 0.6 * w.deals
)
select
  d.id, d.name, d.account, d.owner, d.closed_on, count(*) as stages_skipped, min(u.stage) as stage,
  d.amount
from deals d
cross join usual u
left join entered e on e.opportunity_id = d.id and e.stage = u.stage
where d.outcome = 'won' and e.stage is null
group by d.id, d.name, d.account, d.owner, d.closed_on, d.amount
order by d.closed_on, d.id
