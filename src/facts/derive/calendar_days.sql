-- The calendar, given as `day|week|quarter|first day|first day after|working day|running count;…`.
insert into calendar
select
  cast(split_part(line, '|', 1) as date), cast(split_part(line, '|', 2) as date),
  split_part(line, '|', 3), cast(split_part(line, '|', 4) as date),
  cast(split_part(line, '|', 5) as date), cast(split_part(line, '|', 6) as boolean),
  cast(split_part(line, '|', 7) as bigint)
from (select @split_rows($days, ';') as line) lines
