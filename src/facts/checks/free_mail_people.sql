-- with: people_live
-- Everybody with a mail address; which are of free mail is judged in free-mail.ts.
select
  person_id as id, lower(split_part(email, '@', 2)) as domain, kind, name, email,
  coalesce(account_id, company) as account
from people_live
where strpos(email, '@') > 1
order by id
