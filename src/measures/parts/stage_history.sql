-- with: changes_known, opportunities_known, stamped_days
-- From which day on each source wrote down how open deals move: the day by which a hundredth of their moves
-- from one stage to another had come, so that one stray entry makes no history (`since`). Before it, a deal
-- that stood in its first stage may have stood in any. Stages are known of all deals only since the last
-- import that left nothing but its own day of 50 or more (`stages_since`): before it, of closed ones alone.
select m.source, m.since, case when i.imported_on > m.since then i.imported_on else m.since end as stages_since
from (
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
) m
left join (
  select source, max(happened) as imported_on
  from (
    select o.source, b.happened
    from stamped_days b
    join (
      select opportunity_id, min(happened) as first_on from changes_known group by opportunity_id
    ) f on f.first_on = b.happened
    join opportunities_known o on o.opportunity_id = f.opportunity_id
    where o.opened_on < b.happened
    group by o.source, b.happened
    having count(*) >= 50
  ) imports
  group by source
) i on i.source = m.source
