-- with: changes_known, opportunities_known, opportunity_episodes, stage_history, stamped_days
-- Deals that were open by what was known on past days, four weeks apart: the stage that they were in
-- and since when, their amount then, and what has become of them. On days before the source wrote down how
-- deals move, stage and amount are not known; since when, neither where an import stamped the day. A
-- deal of which an import left that day only was open before it. `stage` is blank while stages of closed
-- deals alone are known, `own_stage` is not.
select
  s.snapshot_on, s.opportunity_id, o.segment,
  case when h.stages_since <= s.snapshot_on then s.stage end as stage,
  case when h.since <= s.snapshot_on then s.stage end as own_stage,
  case when h.since <= s.snapshot_on then s.amount end as amount,
  date_diff('day', e.entered_on, s.snapshot_on) as age,
  case
    when h.stages_since <= s.snapshot_on and b.happened is null
      then date_diff('day', s.stage_on, s.snapshot_on)
  end as stage_age,
  date_diff('day', s.snapshot_on, w.closed_on) as won_after, w.company_amount as booked
from (
  select
    d."day" as snapshot_on, c.opportunity_id, c.stage, c.outcome, c.company_amount as amount,
    c.stage_on
  from calendar d
  join (
    select
      numbered.*,
      max(case when is_new_stage then happened end) over (
        partition by opportunity_id order by place desc rows unbounded preceding
      ) as stage_on,
      lead(recorded_on) over (partition by opportunity_id order by place desc) as until_on
    from (
      select
        k.opportunity_id, k.place, k.happened, k.stage, k.outcome, k.company_amount,
        case
          when t.happened is not null and k.place = max(k.place) over (partition by k.opportunity_id)
            and n.opened_on < cast(k.recorded_at as date)
            then n.opened_on
          else cast(k.recorded_at as date)
        end as recorded_on,
        coalesce(
          lag(k.stage) over (partition by k.opportunity_id order by k.place desc) <> k.stage, true
        ) as is_new_stage
      from changes_known k
      join opportunities_known n on n.opportunity_id = k.opportunity_id
      left join stamped_days t on t.happened = k.happened
    ) numbered
  ) c on c.recorded_on <= d."day" and (c.until_on is null or c.until_on > d."day")
  where d."day" > cast($snapshots_from as date) and d."day" < cast($as_of as date)
    and mod(date_diff('day', d."day", cast($as_of as date)), 28) = 0
) s
join opportunities_known o on o.opportunity_id = s.opportunity_id
left join stage_history h on h.source = o.source
left join stamped_days b on b.happened = s.stage_on
join (
  select opportunity_id, min(entered_on) as entered_on
  from opportunity_episodes
  group by opportunity_id
) e on e.opportunity_id = s.opportunity_id
left join (
  select opportunity_id, max(closed_on) as closed_on, max_by(company_amount, closed_on) as company_amount
  from opportunity_episodes
  where outcome = 'won'
  group by opportunity_id
) w on w.opportunity_id = s.opportunity_id
where s.outcome = 'open' and e.entered_on <= s.snapshot_on
