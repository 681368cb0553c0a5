-- inline
-- with: opportunity_episodes
-- While no definition is signed, every opportunity counts from the day on which it was opened.
select opportunity_id, episode, account_id, entered_on, outcome, closed_on, company_amount
from opportunity_episodes
