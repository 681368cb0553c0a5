-- with: opportunities_known, accepted_opportunities
-- Each episode of an accepted opportunity: how and when it ended, and its traits.
select
  o.opportunity_id as subject_id, e.episode, o.account_id, o.source, o.campaign_type, o.segment,
  o.region, o.industry, o.product, o.team, o.lead_source, e.entered_on, e.outcome, e.closed_on,
  e.company_amount as amount, cast(null as varchar) as currency
from accepted_opportunities e
join opportunities_known o on o.opportunity_id = e.opportunity_id
where $buckets = 1 or @bucket(o.opportunity_id, $buckets) = $bucket
