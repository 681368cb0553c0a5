-- with: changes_known
-- Where each opportunity stands; a closed one closed on the first day of its present outcome.
select
  latest.opportunity_id, latest.outcome, latest.stage, latest.amount, latest.currency,
  latest.company_amount, latest.plan_amount, latest.close_on,
  case
    when latest.outcome <> 'open' then min(c.happened) filter (
      where c.outcome = latest.outcome and (before.place is null or c.place < before.place)
    )
  end as closed_on
from changes_known latest
join changes_known c on c.opportunity_id = latest.opportunity_id
left join (
  select o.opportunity_id, min(o.place) as place
  from changes_known o
  join changes_known l on l.opportunity_id = o.opportunity_id and l.place = 1
  where o.outcome <> l.outcome
  group by o.opportunity_id
) before on before.opportunity_id = latest.opportunity_id
where latest.place = 1
group by
  latest.opportunity_id, latest.outcome, latest.stage, latest.amount, latest.currency,
  latest.company_amount, latest.plan_amount, latest.close_on
