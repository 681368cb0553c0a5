-- with: opportunity_episodes, definition_days, definition_met
-- Each episode of an opportunity that ever met the definition which holds for its day of opening. It
-- enters on the first day on which it did.
select
  e.opportunity_id, e.episode, e.account_id, a.accepted_on as entered_on, e.outcome, e.closed_on,
  e.company_amount
from (
  select opportunity_id, episode, min("day") as accepted_on
  from definition_met
  group by opportunity_id, episode
) a
join opportunity_episodes e on e.opportunity_id = a.opportunity_id and e.episode = a.episode
