-- with: accepted_opportunities, roles_known
-- Who can have begun an accepted opportunity: the people in its buying group, or, where nobody was
-- named, anybody of its account.
select
  o.opportunity_id, o.episode, o.entered_on as opened_on, r.person_id,
  cast(null as varchar) as account_id
from accepted_opportunities o
join roles_known r on r.opportunity_id = o.opportunity_id
union all
select o.opportunity_id, o.episode, o.entered_on, cast(null as varchar), o.account_id
from accepted_opportunities o
where not exists (select 1 from roles_known r where r.opportunity_id = o.opportunity_id)
