-- with: meeting_episodes, opportunity_people
select
  subject_id,
  min_by(opportunity_id, concat(cast(opened_on as varchar), opportunity_id)) as opportunity_id,
  min_by(episode, concat(cast(opened_on as varchar), opportunity_id)) as opportunity_episode,
  min(opened_on) as opened_on
from (
  select m.subject_id, o.opportunity_id, o.episode, o.opened_on
  from meeting_episodes m
  join opportunity_people o on o.person_id = m.person_id
  where o.opened_on >= m.entered_on and date_diff('day', m.last_on, o.opened_on) <= $episode_gap
  union all
  select m.subject_id, o.opportunity_id, o.episode, o.opened_on
  from meeting_episodes m
  join opportunity_people o on o.account_id = m.account_id
  where o.opened_on >= m.entered_on and date_diff('day', m.last_on, o.opened_on) <= $episode_gap
) opened
group by subject_id
