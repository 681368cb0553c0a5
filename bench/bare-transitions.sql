-- The same grouping, written by hand on the bare tables: no as-of, no sources, no parts.
with subjects as (
  select 'engagement' as from_step, 'meeting' as to_step, episode, entered_on, engaged_on as last_on,
    case when met_on is not null then 'converted' end as ended, met_on as ended_on, null as amount,
    campaign_type, segment, region, industry, null as product
  from engagement_journeys_now
  union all
  select 'meeting', 'opportunity', episode, entered_on, touched_on,
    case when opened_on is not null then 'converted' end, opened_on, null, null, segment, region,
    industry, null
  from meeting_journeys_now
  union all
  select 'opportunity', 'won', episode, entered_on, null,
    case outcome when 'won' then 'converted' when 'lost' then 'lost' end, closed_on, amount, null,
    segment, region, industry, product
  from opportunity_journeys_now
  union all
  select 'engagement', 'opportunity', episode, entered_on, touched_on,
    case when opened_on is not null then 'converted' end, opened_on, null, campaign_type, segment,
    region, industry, null
  from engagement_journeys_now
  union all
  select 'engagement', 'won', episode, entered_on, case when opportunity_id is null then touched_on end,
    case outcome when 'won' then 'converted' when 'lost' then 'lost' end, closed_on, amount,
    campaign_type, segment, region, industry, product
  from engagement_journeys_now
),
ends as (
  select *,
    case when ended_on <= date '2026-03-01' then ended
      when last_on + 181 <= date '2026-03-01' then 'recycled' else 'censored' end as outcome,
    case when ended_on <= date '2026-03-01' then ended_on
      when last_on + 181 <= date '2026-03-01' then last_on + 181 else date '2026-03-01' end as exit_on
  from subjects
)
select from_step, to_step, outcome, date_trunc('week', entered_on) as cohort_week, episode,
  campaign_type, segment, region, industry, product, age, count(*) as n, sum(amount) as amount,
  sum(cast(amount as double) * amount) as amount_squared, sum(ln(amount)) as log_amount,
  sum(ln(amount) ** 2) as log_amount_squared
from (
  select from_step, to_step, 'entered' as outcome, entered_on, episode, campaign_type, segment, region,
    industry, product, 0 as age, null as amount
  from ends
  union all
  select from_step, to_step, outcome, entered_on, episode, campaign_type, segment, region, industry, product,
    exit_on - entered_on, case when outcome = 'converted' then amount end
  from ends
)
group by all
