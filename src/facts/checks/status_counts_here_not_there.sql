-- with: members_now
-- A status that counts as a response in some campaigns of a type and in others does not.
with statuses as (
  select
    m.campaign_type, m.status, m.campaign_id, bool_or(m.counts) as counts, count(*) as members
  from members_now m
  where m.campaign_id is not null and m.status is not null and m.counts is not null
  group by m.campaign_type, m.status, m.campaign_id
)
select
  concat(coalesce(campaign_type, 'no type'), ' / ', status) as id,
  count(*) filter (where counts) as campaigns_where_it_counts,
  count(*) filter (where not counts) as campaigns_where_it_does_not,
  sum(case when counts then 0 else members end) as members_not_counted
from statuses
group by coalesce(campaign_type, 'no type'), status
having bool_or(counts) and not bool_and(counts)
order by members_not_counted desc, id
