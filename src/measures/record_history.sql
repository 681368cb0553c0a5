-- with: opportunities_known
-- What became of records since $then_known_at: $kind is meeting or opportunity, $ids the records.
with asked as (select @split_rows($ids, $separator) as id),
versions as (
  select meeting_id as id, account_id, person_id, recorded_at, state
  from meetings
  where $kind = 'meeting'
  union all
  select opportunity_id, account_id, cast(null as varchar), recorded_at, state
  from opportunities
  where $kind = 'opportunity'
),
won as (
  select
    opportunity_id as id,
    bool_or(
      outcome = 'won' and state = 'live' and recorded_at < cast($then_known_at as timestamp)
      and (superseded_at is null or superseded_at >= cast($then_known_at as timestamp))
    ) as won_then,
    bool_or(recorded_at >= cast($then_known_at as timestamp)) as changed
  from opportunity_changes
  where $kind = 'opportunity' and recorded_at < cast($known_at as timestamp)
  group by opportunity_id
)
select
  v.id,
  max_by(v.account_id, v.recorded_at) as account_id,
  max_by(v.person_id, v.recorded_at) as person_id,
  min(v.recorded_at) >= cast($then_known_at as timestamp) as is_new,
  max_by(v.state, v.recorded_at) as state,
  bool_or(v.recorded_at >= cast($then_known_at as timestamp)) or coalesce(bool_or(w.changed), false)
    as changed,
  coalesce(bool_or(w.won_then), false) as won_then,
  max(o.outcome) as outcome
from versions v
join asked a on a.id = v.id
left join won w on w.id = v.id
left join opportunities_known o on $kind = 'opportunity' and o.opportunity_id = v.id
where v.recorded_at < cast($known_at as timestamp)
group by v.id
order by v.id
