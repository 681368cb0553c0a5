-- with: changes_known
-- Pairs of open stages that nearly always come in this order: where nine in ten of at least ten
-- opportunities entered `before` first.
select a.stage as earlier, b.stage as later
from (
  select opportunity_id, stage, max(place) as place
  from changes_known where outcome = 'open' and stage is not null group by opportunity_id, stage
) a
join (
  select opportunity_id, stage, max(place) as place
  from changes_known where outcome = 'open' and stage is not null group by opportunity_id, stage
) b on b.opportunity_id = a.opportunity_id and b.stage <> a.stage
group by a.stage, b.stage
having count(*) >= 10 and count(*) filter (where a.place > b.place) >= 0.9 * count(*)
