-- What became of each landed file, with an example of every reason for which rows were rejected.
select
  f.landed_file, f."read", f.loaded, f.rejected, r.code, coalesce(r.n, 0) as count,
  coalesce(r.landed_row, 0) as row, r.column_name, r.value
from landed_files f
left join (
  select
    landed_file, code, count(distinct landed_row) as n, min(landed_row) as landed_row,
    min_by(coalesce(column_name, ''), landed_row) as column_name,
    min_by(coalesce(value, ''), landed_row) as value
  from rejected
  group by landed_file, code
) r on r.landed_file = f.landed_file
order by f.import_number, f.landed_file, r.n desc, r.code
