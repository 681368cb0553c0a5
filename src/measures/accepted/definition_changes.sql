-- with: changes_known
-- The changes of each opportunity in the order in which they took effect. What is said of a deal with
-- its loss cannot make it an accepted one.
select
  opportunity_id, happened, stage, outcome, company_amount, close_on,
  row_number() over (
    partition by opportunity_id order by happened, recorded_at, change_id
  ) as nth
from changes_known
where outcome <> 'lost'
