-- with: deals, changes_known
select d.id, d.name, d.account, d.owner, d.opened_on, min(c.happened) as changed_on, d.amount
from deals d
join changes_known c on c.opportunity_id = d.id
where c.happened < d.opened_on and c.happened > date '1900-01-01' and c.outcome = 'open'
group by d.id, d.name, d.account, d.owner, d.opened_on, d.amount
order by d.opened_on, d.id
