-- with: pipeline_states
-- Those that were in the pipeline at the start, are in it at the end, or came and closed in between,
-- with their value when they entered.
select
  pipeline_states.*,
  case when was is null then coalesce(first_amount, now_amount) else was_amount end as before,
  case when was is null then coalesce(first_plan, now_plan) else was_plan end as before_plan
from pipeline_states
where (was = 'open' and was_in) or (now_outcome = 'open' and now_in)
  or (now_outcome <> 'open' and now_in and (was is null or was = 'open'))
