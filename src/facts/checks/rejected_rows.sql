select
  concat(f.name, ', row ', cast(r.landed_row as varchar)) as id, r.code, r.column_name, r.value
from rejected r
join landed_files f on f.landed_file = r.landed_file
order by r.landed_file, r.landed_row
