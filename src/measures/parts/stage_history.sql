-- with: changes_known, opportunities_known
-- From which day on each source wrote down how open deals move: the day by which a hundredth of their moves
-- from one stage to another had come, so that one stray entry makes no history. Before it, a deal that
-- stood in its first stage may have stood in any.
select source, min(happened) as since
from (
  select
    source, happened,
    row_number() over (partition by source order by happened) as nth,
    count(*) over (partition by source) as moves
  from (
    select
      o.source, c.happened, c.stage, c.outcome,
      lag(c.stage) over (partition by c.opportunity_id order by c.place desc) as stage_before
    from changes_known c
    join opportunities_known o on o.opportunity_id = c.opportunity_id
  ) changes
  where outcome = 'open' and stage_before <> stage
) moved
where 100 * nth >= moves
group by source
