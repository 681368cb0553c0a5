-- with: engagement_episodes, engagement_touches, engagement_to_meeting, engagement_to_rejection, engagement_to_opportunity, opportunities_known, opportunity_episodes, accounts_known, account_traits
-- Each episode of engagement of a person: what it led to and when, and its traits.
select
  e.subject_id, e.episode, e.account_id, e.source, e.campaign_type, v.segment, v.region, v.industry,
  e.entered_on, e.last_on as engaged_on, t.last_on as touched_on, m.met_on, r.rejected_on,
  o.opportunity_id, o.opened_on, k.outcome, k.closed_on, k.company_amount as amount,
  cast(null as varchar) as currency, d.product, d.team
from engagement_episodes e
join engagement_touches t on t.subject_id = e.subject_id
left join engagement_to_meeting m on m.subject_id = e.subject_id
left join engagement_to_rejection r on r.subject_id = e.subject_id
left join engagement_to_opportunity o on o.subject_id = e.subject_id
left join opportunity_episodes k
  on k.opportunity_id = o.opportunity_id and k.episode = o.opportunity_episode
left join opportunities_known d on d.opportunity_id = o.opportunity_id
left join accounts_known a on a.account_id = e.account_id
left join account_traits v
  on v.account_id = a.account_id and e.entered_on >= v.held_from and e.entered_on < v.held_until
