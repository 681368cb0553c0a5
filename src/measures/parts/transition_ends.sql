-- inline
-- with: engagement_journeys, meeting_journeys, opportunity_journeys
-- Every subject of every step: when it entered, when it left and how, and its traits. `last_on` is its
-- last touch: without another it is recycled $episode_gap days later.
select
  'engagement' as from_step, 'meeting' as to_step, subject_id, episode, account_id, source, entered_on,
  engaged_on as last_on,
  case
    when rejected_on is not null and (met_on is null or rejected_on < met_on) then 'lost'
    when met_on is not null then 'converted'
  end as ended,
  case
    when rejected_on is not null and (met_on is null or rejected_on < met_on) then rejected_on
    else met_on
  end as ended_on,
  cast(null as bigint) as amount, cast(null as varchar) as currency, campaign_type, segment,
  region, industry, cast(null as varchar) as product, cast(null as varchar) as team,
  cast(null as varchar) as lead_source
from engagement_journeys
union all
select
  'meeting', 'opportunity', subject_id, episode, account_id, source, entered_on, touched_on,
  case when opened_on is not null then 'converted' end, opened_on,
  cast(null as bigint), cast(null as varchar), cast(null as varchar), segment, region, industry,
  cast(null as varchar), team, cast(null as varchar)
from meeting_journeys
union all
select
  'opportunity', 'won', subject_id, episode, account_id, source, entered_on, cast(null as date),
  case outcome when 'won' then 'converted' when 'lost' then 'lost' end, closed_on,
  amount, currency, campaign_type, segment, region, industry, product, team, lead_source
from opportunity_journeys
union all
select
  'engagement', 'opportunity', subject_id, episode, account_id, source, entered_on, touched_on,
  case
    when opened_on is not null then 'converted'
    when rejected_on is not null then 'lost'
  end,
  coalesce(opened_on, rejected_on),
  cast(null as bigint), cast(null as varchar), campaign_type, segment, region, industry,
  cast(null as varchar), cast(null as varchar), cast(null as varchar)
from engagement_journeys
union all
select
  'engagement', 'won', subject_id, episode, account_id, source, entered_on,
  case when opportunity_id is null then touched_on end,
  case
    when outcome = 'won' then 'converted'
    when outcome = 'lost' or (opportunity_id is null and rejected_on is not null) then 'lost'
  end,
  case when opportunity_id is null then rejected_on else closed_on end,
  amount, currency, campaign_type, segment, region, industry, product, team,
  cast(null as varchar)
from engagement_journeys
