-- with: deals, users_now
select d.id, d.name, d.account, d.owner, d.stage, d.close_on, d.amount
from deals d
left join users_now u on u.user_id = d.owner_id
where d.outcome = 'open' and (u.user_id is null or not coalesce(u.active, true))
order by d.owner, d.id
