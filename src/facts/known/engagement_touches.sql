-- with: engagement_episodes, engagement_to_meeting
-- Episodes with the day of their last touch: the last engagement, or the meeting that it led to.
select
  e.subject_id, e.person_id, e.account_id, e.entered_on,
  case when m.met_on > e.last_on then m.met_on else e.last_on end as last_on
from engagement_episodes e
left join engagement_to_meeting m on m.subject_id = e.subject_id
