-- with: rates_known
-- Changes of opportunities as known, the latest first in `place`. `amount` is as entered;
-- `company_amount` is in the company currency, at the rate of the close date (`rate_on`);
-- `plan_amount` at the plan rate, so that what exchange rates did since the plan is the one minus the
-- other.
select
  c.opportunity_id, c.change_id, c.happened, c.stage, c.outcome, c.amount, c.currency, c.close_on,
  c.recorded_at, coalesce(c.close_on, c.happened) as rate_on,
  case
    when c.currency is null or h.is_company then c.amount
    else cast(round(c.amount * r.factor) as bigint)
  end as company_amount,
  case
    when c.currency is null or h.is_company then c.amount
    else cast(round(c.amount * r.plan_factor) as bigint)
  end as plan_amount,
  row_number() over (
    partition by c.opportunity_id order by c.recorded_at desc, c.happened desc, c.change_id desc
  ) as place
from opportunity_changes c
left join currency_digits h on h.is_company and h.currency = upper(c.currency)
left join rates_known r
  on r.currency = upper(c.currency)
  and coalesce(c.close_on, c.happened) >= r.from_on
  and coalesce(c.close_on, c.happened) < r.until_on
where c.state = 'live'
  and c.recorded_at < cast($known_at as timestamp)
  and (c.superseded_at is null or c.superseded_at >= cast($known_at as timestamp))
  and c.happened <= cast($as_of as date)
