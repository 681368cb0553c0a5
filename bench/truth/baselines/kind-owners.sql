select campaign_type as kind, max(owner) as owner
from read_csv($folder || '/campaign_types.csv', all_varchar = true)
group by 1
order by 1
