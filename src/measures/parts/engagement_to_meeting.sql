-- with: engagement_episodes, meetings_known
select subject_id, min(met_on) as met_on
from (
  select e.subject_id, m.happened as met_on
  from engagement_episodes e
  join meetings_known m on m.person_id = e.person_id
  where m.outcome = 'held' and m.happened >= e.entered_on
    and (e.next_on is null or m.happened < e.next_on)
  union all
  select e.subject_id, m.happened
  from engagement_episodes e
  join meetings_known m on m.account_id = e.account_id
  where m.person_id is null and m.outcome = 'held' and m.happened >= e.entered_on
    and (e.next_on is null or m.happened < e.next_on)
) met
group by subject_id
