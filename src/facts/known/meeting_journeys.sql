-- with: meeting_episodes, meeting_to_opportunity, accounts_known, owners_known
-- Each first meeting with a person after a gap: the opportunity that it led to, and its traits.
select
  m.subject_id, m.episode, m.account_id, m.source, a.segment, coalesce(a.region, u.region) as region,
  a.industry, u.team, m.entered_on, m.last_on as touched_on, o.opportunity_id, o.opened_on
from meeting_episodes m
left join meeting_to_opportunity o on o.subject_id = m.subject_id
left join accounts_known a on a.account_id = m.account_id
left join owners_known u on u.user_id = m.owner_id
