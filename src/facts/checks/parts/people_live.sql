-- with: merges_known
-- People as they are held now: no record that was merged into another.
select p.person_id, p.kind, p.name, p.email, p.account_id, p.company, p.happened, p.source
from people p
where p.recorded_at < cast($known_at as timestamp)
  and (p.superseded_at is null or p.superseded_at >= cast($known_at as timestamp))
  and p.state = 'live'
  and not exists (select 1 from merges_known m where m.from_person_id = p.person_id)
