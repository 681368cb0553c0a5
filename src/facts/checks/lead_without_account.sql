-- with: people_live
select person_id as id, company, name, email, happened as created_on
from people_live
where kind = 'lead' and account_id is null
order by happened, id
