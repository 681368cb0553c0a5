-- with: meetings_known
-- The first held meeting with a person (or, where none is named, with an account) after a gap.
select
  meeting_id as subject_id, person_id, account_id, owner_id, happened as entered_on, source,
  lead(happened) over (partition by who order by happened, meeting_id) as next_on
from (
  select
    held.*, lag(happened) over (partition by who order by happened, meeting_id) as previous_on
  from (
    select meetings_known.*, coalesce(person_id, account_id, meeting_id) as who
    from meetings_known
    where outcome = 'held'
  ) held
) met
where previous_on is null or date_diff('day', previous_on, happened) > $episode_gap
