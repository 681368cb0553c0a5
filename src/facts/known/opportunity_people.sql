-- with: opportunities_known, roles_known
-- Who can have begun an opportunity: the people in its buying group, or, where nobody was named,
-- anybody of its account.
select o.opportunity_id, o.opened_on, r.person_id, cast(null as varchar) as account_id
from opportunities_known o
join roles_known r on r.opportunity_id = o.opportunity_id
where o.opened_on is not null
union all
select o.opportunity_id, o.opened_on, cast(null as varchar), o.account_id
from opportunities_known o
where o.opened_on is not null
  and not exists (select 1 from roles_known r where r.opportunity_id = o.opportunity_id)
