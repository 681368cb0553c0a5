-- with: definition_days, definition_sides
-- Under each of two definitions, the day on which each episode of an opportunity first met it.
select side, opportunity_id, episode, min("day") as accepted_on
from definition_sides
group by side, opportunity_id, episode
