-- with: engagements_known, net_new_meetings, opportunity_episodes, counted_opportunities
-- What the joint week counts, one row each, with the day on which it counts.
select 'engagements' as step, engagement_id as id, happened as "day", cast(null as bigint) as amount
from engagements_known
union all
select
  case
    when kind = 'prospect' and outcome = 'held' then 'prospect_meetings'
    when kind = 'customer' and outcome = 'held' then 'customer_meetings'
    when kind = 'prospect' then 'prospect_meetings_booked'
    else 'customer_meetings_booked'
  end,
  meeting_id, happened, cast(null as bigint)
from net_new_meetings
union all
select 'opportunities', opportunity_id, entered_on, cast(null as bigint)
from counted_opportunities
where entered_on is not null
union all
select
  'won', opportunity_id, closed_on, company_amount
from opportunity_episodes
where outcome = 'won'
