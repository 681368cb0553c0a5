-- with: endings
-- Of the last 26 weeks, recorded more than 20 days after the day on which the deal closed.
select id, name, account, owner, team, closed_on, recorded_on, days_late, amount
from endings
where outcome = 'lost'
  and days_late > 20
  and date_diff('day', closed_on, until) < 182
order by days_late desc, id
