-- inline
-- with: accepted_opportunities
-- With a signed definition, only those that meet it, from the day on which they first did.
select opportunity_id, episode, account_id, entered_on, outcome, closed_on, company_amount
from accepted_opportunities
