-- with: deals, changes_known
-- The later of two of one account that were opened within 30 days of each other with the same amount,
-- or under the same name with the same close date. Shown beside the first of them.
with opened as (
  select
    d.id, d.name, d.account_id, d.account, d.owner, d.opened_on, d.outcome, d.amount,
    lower(trim(d.name)) as plain_name, c.amount as first_amount, c.close_on as first_close
  from deals d
  join changes_known c on c.opportunity_id = d.id
  join (
    select opportunity_id, max(place) as place from changes_known group by opportunity_id
  ) f on f.opportunity_id = c.opportunity_id and f.place = c.place
  where d.account_id is not null
)
select
  b.id, b.name, b.account, b.owner, b.opened_on, b.outcome,
  min_by(a.id, concat(cast(a.opened_on as varchar), a.id)) as same_as, min(a.opened_on) as first_on,
  b.amount
from opened a
join opened b
  on b.account_id = a.account_id
  and b.id <> a.id
  and (b.opened_on > a.opened_on or (b.opened_on = a.opened_on and b.id > a.id))
  and date_diff('day', a.opened_on, b.opened_on) <= 30
  and (
    b.first_amount = a.first_amount
    or (b.plain_name = a.plain_name and b.first_close = a.first_close)
  )
group by b.id, b.name, b.account, b.owner, b.opened_on, b.outcome, b.amount
order by b.opened_on, b.id
