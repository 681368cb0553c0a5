-- with: opportunity_episodes, changes_known
-- The changes within each episode, in the order in which they took effect. What is said of a deal with
-- its loss, or after its end, cannot make it an accepted one.
select
  e.opportunity_id, e.episode, c.happened, c.stage, c.outcome, c.company_amount, c.close_on,
  row_number() over (
    partition by e.opportunity_id, e.episode order by c.happened, c.recorded_at, c.change_id
  ) as nth
from opportunity_episodes e
join changes_known c on c.opportunity_id = e.opportunity_id
where c.outcome <> 'lost'
  and (e.episode = 1 or c.happened >= e.entered_on)
  and (e.closed_on is null or c.happened <= e.closed_on)
