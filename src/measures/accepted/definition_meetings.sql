-- with: definition_held, opportunities_known, roles_known
-- Days of held meetings about an opportunity: those that name it, and of those that name none the ones
-- with its account or with a person of its buying group.
select h.opportunity_id, h.happened
from definition_held h
where h.opportunity_id is not null
union
select o.opportunity_id, h.happened
from definition_held h
join opportunities_known o on o.account_id = h.account_id
where h.opportunity_id is null
union
select r.opportunity_id, h.happened
from definition_held h
join roles_known r on r.person_id = h.person_id
where h.opportunity_id is null
