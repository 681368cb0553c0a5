-- with: definition_firsts, opportunity_episodes, opportunities_known
-- What was accepted from $from to $to under each of two definitions, in all and by segment.
select
  f.side, grouping(o.segment) = 0 as is_segment, o.segment, count(*) as opportunities,
  coalesce(sum(e.company_amount), 0) as amount,
  count(*) filter (where e.company_amount is null) as unknown_amounts,
  count(*) filter (where e.outcome = 'won') as won,
  count(*) filter (where e.outcome = 'lost') as lost
from definition_firsts f
join opportunity_episodes e on e.opportunity_id = f.opportunity_id and e.episode = f.episode
join opportunities_known o on o.opportunity_id = f.opportunity_id
where f.accepted_on >= cast($from as date) and f.accepted_on < cast($to as date)
group by grouping sets ((f.side), (f.side, o.segment))
order by f.side, is_segment, o.segment
