-- inline
-- with: account_roots
select p.person_id, coalesce(a.root_id, p.account_id) as account_id, p.name
from people p
left join account_roots a on a.account_id = p.account_id
where p.recorded_at < cast($known_at as timestamp)
  and (p.superseded_at is null or p.superseded_at >= cast($known_at as timestamp))
