-- Engagements of four weeks, of one kind and segment, and what had come of them when it was asked.
-- Blocks count back from the last day of the quarter; 13 holds the year before the last.
-- An opportunity without a recorded engagement is a cell of its own kind, counted from its opening.
with engagements as (
  select account_id, campaign_id, campaign_type, cast(happened as date) as day
  from read_csv($folder || '/engagements.csv', all_varchar = true)
  where cast(recorded_at as timestamp) < cast($known as timestamp)
  qualify row_number() over (partition by engagement_id order by recorded_at desc) = 1
    and state = 'live' and counts = 'true'
),
accounts as (
  select account_id, segment
  from read_csv($folder || '/accounts.csv', all_varchar = true)
  where cast(recorded_at as timestamp) < cast($known as timestamp)
  qualify row_number() over (partition by account_id order by recorded_at desc) = 1
),
opportunities as (
  select opportunity_id, account_id, campaign_id, segment, cast(happened as date) as opened
  from read_csv($folder || '/opportunities.csv', all_varchar = true)
  where cast(recorded_at as timestamp) < cast($known as timestamp)
  qualify row_number() over (partition by opportunity_id order by recorded_at desc) = 1
    and state = 'live'
),
states as (
  select opportunity_id, outcome, coalesce(cast(amount as decimal(18, 2)), 0) as amount,
    cast(coalesce(close_on, happened) as date) as closed
  from read_csv($folder || '/opportunity_changes.csv', all_varchar = true)
  where cast(recorded_at as timestamp) < cast($known as timestamp)
  qualify row_number() over (
    partition by opportunity_id order by recorded_at desc, happened desc, change_id desc
  ) = 1
),
origins as (
  select opportunities.opportunity_id, opportunities.segment, opportunities.opened,
    arg_max(engagements.campaign_type, engagements.day) as kind, max(engagements.day) as engaged
  from opportunities
  left join engagements
    on engagements.account_id = opportunities.account_id
    and engagements.campaign_id = opportunities.campaign_id
    and engagements.day <= opportunities.opened
    and engagements.day > cast($last as date) - 728
  group by all
),
outcomes as (
  select coalesce(kind, 'direct') as kind, coalesce(segment, '') as segment,
    least(13, date_diff('day', coalesce(engaged, opened), cast($last as date)) // 28) as block,
    count(*) as opportunities,
    count(*) filter (outcome = 'won' and closed <= cast($last as date)) as won,
    count(*) filter (
      outcome = 'won' and closed between cast($first as date) and cast($last as date)
    ) as won_in_quarter,
    cast(100 * coalesce(sum(amount) filter (
      outcome = 'won' and closed between cast($first as date) and cast($last as date)
    ), 0) as bigint) as amount
  from origins
  left join states using (opportunity_id)
  where opened <= cast($last as date) and (
    opened > cast($last as date) - 728
    or (outcome = 'won' and closed between cast($first as date) and cast($last as date))
  )
  group by all
),
engaged as (
  select campaign_type as kind, coalesce(segment, '') as segment,
    least(13, date_diff('day', day, cast($last as date)) // 28) as block, count(*) as engagements
  from engagements
  left join accounts using (account_id)
  where day <= cast($last as date) and day > cast($last as date) - 728
  group by all
)
select coalesce(engaged.kind, outcomes.kind) as kind,
  coalesce(engaged.segment, outcomes.segment) as segment,
  coalesce(engaged.block, outcomes.block) as block,
  greatest(coalesce(engagements, 0), coalesce(opportunities, 0)) as engagements,
  coalesce(opportunities, 0) as opportunities, coalesce(won, 0) as won,
  coalesce(won_in_quarter, 0) as won_in_quarter, coalesce(amount, 0) as amount
from engaged
full join outcomes
  on outcomes.kind = engaged.kind and outcomes.segment = engaged.segment
  and outcomes.block = engaged.block
order by 1, 2, 3
