-- with: deal_snapshots
-- Of deals that were open on past days by what was known then, how many had been won already, and how many
-- were won within 28, 91 and 182 days.
select
  snapshot_on, date_diff('day', snapshot_on, cast($as_of as date)) as days_ago, segment, stage,
  case
    when stage is not null and stage_age is null then -1
    when stage_age is null or stage_age < 14 then 0
    when stage_age < 30 then 1
    when stage_age < 60 then 2
    when stage_age < 120 then 3
    when stage_age < 240 then 4
    else 5
  end as stage_bucket,
  cast(floor(age / 7) as integer) as age_weeks, count(*) as open,
  count(*) filter (where won_after <= 0) as won_already,
  count(*) filter (where won_after > 0 and won_after <= 28) as won_by_28,
  count(*) filter (where won_after > 0 and won_after <= 91) as won_by_91,
  count(*) filter (where won_after > 0 and won_after <= 182) as won_by_182
from deal_snapshots
group by
  snapshot_on, segment, stage,
  case
    when stage is not null and stage_age is null then -1
    when stage_age is null or stage_age < 14 then 0
    when stage_age < 30 then 1
    when stage_age < 60 then 2
    when stage_age < 120 then 3
    when stage_age < 240 then 4
    else 5
  end,
  cast(floor(age / 7) as integer)
order by snapshot_on, segment, stage, stage_bucket, age_weeks
