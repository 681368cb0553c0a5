-- with: opportunities_known
select
  o.opportunity_id as id, o.product, o.name, coalesce(o.account_name, o.account_id) as account,
  o.outcome, o.company_amount as amount
from opportunities_known o
where o.product is not null
  and not exists (
    select 1 from products p
    where (p.name = o.product or p.product_id = o.product)
      and p.recorded_at < cast($known_at as timestamp)
  )
order by o.product, id
