-- with: engagement_episodes, meetings_known
-- The first held meeting of the episode: not later than $episode_gap days after its last engagement.
select subject_id, min(met_on) as met_on
from (
  select e.subject_id, m.happened as met_on
  from engagement_episodes e
  join meetings_known m on m.person_id = e.person_id
  where m.outcome = 'held' and m.happened >= e.entered_on
    and date_diff('day', e.last_on, m.happened) <= $episode_gap
  union all
  select e.subject_id, m.happened
  from engagement_episodes e
  join meetings_known m on m.account_id = e.account_id
  where m.person_id is null and m.outcome = 'held' and m.happened >= e.entered_on
    and date_diff('day', e.last_on, m.happened) <= $episode_gap
) met
group by subject_id
