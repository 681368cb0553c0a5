-- with: pipeline_states
-- Each opportunity's part of every bar. Per opportunity the parts add up to what it is worth in the
-- pipeline at the end: a deal enters (start, new, pulled_in, reopened), its amount changes, and it
-- stays or leaves (pushed_out, won, lost) with the amount that it has then.
select opportunity_id, move, amount, is_unknown
from (
  select
    opportunity_id,
    case
      when was = 'open' and was_in then 'start'
      when was is null then 'new'
      when was = 'open' then 'pulled_in'
      else 'reopened'
    end as move,
    case when was is null then coalesce(first_amount, now_amount, 0) else coalesce(was_amount, 0) end
      as amount,
    case when was is null then first_amount is null and now_amount is null else was_amount is null end
      as is_unknown
  from pipeline_states
  where (was = 'open' and was_in) or (now_outcome = 'open' and now_in)
    or (now_outcome <> 'open' and now_in and (was is null or was = 'open'))
  union all
  select
    opportunity_id,
    case
      when before is null then 'amount_learnt'
      when now_amount is null then 'amount_lost_sight_of'
      when now_amount > before then 'amount_up'
      else 'amount_down'
    end,
    coalesce(now_amount, 0) - coalesce(before, 0), false
  from (
    select
      pipeline_states.*,
      case when was is null then coalesce(first_amount, now_amount) else was_amount end as before
    from pipeline_states
    where (was = 'open' and was_in) or (now_outcome = 'open' and now_in)
      or (now_outcome <> 'open' and now_in and (was is null or was = 'open'))
  ) amounts
  where coalesce(now_amount, 0) <> coalesce(before, 0)
  union all
  select
    opportunity_id,
    case now_outcome when 'won' then 'won' when 'lost' then 'lost' else 'pushed_out' end,
    -coalesce(now_amount, 0), now_amount is null
  from pipeline_states
  where (now_outcome <> 'open' and (
      (was = 'open' and was_in) or (now_in and (was is null or was = 'open'))
    ))
    or (now_outcome = 'open' and not now_in and was = 'open' and was_in)
  union all
  select opportunity_id, 'end', coalesce(now_amount, 0), now_amount is null
  from pipeline_states
  where now_outcome = 'open' and now_in
) movements
