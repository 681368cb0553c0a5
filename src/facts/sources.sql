select
  f.source, max(o.observed_to) as observed_to, count(*) as files, sum(f."read") as "read",
  sum(f.loaded) as loaded, sum(f.rejected) as rejected
from landed_files f
join (
  select source, max(observed_to) as observed_to from observations group by source
) o on o.source = f.source
group by f.source
order by f.source
