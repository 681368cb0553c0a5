-- with: deals
select d.id, d.name, d.account, d.owner, d.stage, d.outcome, d.opened_on, d.amount
from deals d
join opportunities o
  on o.opportunity_id = d.id
  and o.recorded_at < cast($known_at as timestamp)
  and (o.superseded_at is null or o.superseded_at >= cast($known_at as timestamp))
where o.campaign_id is null
order by d.opened_on, d.id
