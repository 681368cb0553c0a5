-- Of the objects of one import that an earlier import had too: whether all their rows were there.
select
  source, concat(connector, '/', stream) as object, observed_to as exported, extent, reason, known,
  missing, marked as vanished
from extents
where import_number = $import_number
order by object
