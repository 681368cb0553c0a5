-- The last moment at which anything was recorded or replaced: from then on the journeys that were
-- worked out when the facts were built hold.
create table last_recorded as
select max(recorded_at) as recorded_at
from (
  select case when max(superseded_at) > max(recorded_at) then max(superseded_at) else max(recorded_at) end as recorded_at from accounts
  union all
  select case when max(superseded_at) > max(recorded_at) then max(superseded_at) else max(recorded_at) end as recorded_at from account_merges
  union all
  select case when max(superseded_at) > max(recorded_at) then max(superseded_at) else max(recorded_at) end as recorded_at from people
  union all
  select case when max(superseded_at) > max(recorded_at) then max(superseded_at) else max(recorded_at) end as recorded_at from person_merges
  union all
  select case when max(superseded_at) > max(recorded_at) then max(superseded_at) else max(recorded_at) end as recorded_at from users
  union all
  select case when max(superseded_at) > max(recorded_at) then max(superseded_at) else max(recorded_at) end as recorded_at from teams
  union all
  select case when max(superseded_at) > max(recorded_at) then max(superseded_at) else max(recorded_at) end as recorded_at from products
  union all
  select case when max(superseded_at) > max(recorded_at) then max(superseded_at) else max(recorded_at) end as recorded_at from campaigns
  union all
  select case when max(superseded_at) > max(recorded_at) then max(superseded_at) else max(recorded_at) end as recorded_at from campaign_costs
  union all
  select case when max(superseded_at) > max(recorded_at) then max(superseded_at) else max(recorded_at) end as recorded_at from campaign_types
  union all
  select case when max(superseded_at) > max(recorded_at) then max(superseded_at) else max(recorded_at) end as recorded_at from engagements
  union all
  select case when max(superseded_at) > max(recorded_at) then max(superseded_at) else max(recorded_at) end as recorded_at from meetings
  union all
  select case when max(superseded_at) > max(recorded_at) then max(superseded_at) else max(recorded_at) end as recorded_at from lead_episodes
  union all
  select case when max(superseded_at) > max(recorded_at) then max(superseded_at) else max(recorded_at) end as recorded_at from opportunities
  union all
  select case when max(superseded_at) > max(recorded_at) then max(superseded_at) else max(recorded_at) end as recorded_at from opportunity_changes
  union all
  select case when max(superseded_at) > max(recorded_at) then max(superseded_at) else max(recorded_at) end as recorded_at from contact_roles
  union all
  select case when max(superseded_at) > max(recorded_at) then max(superseded_at) else max(recorded_at) end as recorded_at from account_list_members
  union all
  select case when max(superseded_at) > max(recorded_at) then max(superseded_at) else max(recorded_at) end as recorded_at from currencies
) recorded
