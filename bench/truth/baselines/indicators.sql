-- What a dashboard shows of the quarter (0) and of the four before it (1 to 4).
with engagements as (
  select cast(happened as date) as day
  from read_csv($folder || '/engagements.csv', all_varchar = true)
  where cast(recorded_at as timestamp) < cast($known as timestamp)
  qualify row_number() over (partition by engagement_id order by recorded_at desc) = 1
    and state = 'live' and counts = 'true'
),
meetings as (
  select cast(happened as date) as day, outcome
  from read_csv($folder || '/meetings.csv', all_varchar = true)
  where cast(recorded_at as timestamp) < cast($known as timestamp)
  qualify row_number() over (partition by meeting_id order by recorded_at desc) = 1
    and state = 'live'
),
opportunities as (
  select opportunity_id, cast(happened as date) as opened
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
days as (
  select day, 'engagements' as what, 1.0 as n, null as days from engagements
  union all
  select day, 'meetings', 1.0, null from meetings where outcome = 'held'
  union all
  select opened, 'opportunities', 1.0, null from opportunities
  union all
  select closed, outcome, cast(amount as double), date_diff('day', opened, closed)
  from states join opportunities using (opportunity_id)
  where outcome in ('won', 'lost')
)
select date_diff('day', day, cast($last as date)) // 91 as quarters_ago,
  count(*) filter (what = 'engagements') as engagements,
  count(*) filter (what = 'meetings') as meetings,
  count(*) filter (what = 'opportunities') as opportunities,
  count(*) filter (what = 'won') as won,
  count(*) filter (what = 'lost') as lost,
  cast(100 * coalesce(sum(n) filter (what = 'won'), 0) as bigint) as amount,
  median(days) filter (what = 'won') as median_days
from days
where day <= cast($last as date) and day > cast($last as date) - 455
group by all
order by 1
