-- with: pipeline_entered
-- Each opportunity's part of every bar. Per opportunity the parts add up to what it is worth in the
-- pipeline at the end: a deal enters (start, new, pulled_in, reopened), its amount changes, exchange
-- rates change what it is worth (fx), and it stays or leaves (pushed_out, won, lost) with the value
-- that it has then. A change of its own amount is taken at the rate that it had when it entered; what
-- another rate makes of its present amount is fx.
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
    coalesce(before, 0) as amount, before is null as is_unknown
  from pipeline_entered
  union all
  select
    opportunity_id,
    case
      when before is null then 'amount_learnt'
      when now_amount is null then 'amount_lost_sight_of'
      when unmoved > before then 'amount_up'
      else 'amount_down'
    end,
    case
      when before is null or now_amount is null then coalesce(now_amount, 0) - coalesce(before, 0)
      else unmoved - before
    end,
    false
  from pipeline_entered
  where case
      when before is null or now_amount is null then coalesce(now_amount, 0) <> coalesce(before, 0)
      else unmoved <> before
    end
  union all
  select opportunity_id, 'fx', now_amount - unmoved, false
  from pipeline_entered
  where before is not null and now_amount <> unmoved
  union all
  select
    opportunity_id,
    case now_outcome when 'won' then 'won' when 'lost' then 'lost' else 'pushed_out' end,
    -coalesce(now_amount, 0), now_amount is null
  from pipeline_entered
  where now_outcome <> 'open' or not now_in
  union all
  select opportunity_id, 'end', coalesce(now_amount, 0), now_amount is null
  from pipeline_entered
  where now_outcome = 'open' and now_in
) movements
