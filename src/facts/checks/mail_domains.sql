-- with: merges_known
-- Mail domains of each account, and how many of its people write from them.
select p.account_id, lower(split_part(p.email, '@', 2)) as domain, count(*) as people
from people p
where p.recorded_at < cast($known_at as timestamp)
  and (p.superseded_at is null or p.superseded_at >= cast($known_at as timestamp))
  and p.state = 'live'
  and p.account_id is not null
  and strpos(p.email, '@') > 0
  and not exists (select 1 from merges_known m where m.from_person_id = p.person_id)
group by p.account_id, lower(split_part(p.email, '@', 2))
order by p.account_id, domain
