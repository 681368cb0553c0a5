-- Lines of cost as entered. A blank one, or one of up to one unit of money, stands for none; 0 may be
-- meant, but tells no cost either.
select
  cost_id, campaign_id, kind, happened, currency, amount,
  coalesce(amount > 0 and amount <= 100, true) as is_placeholder,
  coalesce(amount > 100, false) as is_known,
  case when coalesce(currency, $currency) = $currency and amount > 100 then amount end as cost
from campaign_costs
where state = 'live'
  and recorded_at < cast($known_at as timestamp)
  and (superseded_at is null or superseded_at >= cast($known_at as timestamp))
