-- What reps do: meetings, and leads, which are hand-offs.

-- stream: Meeting table: meetings
select
  m.id as meeting_id,
  coalesce(nullif(trim(split_part(m.contact_ids, ';', 1)), ''), c.contact_id) as person_id,
  nullif(trim(split_part(m.company_ids, ';', 1)), '') as account_id,
  nullif(trim(split_part(m.deal_ids, ';', 1)), '') as opportunity_id, m.owner_id,
  coalesce(m.start, m.activity_date) as happened, m.created_date as booked_on,
  case upper(replace(m.outcome, ' ', '_'))
    when 'COMPLETED' then 'held'
    when 'NO_SHOW' then 'no_show'
    when 'CANCELED' then 'cancelled'
    when 'CANCELLED' then 'cancelled'
    when 'RESCHEDULED' then 'cancelled'
    when 'SCHEDULED' then 'scheduled'
    else 'unknown'
  end as outcome,
  m.title as subject, m.created_date as created_stamp, m.modified_date as modified_stamp,
  case
    when lower(m.is_deleted) = 'true' then 'deleted'
    when lower(m.archived) = 'true' then 'archived'
    else 'live'
  end as state,
  m.landed_file, m.landed_row
from landed_meeting m
left join (
  select engagement_id, min(contact_id) as contact_id
  from landed_meeting_contact
  group by engagement_id
) c on c.engagement_id = m.id

-- stream: MeetingContact table: contact_roles
select
  engagement_id as opportunity_id, contact_id as person_id, 'lookup_row' as skip_reason,
  landed_file, landed_row
from landed_meeting_contact

-- A lead is open from its creation, and has its outcome from the day on which it entered the stage.
-- stream: Lead table: lead_episodes
with stages as (
  select stage_id, max(label) as label, max(upper(lead_state)) as lead_state
  from landed_pipeline_stage
  group by stage_id
),
leads as (
  select
    l.*, coalesce(s.label, l.stage) as status,
    case
      when strpos(lower(coalesce(s.label, l.stage)), 'recycl') > 0
        or strpos(lower(coalesce(s.label, l.stage)), 'nurtur') > 0 then 'recycled'
      when s.lead_state = 'QUALIFIED' then 'converted'
      when s.lead_state = 'UNQUALIFIED' then 'rejected'
      when s.lead_state is not null then 'open'
      when starts_with(lower(l.stage), 'qualified') then 'converted'
      when starts_with(lower(l.stage), 'unqualified') or starts_with(lower(l.stage), 'disqualified')
        then 'rejected'
      else 'open'
    end as outcome
  from landed_lead l
  left join stages s on s.stage_id = l.stage
),
ended as (
  select
    leads.*,
    case outcome
      when 'open' then null
      when 'converted' then coalesce(entered_qualified, stage_entered, modified_date)
      when 'rejected' then coalesce(entered_unqualified, stage_entered, modified_date)
      else coalesce(stage_entered, entered_unqualified, modified_date)
    end as closed_on,
    coalesce(entered_attempting, entered_connected) as worked_on
  from leads
),
dated as (
  select
    ended.*,
    @instant(closed_on) > @instant(created_date) as ended_later,
    @instant(worked_on) > @instant(created_date)
      and (closed_on is null or @instant(worked_on) < @instant(closed_on)) as worked_first
  from ended
),
versions as (
  select
    dated.*, case when ended_later then 'open' else outcome end as known_outcome,
    case when ended_later or worked_first then 'New' else status end as known_status,
    created_date as known_on
  from dated
  union all
  select dated.*, 'open', case when outcome = 'open' then status else 'Attempting' end, worked_on
  from dated
  where worked_first and (outcome = 'open' or ended_later)
  union all
  select dated.*, outcome, status, closed_on
  from dated
  where ended_later
)
select
  id as episode_id, trim(split_part(contact_ids, ';', 1)) as person_id, owner_id,
  created_date as happened, known_outcome as outcome,
  case when known_outcome <> 'open' then closed_on end as closed_on, known_status as status,
  case when known_outcome <> 'open' then reason end as reason,
  case when known_outcome <> 'open' then nullif(trim(split_part(deal_ids, ';', 1)), '') end
    as opportunity_id,
  known_on as recorded_stamp,
  case
    when lower(is_deleted) = 'true' then 'deleted'
    when lower(archived) = 'true' then 'archived'
    else 'live'
  end as state,
  landed_file, landed_row
from versions
