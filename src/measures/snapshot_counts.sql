-- with: deal_snapshots
-- Of deals that were open on past days by what was known then, how many had been won already, how many
-- were won within 91 days and within the 91 after.
select
  snapshot_on, date_diff('day', snapshot_on, cast($as_of as date)) as days_ago, segment, stage,
  case
    when stage_age < 14 then 0
    when stage_age < 30 then 1
    when stage_age < 60 then 2
    when stage_age < 120 then 3
    when stage_age < 240 then 4
    else 5
  end as stage_bucket,
  cast(floor(age / 7) as integer) as age_weeks, count(*) as open,
  count(*) filter (where won_after <= 0) as won_already,
  count(*) filter (where won_after > 0 and won_after <= 91) as won_soon,
  count(*) filter (where won_after > 91 and won_after <= 182) as won_later
from deal_snapshots
where stage_age is not null
group by
  snapshot_on, segment, stage,
  case
    when stage_age < 14 then 0
    when stage_age < 30 then 1
    when stage_age < 60 then 2
    when stage_age < 120 then 3
    when stage_age < 240 then 4
    else 5
  end,
  cast(floor(age / 7) as integer)
order by snapshot_on, segment, stage, stage_bucket, age_weeks
