-- inline
-- with: account_merges_known
-- Which account a merged record now is; chains of up to four merges are followed.
select
  m1.from_account_id as account_id,
  coalesce(m4.to_account_id, m3.to_account_id, m2.to_account_id, m1.to_account_id) as root_id
from account_merges_known m1
left join account_merges_known m2 on m2.from_account_id = m1.to_account_id
left join account_merges_known m3 on m3.from_account_id = m2.to_account_id
left join account_merges_known m4 on m4.from_account_id = m3.to_account_id
