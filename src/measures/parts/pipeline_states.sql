-- with: opportunities_known, changes_known
-- Each opportunity at the start of $from and at the start of $to, and whether its close date lies in
-- the quarter that is looked at. Money is in the company currency, at the rate of `rate_on`; of a
-- currency without a rate it is not known. `now_own` is in the deal's own currency.
select
  o.opportunity_id,
  s.outcome as was, s.amount as was_amount, s.rate_on as was_rate_on,
  coalesce(
    s.close_on >= cast($close_from as date) and s.close_on < cast($close_to as date), $any_close
  ) as was_in,
  e.outcome as now_outcome, e.amount as now_amount, e.own_amount as now_own, e.currency,
  coalesce(
    e.close_on >= cast($close_from as date) and e.close_on < cast($close_to as date), $any_close
  ) as now_in,
  f.amount as first_amount, f.rate_on as first_rate_on
from opportunities_known o
join (
  select * from (
    select
      opportunity_id, outcome, close_on, rate_on, currency, amount as own_amount,
      company_amount as amount,
      row_number() over (
        partition by opportunity_id order by happened desc, recorded_at desc, change_id desc
      ) as nth
    from changes_known
    where happened < cast($to as date)
  ) ends
  where nth = 1
) e on e.opportunity_id = o.opportunity_id
left join (
  select * from (
    select
      opportunity_id, outcome, close_on, rate_on, currency, amount as own_amount,
      company_amount as amount,
      row_number() over (
        partition by opportunity_id order by happened desc, recorded_at desc, change_id desc
      ) as nth
    from changes_known
    where happened < cast($from as date)
  ) starts
  where nth = 1
) s on s.opportunity_id = o.opportunity_id
left join (
  select
    opportunity_id,
    min_by(
      company_amount,
      concat(cast(happened as varchar), cast(recorded_at as varchar), change_id)
    ) as amount,
    min_by(
      rate_on, concat(cast(happened as varchar), cast(recorded_at as varchar), change_id)
    ) as rate_on
  from changes_known
  where company_amount is not null and happened >= cast($from as date) and happened < cast($to as date)
  group by opportunity_id
) f on f.opportunity_id = o.opportunity_id
