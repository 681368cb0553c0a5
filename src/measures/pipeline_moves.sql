-- with: pipeline_movements
select
  move, count(*) as opportunities, sum(amount) as amount,
  count(*) filter (where is_unknown) as unknown_amounts
from pipeline_movements
group by move
order by move
