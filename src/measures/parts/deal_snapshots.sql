-- with: changes_known, opportunities_known, opportunity_episodes, stage_history
-- Deals that were open by what was known on past days, four weeks apart: the stage that they were in
-- and since when, their amount then, and what has become of them. On days before the source wrote down how
-- deals move, stage and amount are not known.
select
  s.snapshot_on, s.opportunity_id, o.segment,
  case when h.since <= s.snapshot_on then s.stage end as stage,
  case when h.since <= s.snapshot_on then s.amount end as amount,
  date_diff('day', e.entered_on, s.snapshot_on) as age,
  case when h.since <= s.snapshot_on then date_diff('day', s.stage_on, s.snapshot_on) end
    as stage_age,
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
        opportunity_id, place, happened, stage, outcome, company_amount,
        cast(recorded_at as date) as recorded_on,
        coalesce(
          lag(stage) over (partition by opportunity_id order by place desc) <> stage, true
        ) as is_new_stage
      from changes_known
    ) numbered
  ) c on c.recorded_on <= d."day" and (c.until_on is null or c.until_on > d."day")
  where d."day" > cast($snapshots_from as date) and d."day" < cast($as_of as date)
    and mod(date_diff('day', d."day", cast($as_of as date)), 28) = 0
) s
join opportunities_known o on o.opportunity_id = s.opportunity_id
left join stage_history h on h.source = o.source
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
