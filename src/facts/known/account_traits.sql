-- inline
-- Traits of an account by the days on which they were known to hold: those first recorded hold from
-- the beginning, later ones from the day of their recording until the next.
select
  a.account_id, a.segment, a.region, a.industry,
  case when a.recorded_at = f.first_at then cast('0001-01-01' as date) else cast(a.recorded_at as date) end
    as held_from,
  case
    when a.superseded_at < cast($known_at as timestamp) then cast(a.superseded_at as date)
    else cast('9999-12-31' as date)
  end as held_until
from accounts a
join (select account_id, min(recorded_at) as first_at from accounts group by account_id) f
  on f.account_id = a.account_id
where a.recorded_at < cast($known_at as timestamp) and a.state = 'live'
