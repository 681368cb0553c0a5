-- with: engagement_episodes, opportunity_people
select subject_id, min_by(opportunity_id, opened_on) as opportunity_id, min(opened_on) as opened_on
from (
  select e.subject_id, o.opportunity_id, o.opened_on
  from engagement_episodes e
  join opportunity_people o on o.person_id = e.person_id
  where o.opened_on >= e.entered_on and (e.next_on is null or o.opened_on < e.next_on)
  union all
  select e.subject_id, o.opportunity_id, o.opened_on
  from engagement_episodes e
  join opportunity_people o on o.account_id = e.account_id
  where o.opened_on >= e.entered_on and (e.next_on is null or o.opened_on < e.next_on)
) opened
group by subject_id
