-- with: opportunities_known
-- Each opportunity with a day of opening: how and when it ended, and its traits. Amounts are in the
-- company currency.
select
  opportunity_id as subject_id, account_id, source, campaign_type, segment, region, industry,
  product, team, lead_source, opened_on as entered_on, outcome, closed_on, company_amount as amount,
  cast(null as varchar) as currency
from opportunities_known
where opened_on is not null
  and ($buckets = 1 or @bucket(opportunity_id, $buckets) = $bucket)
