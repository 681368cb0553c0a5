-- with: people_live
select person_id as id, kind, name, coalesce(account_id, company) as account, happened as created_on
from people_live
where email is null or strpos(email, '@') < 2
order by happened, id
