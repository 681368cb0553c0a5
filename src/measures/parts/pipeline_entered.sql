-- with: pipeline_states, rates_known
-- Those that were in the pipeline at the start, are in it at the end, or came and closed in between:
-- their value when they entered (`before`), and what their present amount is worth at the rate that
-- they had then (`unmoved`).
select
  e.*, coalesce(cast(round(e.now_own * r.factor) as bigint), e.now_amount) as unmoved
from (
  select
    pipeline_states.*,
    case when was is null then coalesce(first_amount, now_amount) else was_amount end as before,
    case when was is null then first_rate_on else was_rate_on end as rate_before
  from pipeline_states
  where (was = 'open' and was_in) or (now_outcome = 'open' and now_in)
    or (now_outcome <> 'open' and now_in and (was is null or was = 'open'))
) e
left join rates_known r
  on r.currency = upper(e.currency) and e.rate_before >= r.from_on and e.rate_before < r.until_on
