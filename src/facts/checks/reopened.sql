-- with: deals, changes_known
select
  d.id, d.name, d.account, d.owner, m.outcome as was, min(m.happened) as closed_on,
  min(m.next_on) as reopened_on, d.outcome, d.amount
from (
  select
    opportunity_id, outcome, happened,
    lead(outcome) over (partition by opportunity_id order by place desc) as next_outcome,
    lead(happened) over (partition by opportunity_id order by place desc) as next_on
  from changes_known
) m
join deals d on d.id = m.opportunity_id
where m.outcome <> 'open' and m.next_outcome = 'open'
group by d.id, d.name, d.account, d.owner, m.outcome, d.outcome, d.amount
order by reopened_on, d.id
