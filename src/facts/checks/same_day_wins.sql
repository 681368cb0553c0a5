-- with: deals
select id, team, name, account, owner, closed_on, amount
from deals
where outcome = 'won' and closed_on = opened_on
order by closed_on, id
