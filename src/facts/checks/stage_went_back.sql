-- with: deals, changes_known, stage_order
select
  d.id, d.name, d.account, d.owner, d.outcome, m.from_stage, m.to_stage, m.happened, d.amount
from (
  select
    opportunity_id, happened, lag(stage) over (partition by opportunity_id order by place desc)
      as from_stage,
    stage as to_stage,
    lag(outcome) over (partition by opportunity_id order by place desc) as from_outcome, outcome,
    place
  from changes_known
) m
join stage_order s on s.earlier = m.to_stage and s.later = m.from_stage
join deals d on d.id = m.opportunity_id
where m.outcome = 'open' and m.from_outcome = 'open'
order by m.happened, d.id, m.place
