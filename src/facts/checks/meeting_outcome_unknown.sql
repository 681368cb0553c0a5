-- with: meetings_known
select meeting_id as id, subject, account_id as account, owner_id as owner, happened
from meetings_known
where outcome = 'unknown' and happened <= cast($as_of as date)
order by happened, id
