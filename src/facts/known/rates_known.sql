-- inline
-- with: rate_ranges
-- What one minor unit of a currency is worth in minor units of the company currency, by day. Rates
-- are units of a currency for one of the corporate one, so money is divided by its own rate and
-- multiplied by that of the company currency. The first rate of a currency also holds before its
-- first day, and is the plan rate.
select
  r.currency, r.from_on, r.until_on,
  r.company_rate / r.rate * power(10, r.company_digits - coalesce(d.minor_digits, 2)) as factor,
  first_value(r.company_rate / r.rate) over (
    partition by r.currency order by r.from_on
    rows between unbounded preceding and current row
  ) * power(10, r.company_digits - coalesce(d.minor_digits, 2)) as plan_factor
from (
  select
    own.currency, own.rate, coalesce(home.rate, 1.0) as company_rate,
    c.minor_digits as company_digits,
    case when home.from_on > own.from_on then home.from_on else own.from_on end as from_on,
    case when home.until_on < own.until_on then home.until_on else own.until_on end as until_on
  from rate_ranges own
  join currency_digits c on c.is_company and c.currency <> own.currency
  left join rate_ranges home
    on home.currency = c.currency
    and home.from_on < own.until_on and own.from_on < home.until_on
) r
left join currency_digits d on d.currency = r.currency
