-- with: opportunities_known, meetings_known, engagements_known, people_known, accounts_known, owners_known
-- Of records by id: the team of whoever owns it, and the region of its account; blank where nobody does.
with asked as (select @split_rows($ids, $separator) as id),
places as (
  select opportunity_id as id, team, region
  from opportunities_known
  union all
  select m.meeting_id, u.team, coalesce(a.region, u.region)
  from meetings_known m
  left join owners_known u on u.user_id = m.owner_id
  left join accounts_known a on a.account_id = m.account_id
  union all
  select e.engagement_id, cast(null as varchar), a.region
  from engagements_known e
  left join accounts_known a on a.account_id = e.account_id
  union all
  select p.person_id, cast(null as varchar), a.region
  from people_known p
  left join accounts_known a on a.account_id = p.account_id
  union all
  select account_id, cast(null as varchar), region
  from accounts_known
  union all
  select user_id, team, region
  from owners_known
)
select p.id, p.team, p.region
from places p
join asked a on a.id = p.id
order by p.id, p.team, p.region
