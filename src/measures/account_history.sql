-- What changed around some accounts since $then_known_at: a meeting or a deal decides whether another
-- meeting is net new, and so does who and what was merged.
with asked as (select @split_rows($ids, $separator) as id),
records as (
  select account_id, 'meeting' as kind, meeting_id as id, recorded_at, state from meetings
  union all
  select account_id, 'opportunity', opportunity_id, recorded_at, state from opportunities
),
merges as (
  select m.account_id, p.from_person_id as id, p.recorded_at
  from person_merges p
  join meetings m on m.person_id = p.from_person_id or m.person_id = p.to_person_id
  union all
  select to_account_id, from_account_id, recorded_at from account_merges
  union all
  select from_account_id, to_account_id, recorded_at from account_merges
)
select
  r.account_id, r.kind, r.id,
  min(r.recorded_at) >= cast($then_known_at as timestamp) as is_new,
  max_by(r.state, r.recorded_at) as state
from records r
join asked a on a.id = r.account_id
where r.recorded_at < cast($known_at as timestamp)
group by r.account_id, r.kind, r.id
having max(r.recorded_at) >= cast($then_known_at as timestamp)
union all
select distinct m.account_id, 'merge', m.id, true, 'merged'
from merges m
join asked a on a.id = m.account_id
where m.recorded_at >= cast($then_known_at as timestamp)
  and m.recorded_at < cast($known_at as timestamp)
order by account_id, kind, id
