-- with: engagement_touches, opportunity_people
-- The first opportunity of the episode: not later than $episode_gap days after its last touch.
select
  subject_id,
  min_by(opportunity_id, concat(cast(opened_on as varchar), opportunity_id)) as opportunity_id,
  min_by(episode, concat(cast(opened_on as varchar), opportunity_id)) as opportunity_episode,
  min(opened_on) as opened_on
from (
  select e.subject_id, o.opportunity_id, o.episode, o.opened_on
  from engagement_touches e
  join opportunity_people o on o.person_id = e.person_id
  where o.opened_on >= e.entered_on and date_diff('day', e.last_on, o.opened_on) <= $episode_gap
  union all
  select e.subject_id, o.opportunity_id, o.episode, o.opened_on
  from engagement_touches e
  join opportunity_people o on o.account_id = e.account_id
  where o.opened_on >= e.entered_on and date_diff('day', e.last_on, o.opened_on) <= $episode_gap
) opened
group by subject_id
