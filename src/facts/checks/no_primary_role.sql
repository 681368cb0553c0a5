-- with: deals
select d.id, d.name, d.account, d.owner, d.stage, d.outcome, r.people, d.amount
from deals d
join (
  select c.opportunity_id, count(*) as people, bool_or(coalesce(c.is_primary, false)) as has_primary
  from contact_roles c
  where c.state = 'live'
    and c.recorded_at < cast($known_at as timestamp)
    and (c.superseded_at is null or c.superseded_at >= cast($known_at as timestamp))
  group by c.opportunity_id
) r on r.opportunity_id = d.id
where not r.has_primary
order by d.opened_on, d.id
