-- with: users_now, deals
select u.user_id as id, u.name, u.role, count(*) as deals, sum(d.amount) as amount
from users_now u
join deals d on d.owner_id = u.user_id
where u.team_id is null
group by u.user_id, u.name, u.role
order by deals desc, id
