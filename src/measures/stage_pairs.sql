-- with: stage_entries
-- How many opportunities entered one stage before another; `later` is blank for one that was the last.
select a.stage as earlier, b.stage as later, count(*) as opportunities
from stage_entries a
left join stage_entries b on b.opportunity_id = a.opportunity_id and b.nth > a.nth
group by a.stage, b.stage
order by a.stage, b.stage
