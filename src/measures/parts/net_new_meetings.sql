-- with: meeting_verdicts
select meeting_id, account_id, person_id, owner_id, happened, outcome, kind, reason
from meeting_verdicts
where is_net_new
