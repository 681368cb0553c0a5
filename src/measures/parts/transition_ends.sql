-- with: engagement_episodes, engagement_touches, engagement_to_meeting, engagement_to_rejection, engagement_to_opportunity, meeting_episodes, meeting_to_opportunity, opportunities_known, accounts_known, owners_known
-- Every subject of every step: when it entered, when it left and how, and its traits. `last_on` is its
-- last touch: without another it is recycled $episode_gap days later.
select
  'engagement' as from_step, 'meeting' as to_step, e.subject_id, e.account_id, e.source,
  e.entered_on, e.last_on,
  case
    when r.rejected_on is not null and (m.met_on is null or r.rejected_on < m.met_on)
      then 'lost'
    when m.met_on is not null then 'converted'
  end as ended,
  case
    when r.rejected_on is not null and (m.met_on is null or r.rejected_on < m.met_on)
      then r.rejected_on
    else m.met_on
  end as ended_on,
  cast(null as bigint) as amount, cast(null as varchar) as currency, e.campaign_type, a.segment,
  a.region, a.industry, cast(null as varchar) as product, cast(null as varchar) as team,
  cast(null as varchar) as lead_source
from engagement_episodes e
left join engagement_to_meeting m on m.subject_id = e.subject_id
left join engagement_to_rejection r on r.subject_id = e.subject_id
left join accounts_known a on a.account_id = e.account_id
union all
select
  'meeting', 'opportunity', m.subject_id, m.account_id, m.source, m.entered_on, m.last_on,
  case when o.opened_on is not null then 'converted' end, o.opened_on,
  cast(null as bigint), cast(null as varchar), cast(null as varchar), a.segment,
  coalesce(a.region, u.region), a.industry, cast(null as varchar), u.team, cast(null as varchar)
from meeting_episodes m
left join meeting_to_opportunity o on o.subject_id = m.subject_id
left join accounts_known a on a.account_id = m.account_id
left join owners_known u on u.user_id = m.owner_id
union all
select
  'opportunity', 'won', o.opportunity_id, o.account_id, o.source, o.opened_on,
  cast(null as date),
  case o.outcome when 'won' then 'converted' when 'lost' then 'lost' end, o.closed_on,
  o.amount, o.currency, o.campaign_type, o.segment, o.region, o.industry, o.product, o.team,
  o.lead_source
from opportunities_known o
where o.opened_on is not null
  and ($buckets = 1 or @bucket(o.opportunity_id, $buckets) = $bucket)
union all
select
  'engagement', 'opportunity', e.subject_id, e.account_id, e.source, e.entered_on, t.last_on,
  case
    when o.opened_on is not null then 'converted'
    when r.rejected_on is not null then 'lost'
  end,
  coalesce(o.opened_on, r.rejected_on),
  cast(null as bigint), cast(null as varchar), e.campaign_type, a.segment, a.region, a.industry,
  cast(null as varchar), cast(null as varchar), cast(null as varchar)
from engagement_episodes e
join engagement_touches t on t.subject_id = e.subject_id
left join engagement_to_opportunity o on o.subject_id = e.subject_id
left join engagement_to_rejection r on r.subject_id = e.subject_id
left join accounts_known a on a.account_id = e.account_id
union all
select
  'engagement', 'won', e.subject_id, e.account_id, e.source, e.entered_on,
  case when o.opportunity_id is null then t.last_on end,
  case
    when k.outcome = 'won' then 'converted'
    when k.outcome = 'lost' or (o.opportunity_id is null and r.rejected_on is not null) then 'lost'
  end,
  case when o.opportunity_id is null then r.rejected_on else k.closed_on end,
  k.amount, k.currency, e.campaign_type, a.segment, a.region, a.industry, k.product, k.team,
  cast(null as varchar)
from engagement_episodes e
join engagement_touches t on t.subject_id = e.subject_id
left join engagement_to_opportunity o on o.subject_id = e.subject_id
left join opportunities_known k on k.opportunity_id = o.opportunity_id
left join engagement_to_rejection r on r.subject_id = e.subject_id
left join accounts_known a on a.account_id = e.account_id
