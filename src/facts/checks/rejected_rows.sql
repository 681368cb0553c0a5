-- Rows that are left out by rule, because another row says the same, are no fault.
select
  concat(f.name, ', row ', cast(r.landed_row as varchar)) as id, r.code, r.column_name, r.value
from rejected r
join landed_files f on f.landed_file = r.landed_file
where r.code not in ('read_from_opportunity_history', 'child_event', 'lookup_row')
order by r.landed_file, r.landed_row
