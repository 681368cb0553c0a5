-- with: deal_snapshots
-- How amounts changed from a past day, when a deal stood in a stage, to what was booked: logarithms of
-- the ratio, each deal once a stage (the latest day on which it stood there).
select
  stage, count(*) as deals, sum(ln(booked / amount)) as log_ratio,
  sum(power(ln(booked / amount), 2)) as log_ratio_squared
from (
  select
    own_stage as stage, cast(amount as double) as amount, cast(booked as double) as booked,
    row_number() over (partition by opportunity_id, own_stage order by snapshot_on desc) as nth
  from deal_snapshots
  where amount > 0 and booked > 0 and won_after >= 0
) stood
where nth = 1
group by stage
order by stage
