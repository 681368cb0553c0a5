-- The same count table, written by hand on the bare tables: no as-of, no merges, no versions.
with episodes as (
  select
    min_by(engagement_id, place) as subject_id, person_id, min_by(account_id, place) as account_id,
    min_by(campaign_type, place) as campaign_type, min(happened) as entered_on,
    max(happened) as last_on
  from (
    select *, sum(case when first then 1 else 0 end) over (
      partition by person_id order by place rows unbounded preceding) as episode
    from (
      select engagement_id, person_id, account_id, campaign_type, happened,
        row_number() over (partition by person_id order by happened, engagement_id) as place,
        coalesce(happened - lag(happened) over (
          partition by person_id order by happened, engagement_id) > 180, true) as first
      from engagements
    )
  ) group by person_id, episode
),
met as (
  select e.subject_id, min(m.happened) as met_on
  from episodes e join meetings m on m.person_id = e.person_id
  where m.happened >= e.entered_on and m.happened - e.last_on <= 180
  group by e.subject_id
),
meeting_episodes as (
  select
    min_by(meeting_id, place) as subject_id, person_id, min_by(account_id, place) as account_id,
    min(happened) as entered_on, max(happened) as last_on
  from (
    select *, sum(case when first then 1 else 0 end) over (
      partition by person_id order by place rows unbounded preceding) as episode
    from (
      select meeting_id, person_id, account_id, happened,
        row_number() over (partition by person_id order by happened, meeting_id) as place,
        coalesce(happened - lag(happened) over (
          partition by person_id order by happened, meeting_id) > 180, true) as first
      from meetings
    )
  ) group by person_id, episode
),
deals as (
  select o.opportunity_id, o.account_id, o.happened as opened_on, o.product, a.segment, a.region,
    a.industry, c.outcome, c.happened as closed_on, c.amount
  from opportunities o
  left join accounts a on a.account_id = o.account_id
  left join opportunity_changes c on c.opportunity_id = o.opportunity_id and c.change_id = 'closed'
    and c.happened <= date '2026-03-01'
  where o.happened <= date '2026-03-01'
),
engagement_deals as (
  select e.subject_id, min_by(d.opportunity_id, d.opened_on) as opportunity_id, min(d.opened_on) as opened_on
  from episodes e
  left join met m on m.subject_id = e.subject_id
  join deals d on d.account_id = e.account_id
  where d.opened_on >= e.entered_on and d.opened_on - greatest(e.last_on, m.met_on) <= 180
  group by e.subject_id
),
meeting_deals as (
  select m.subject_id, min(d.opened_on) as opened_on
  from meeting_episodes m join deals d on d.account_id = m.account_id
  where d.opened_on >= m.entered_on and d.opened_on - m.last_on <= 180
  group by m.subject_id
),
subjects as (
  select 'engagement' as from_step, 'meeting' as to_step, e.entered_on, e.last_on, e.campaign_type,
    a.segment, a.region, a.industry, null as product,
    case when m.met_on is not null then 'converted' end as ended, m.met_on as ended_on, null as amount
  from episodes e left join met m on m.subject_id = e.subject_id
  left join accounts a on a.account_id = e.account_id
  union all
  select 'meeting', 'opportunity', m.entered_on, m.last_on, null, a.segment, a.region, a.industry, null,
    case when o.opened_on is not null then 'converted' end, o.opened_on, null
  from meeting_episodes m left join meeting_deals o on o.subject_id = m.subject_id
  left join accounts a on a.account_id = m.account_id
  union all
  select 'opportunity', 'won', opened_on, null, null, segment, region, industry, product,
    case outcome when 'won' then 'converted' when 'lost' then 'lost' end, closed_on, amount
  from deals
  union all
  select 'engagement', 'opportunity', e.entered_on, greatest(e.last_on, m.met_on), e.campaign_type,
    a.segment, a.region, a.industry, null,
    case when o.opened_on is not null then 'converted' end, o.opened_on, null
  from episodes e left join met m on m.subject_id = e.subject_id
  left join engagement_deals o on o.subject_id = e.subject_id
  left join accounts a on a.account_id = e.account_id
  union all
  select 'engagement', 'won', e.entered_on,
    case when o.opportunity_id is null then greatest(e.last_on, m.met_on) end, e.campaign_type,
    a.segment, a.region, a.industry, d.product,
    case d.outcome when 'won' then 'converted' when 'lost' then 'lost' end, d.closed_on, d.amount
  from episodes e left join met m on m.subject_id = e.subject_id
  left join engagement_deals o on o.subject_id = e.subject_id
  left join deals d on d.opportunity_id = o.opportunity_id
  left join accounts a on a.account_id = e.account_id
),
ends as (
  select *,
    case when ended_on <= date '2026-03-01' then ended
      when last_on + 181 <= date '2026-03-01' then 'recycled' else 'censored' end as outcome,
    case when ended_on <= date '2026-03-01' then ended_on
      when last_on + 181 <= date '2026-03-01' then last_on + 181 else date '2026-03-01' end as exit_on
  from subjects
)
select from_step, to_step, outcome, date_trunc('week', entered_on) as cohort_week, campaign_type, segment,
  region, industry, product, age, count(*) as n, sum(amount) as amount,
  sum(cast(amount as double) * amount) as amount_squared, sum(ln(amount)) as log_amount,
  sum(ln(amount) ** 2) as log_amount_squared
from (
  select from_step, to_step, 'entered' as outcome, entered_on, campaign_type, segment, region, industry,
    product, 0 as age, null as amount from ends
  union all
  select from_step, to_step, outcome, entered_on, campaign_type, segment, region, industry, product,
    exit_on - entered_on, case when outcome = 'converted' then amount end from ends
)
group by all
