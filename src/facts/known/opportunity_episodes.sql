-- with: opportunities_known, opportunity_reopenings
-- Each opportunity once, and once more for every re-opening that begins a new episode. The last
-- episode is how the opportunity stands; the earlier ones ended as they did.
select
  o.opportunity_id, r.episode, o.account_id,
  coalesce(
    lag(r.reopened_on) over (partition by r.opportunity_id order by r.episode), o.opened_on
  ) as entered_on,
  r.outcome, r.closed_on, r.company_amount
from opportunity_reopenings r
join opportunities_known o on o.opportunity_id = r.opportunity_id
union all
select
  o.opportunity_id, coalesce(r.episode, 0) + 1, o.account_id,
  coalesce(r.reopened_on, o.opened_on), o.outcome, o.closed_on, o.company_amount
from opportunities_known o
left join (
  select
    opportunity_id, max(episode) as episode, max_by(reopened_on, episode) as reopened_on
  from opportunity_reopenings
  group by opportunity_id
) r on r.opportunity_id = o.opportunity_id
