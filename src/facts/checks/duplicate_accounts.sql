-- with: opportunities_known
-- Every account, with the worth of its open deals; which are one company is judged in duplicates.ts.
select
  a.account_id as id, a.source, a.name, a.domain, a.country, a.parent_id,
  coalesce(d.open_deals, 0) as open_deals,
  case when d.open_deals is null then 0 else d.amount end as amount
from accounts a
left join (
  select
    account_id, count(*) as open_deals,
    sum(company_amount) as amount
  from opportunities_known
  where outcome = 'open'
  group by account_id
) d on d.account_id = a.account_id
where a.recorded_at < cast($known_at as timestamp)
  and (a.superseded_at is null or a.superseded_at >= cast($known_at as timestamp))
  and a.state = 'live'
order by coalesce(a.happened, date '2999-12-31'), a.account_id
