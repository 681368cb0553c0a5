-- with: meetings_known
select meeting_id as id, subject, owner_id as owner, happened
from meetings_known
where account_id is null
order by happened, id
