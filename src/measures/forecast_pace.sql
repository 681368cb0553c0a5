-- with: engagement_journeys, opportunity_journeys, engagements_known
-- What came in lately: episodes of engagement by type and segment, opportunities that no engagement
-- began, how many opportunities as many episodes led to (several people may begin one), and all
-- engagements, of which only the first of an episode begins one.
select
  'engaged' as kind, campaign_type, segment, count(*) as n, count(*) as subjects,
  min(entered_on) as first_on
from engagement_journeys
where entered_on >= cast($pace_from as date) and entered_on <= cast($as_of as date)
group by campaign_type, segment
union all
select
  'direct', cast(null as varchar), o.segment, count(*), count(*), min(o.entered_on)
from opportunity_journeys o
left join (
  select distinct opportunity_id from engagement_journeys where opportunity_id is not null
) e on e.opportunity_id = o.subject_id
where e.opportunity_id is null
  and o.entered_on >= cast($pace_from as date) and o.entered_on <= cast($as_of as date)
group by o.segment
union all
select
  'begun', cast(null as varchar), cast(null as varchar), count(distinct opportunity_id), count(*),
  min(opened_on)
from engagement_journeys
where opportunity_id is not null and opened_on >= cast($pace_from as date)
  and opened_on <= cast($as_of as date)
union all
select
  'touched', campaign_type, cast(null as varchar), count(*), count(*), min(happened)
from engagements_known
where happened >= cast($pace_from as date)
group by campaign_type
order by kind, campaign_type, segment
