-- with: changes_known, opportunities_known
-- Of the opportunities that were ever in a stage, how many are closed and how many of those are won.
select
  c.stage, count(*) as closed, count(*) filter (where o.outcome = 'won') as won
from (
  select distinct opportunity_id, stage
  from changes_known
  where outcome = 'open' and stage is not null
) c
join opportunities_known o on o.opportunity_id = c.opportunity_id
where o.outcome <> 'open'
group by c.stage
order by c.stage
