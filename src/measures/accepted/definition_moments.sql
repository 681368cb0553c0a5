-- inline
-- with: definition_changes, definition_roles, definition_meetings, opportunity_episodes
-- Whatever can make an opportunity meet a definition, each with its day. `episode` null: of every one.
select
  opportunity_id, episode, entered_on as happened, 0 as nth, 0 as contact_roles, 0 as is_primary,
  cast(null as date) as met_on
from opportunity_episodes
union all
select opportunity_id, episode, happened, nth, 0, 0, cast(null as date)
from definition_changes
union all
select opportunity_id, cast(null as bigint), happened, 0, 1, is_primary, cast(null as date)
from definition_roles
union all
select opportunity_id, cast(null as bigint), happened, 0, 0, 0, happened
from definition_meetings
