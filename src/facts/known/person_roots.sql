-- inline
-- with: merges_known
-- Whom a merged record now stands for; chains of up to four merges are followed.
select
  m1.from_person_id as person_id,
  coalesce(m4.to_person_id, m3.to_person_id, m2.to_person_id, m1.to_person_id) as root_id
from merges_known m1
left join merges_known m2 on m2.from_person_id = m1.to_person_id
left join merges_known m3 on m3.from_person_id = m2.to_person_id
left join merges_known m4 on m4.from_person_id = m3.to_person_id
