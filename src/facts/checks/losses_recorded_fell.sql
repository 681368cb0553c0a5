-- with: changes_known
-- with: deals
-- Of what was closed in the CRM in the last 26 weeks, the share closed as lost, against the year
-- before, by team and in all; where it is lower by more than chance gives once in a hundred times.
with closings as (
  select
    d.team, c.outcome,
    case when date_diff('day', cast(c.recorded_at as date), d.until) < 182 then 1 else 0 end as is_late
  from changes_known c
  join deals d on d.id = c.opportunity_id
  where c.outcome <> 'open'
    and c.place = 1
    and date_diff('day', cast(c.recorded_at as date), d.until) between 0 and 545
),
counted as (
  select team, outcome, is_late, count(*) as deals from closings group by team, outcome, is_late
  union all
  select 'All teams', outcome, is_late, count(*) from closings group by outcome, is_late
),
shares as (
  select
    coalesce(team, 'No team') as team,
    sum(case when is_late = 1 and outcome = 'lost' then deals else 0 end) as lost,
    sum(case when is_late = 1 then deals else 0 end) as closed,
    sum(case when is_late = 0 and outcome = 'lost' then deals else 0 end) as lost_before,
    sum(case when is_late = 0 then deals else 0 end) as closed_before,
    1.0 * sum(case when outcome = 'lost' then deals else 0 end) / sum(deals) as pooled
  from counted
  group by coalesce(team, 'No team')
)
select
  team as id, lost, closed, round(1.0 * lost / closed, 3) as share_lost,
  round(1.0 * lost_before / closed_before, 3) as share_before,
  round(closed * (1.0 * lost_before / closed_before) - lost, 0) as losses_fewer
from shares
where closed >= 10 and closed_before >= 20
  and 1.0 * lost_before / closed_before - 1.0 * lost / closed
    > 2.33 * power(pooled * (1 - pooled) * (1.0 / closed + 1.0 / closed_before), 0.5)
order by losses_fewer desc, id
