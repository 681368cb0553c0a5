-- with: meeting_episodes, meeting_to_opportunity, accounts_known, account_traits, owners_known
-- Each first meeting with a person after a gap: the opportunity that it led to, and its traits.
select
  m.subject_id, m.episode, m.account_id, m.source, v.segment, coalesce(v.region, u.region) as region,
  v.industry, u.team, m.entered_on, m.last_on as touched_on, o.opportunity_id, o.opened_on
from meeting_episodes m
left join meeting_to_opportunity o on o.subject_id = m.subject_id
left join accounts_known a on a.account_id = m.account_id
left join account_traits v
  on v.account_id = a.account_id and m.entered_on >= v.held_from and m.entered_on < v.held_until
left join owners_known u on u.user_id = m.owner_id
