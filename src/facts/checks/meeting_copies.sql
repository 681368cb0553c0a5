-- with: meetings_known
-- Meetings with one person on one day under one subject, in the calendars of several owners: the
-- second and further ones.
select id, subject, account, owner, happened, same_as
from (
  select
    meeting_id as id, subject, account_id as account, owner_id as owner, happened,
    first_value(meeting_id) over (
      partition by person_id, happened, lower(trim(subject)) order by meeting_id
    ) as same_as,
    first_value(owner_id) over (
      partition by person_id, happened, lower(trim(subject)) order by meeting_id
    ) as first_owner
  from meetings_known
  where person_id is not null and subject is not null and outcome <> 'cancelled'
) m
where same_as <> id and owner <> first_owner
order by happened, id
