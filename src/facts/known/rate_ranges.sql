-- inline
-- Each rate with the days on which it holds, the last one not included.
select
  upper(currency) as currency, rate,
  case
    when row_number() over (partition by upper(currency) order by happened) = 1
      then date '0001-01-01'
    else happened
  end as from_on,
  coalesce(
    lead(happened) over (partition by upper(currency) order by happened), date '9999-12-31'
  ) as until_on
from currencies
where state = 'live' and rate > 0
  and recorded_at < cast($known_at as timestamp)
  and (superseded_at is null or superseded_at >= cast($known_at as timestamp))
