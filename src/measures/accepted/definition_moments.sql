-- inline
-- with: opportunities_known, definition_changes, definition_roles, definition_meetings
-- Whatever can make an opportunity meet a definition, each with its day; without one, since its opening.
select
  opportunity_id, cast(null as date) as happened, 0 as nth, 0 as contact_roles, 0 as is_primary,
  cast(null as date) as met_on
from opportunities_known
union all
select opportunity_id, happened, nth, 0, 0, cast(null as date)
from definition_changes
union all
select opportunity_id, happened, 0, 1, is_primary, cast(null as date)
from definition_roles
union all
select opportunity_id, happened, 0, 0, 0, happened
from definition_meetings
