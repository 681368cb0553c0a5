-- with: opportunities_known, opportunity_episodes
-- Each episode of an opportunity with a day of opening: how and when it ended, and its traits.
-- Amounts are in the company currency.
select
  o.opportunity_id as subject_id, cast(e.episode as smallint) as episode, o.account_id, o.source,
  o.campaign_type, o.segment, o.region, o.industry, o.product, o.team, o.lead_source, e.entered_on, e.outcome, e.closed_on,
  e.company_amount as amount, cast(null as varchar) as currency
from opportunity_episodes e
join opportunities_known o on o.opportunity_id = e.opportunity_id
where e.entered_on is not null
  and ($buckets = 1 or @bucket(o.opportunity_id, $buckets) = $bucket)
