-- with: opportunity_episodes, opportunities_known
-- Won deals with the day of their win and their amount in the company currency.
select
  o.opportunity_id as id, o.name, coalesce(o.owner_name, o.owner_id) as owner, o.segment,
  e.entered_on, e.closed_on, e.company_amount as amount
from opportunity_episodes e
join opportunities_known o on o.opportunity_id = e.opportunity_id
where e.outcome = 'won' and e.closed_on is not null and e.closed_on <= cast($as_of as date)
order by e.closed_on, o.opportunity_id, e.episode
