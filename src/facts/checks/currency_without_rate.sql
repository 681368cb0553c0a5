-- with: deals
select id, currency, name, account, outcome, amount_entered, amount
from deals
where amount is null and amount_entered is not null
order by currency, id
