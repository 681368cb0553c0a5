-- Landed Salesforce rows to canonical rows, all values still text. Each section fills one fact
-- table from one stream; `landed_<stream>` has the stream's fields (null where a file lacks one),
-- landed_file and landed_row. Besides a table's own columns a section may set
--   created_stamp, modified_stamp  when the source made and last changed the row
--   recorded_stamp                 when exactly this version became known
--   state                          live, deleted, merged or archived
--   skip_reason                    why the row is no fact; it is then rejected with that reason

-- stream: Account table: accounts
select
  id as account_id, created_date as happened, name, website as domain, parent_id, owner_id,
  segment, region, industry, billing_country as country, number_of_employees as employees,
  customer_since,
  created_date as created_stamp, system_modstamp as modified_stamp,
  fivetran_start as recorded_stamp,
  case
    when lower(is_deleted) <> 'true' or is_deleted is null then 'live'
    when master_record_id is not null then 'merged'
    else 'deleted'
  end as state,
  landed_file, landed_row
from landed_account

-- stream: Account table: account_merges
select
  id as from_account_id, master_record_id as to_account_id, system_modstamp as happened,
  system_modstamp as created_stamp, landed_file, landed_row
from landed_account
where master_record_id is not null

-- A list is named by a text or ticked by a flag.
-- stream: Account table: account_list_members
select
  case when lower(target_list) in ('true', 'yes', '1') then 'target list' else target_list end
    as list_id,
  id as account_id, created_date as happened, target_tier as tier, created_date as created_stamp,
  landed_file, landed_row
from landed_account
where lower(target_list) not in ('false', 'no', '0')
  and (lower(is_deleted) <> 'true' or is_deleted is null)

-- stream: Contact table: people
select
  id as person_id, created_date as happened, 'contact' as kind, account_id,
  coalesce(name, trim(concat(coalesce(first_name, ''), ' ', coalesce(last_name, '')))) as name,
  email, title, coalesce(function, department) as function, seniority, lead_source, owner_id,
  coalesce(reachable, case lower(has_opted_out_of_email) when 'true' then 'false' else 'true' end)
    as reachable,
  created_date as created_stamp, system_modstamp as modified_stamp,
  fivetran_start as recorded_stamp,
  case
    when lower(is_deleted) <> 'true' or is_deleted is null then 'live'
    when master_record_id is not null then 'merged'
    else 'deleted'
  end as state,
  landed_file, landed_row
from landed_contact

-- stream: Contact table: person_merges
select
  id as from_person_id, master_record_id as to_person_id, system_modstamp as happened,
  system_modstamp as created_stamp, landed_file, landed_row
from landed_contact
where master_record_id is not null

-- stream: Lead table: people
select
  id as person_id, created_date as happened, 'lead' as kind,
  coalesce(account, converted_account_id) as account_id,
  coalesce(name, trim(concat(coalesce(first_name, ''), ' ', coalesce(last_name, '')))) as name,
  email, company, title, function, seniority, lead_source, owner_id,
  case lower(has_opted_out_of_email) when 'true' then 'false' else 'true' end as reachable,
  created_date as created_stamp, system_modstamp as modified_stamp,
  fivetran_start as recorded_stamp,
  case
    when lower(is_deleted) <> 'true' or is_deleted is null then 'live'
    when master_record_id is not null then 'merged'
    else 'deleted'
  end as state,
  landed_file, landed_row
from landed_lead

-- stream: Lead table: person_merges
select
  id as from_person_id, coalesce(master_record_id, converted_contact_id) as to_person_id,
  case when master_record_id is null then converted_date else system_modstamp end as happened,
  case when master_record_id is null then converted_date else system_modstamp end as created_stamp,
  landed_file, landed_row
from landed_lead
where master_record_id is not null or converted_contact_id is not null

-- Where tasks carry what became of a hand-off, they are the hand-offs, and leads are not.
-- stream: Lead table: lead_episodes
select
  id as episode_id, id as person_id, owner_id, created_date as happened,
  case
    when lower(is_converted) = 'true' then 'converted'
    when strpos(lower(status), 'recycl') > 0 or strpos(lower(status), 'nurtur') > 0 then 'recycled'
    when strpos(lower(status), 'unqualif') > 0 or strpos(lower(status), 'disqualif') > 0
      or strpos(lower(status), 'reject') > 0 or strpos(lower(status), 'not converted') > 0
      then 'rejected'
    else 'open'
  end as outcome,
  case
    when lower(is_converted) = 'true' then converted_date
    when strpos(lower(status), 'recycl') > 0 or strpos(lower(status), 'nurtur') > 0
      or strpos(lower(status), 'unqualif') > 0 or strpos(lower(status), 'disqualif') > 0
      or strpos(lower(status), 'reject') > 0 or strpos(lower(status), 'not converted') > 0
      then system_modstamp
  end as closed_on,
  status, reason, converted_opportunity_id as opportunity_id,
  created_date as created_stamp, system_modstamp as modified_stamp, landed_file, landed_row
from landed_lead
where created_date is not null and (lower(is_deleted) <> 'true' or is_deleted is null)
  and not exists (select 1 from landed_task t where t.handoff_outcome is not null)

-- stream: User table: users
select
  id as user_id, created_date as happened, coalesce(name, username) as name, email,
  coalesce(team, user_role_id) as team_id, title as role, manager_id, is_active as active,
  created_date as created_stamp, system_modstamp as modified_stamp, landed_file, landed_row
from landed_user

-- stream: UserRole table: teams
select
  id as team_id, created_date as happened, name, created_date as created_stamp,
  landed_file, landed_row
from landed_user_role

-- stream: Product2 table: products
select
  id as product_id, created_date as happened, name, family,
  created_date as created_stamp, system_modstamp as modified_stamp, landed_file, landed_row
from landed_product2

-- stream: Campaign table: campaigns
select
  id as campaign_id, start_date as happened, name, type as campaign_type, status, parent_id,
  owner_id, end_date as ends_on, segment,
  created_date as created_stamp, system_modstamp as modified_stamp,
  case when lower(is_deleted) = 'true' then 'deleted' else 'live' end as state,
  landed_file, landed_row
from landed_campaign

-- stream: Campaign table: campaign_costs
select
  concat(id, '/planned') as cost_id, id as campaign_id, start_date as happened,
  'planned' as kind, budgeted_cost as amount, currency_iso_code as currency,
  created_date as created_stamp, landed_file, landed_row
from landed_campaign
where budgeted_cost is not null
union all
select
  concat(id, '/actual') as cost_id, id as campaign_id, start_date as happened,
  'actual' as kind, actual_cost as amount, currency_iso_code as currency,
  created_date as created_stamp, landed_file, landed_row
from landed_campaign
where actual_cost is not null

-- stream: CampaignMember table: engagements
select
  coalesce(id, concat(campaign_id, '/', coalesce(contact_id, lead_id, lead_or_contact_id)))
    as engagement_id,
  coalesce(contact_id, lead_id, lead_or_contact_id) as person_id,
  account_id, campaign_id, status,
  coalesce(first_responded_date, created_date) as happened, has_responded as counts,
  case when first_responded_date > created_date then first_responded_date else created_date end
    as created_stamp,
  system_modstamp as modified_stamp,
  case when lower(is_deleted) = 'true' then 'deleted' else 'live' end as state,
  landed_file, landed_row
from landed_campaign_member

-- stream: CampaignMemberStatus table: campaign_types
select
  coalesce(c.type, '(no type)') as campaign_type, s.campaign_id, s.label as status,
  s.has_responded as is_success, s.created_date as happened, s.created_date as created_stamp,
  s.landed_file, s.landed_row
from landed_campaign_member_status s
left join (select id, max(type) as type from landed_campaign group by id) c
  on c.id = s.campaign_id

-- An all-day event carries midnight UTC: its day is the written one, whatever the time zone. An
-- invitee's copy of an event (IsChild) is the same conversation.
-- stream: Event table: meetings
select
  id as meeting_id, who_id as person_id, account_id,
  case when starts_with(what_id, '006') then what_id end as opportunity_id, owner_id,
  case
    when lower(is_all_day_event) = 'true'
      then substr(coalesce(activity_date, activity_date_time, start_date_time), 1, 10)
    else coalesce(start_date_time, activity_date_time, activity_date)
  end as happened,
  created_date as booked_on,
  case
    when outcome is null then 'unknown'
    when strpos(lower(outcome), 'no') = 1 and strpos(lower(outcome), 'show') > 0 then 'no_show'
    when strpos(lower(outcome), 'cancel') > 0 then 'cancelled'
    when strpos(lower(outcome), 'schedul') > 0 or strpos(lower(outcome), 'planned') > 0
      then 'scheduled'
    when lower(outcome) in ('held', 'completed', 'complete', 'attended', 'done') then 'held'
    else 'unknown'
  end as outcome,
  subject, created_date as created_stamp, system_modstamp as modified_stamp,
  case when lower(is_deleted) = 'true' then 'deleted' else 'live' end as state,
  case when lower(is_child) = 'true' then 'child_event' end as skip_reason,
  landed_file, landed_row
from landed_event

-- A logged call or mail is an attempt, not a response: it never counts as an engagement by itself.
-- stream: Task table: engagements
select
  id as engagement_id, who_id as person_id, account_id,
  concat('Task: ', coalesce(task_subtype, 'Task')) as campaign_type,
  coalesce(call_disposition, status) as status,
  coalesce(completed_date_time, activity_date, created_date) as happened, 'false' as counts,
  case when completed_date_time > created_date then completed_date_time else created_date end
    as created_stamp,
  case when lower(is_deleted) = 'true' then 'deleted' else 'live' end as state,
  case when who_id is null then 'no_person' end as skip_reason,
  landed_file, landed_row
from landed_task
where handoff_outcome is null

-- A task with an outcome of its own is a hand-off: open from its creation, worked from the first
-- contact, and closed with the outcome.
-- stream: Task table: lead_episodes
with handed as (
  select
    landed_task.*,
    case
      when strpos(lower(handoff_outcome), 'recycl') > 0 or strpos(lower(handoff_outcome), 'nurtur') > 0
        then 'recycled'
      when strpos(lower(handoff_outcome), 'reject') > 0 or strpos(lower(handoff_outcome), 'qualif') > 1
        then 'rejected'
      when strpos(lower(handoff_outcome), 'convert') > 0 or strpos(lower(handoff_outcome), 'accept') > 0
        or strpos(lower(handoff_outcome), 'qualif') = 1 then 'converted'
      else 'open'
    end as ended,
    coalesce(completed_date_time, system_modstamp, created_date) as ended_at
  from landed_task
  where handoff_outcome is not null
),
versions as (
  select
    handed.*, 'open' as outcome, 'New' as known_status, created_date as known_at
  from handed
  where created_date is not null and (ended = 'open' or @instant(created_date) < @instant(ended_at))
  union all
  select handed.*, 'open', 'Working', first_contact
  from handed
  where @instant(first_contact) > @instant(created_date)
    and (ended = 'open' or @instant(first_contact) < @instant(ended_at))
  union all
  select handed.*, ended, 'Closed', ended_at
  from handed
  where ended <> 'open'
  union all
  select handed.*, 'open', status, activity_date
  from handed
  where created_date is null and ended = 'open'
)
select
  id as episode_id, who_id as person_id, owner_id, coalesce(created_date, activity_date) as happened,
  outcome, case when outcome <> 'open' then ended_at end as closed_on, known_status as status,
  case when outcome <> 'open' then handoff_reason end as reason,
  case when outcome <> 'open' and starts_with(what_id, '006') then what_id end as opportunity_id,
  known_at as recorded_stamp,
  case when lower(is_deleted) = 'true' then 'deleted' else 'live' end as state,
  case when who_id is null then 'no_person' end as skip_reason,
  landed_file, landed_row
from versions

-- stream: Opportunity table: opportunities
select
  id as opportunity_id, created_date as happened, name, account_id, owner_id, campaign_id,
  product, type as opportunity_type, lead_source, segment,
  created_date as created_stamp, system_modstamp as modified_stamp,
  fivetran_start as recorded_stamp,
  case when lower(is_deleted) = 'true' then 'deleted' else 'live' end as state,
  landed_file, landed_row
from landed_opportunity

-- stream: Opportunity table: opportunity_states
select
  id as opportunity_id, stage_name as stage,
  case
    when lower(is_won) = 'true' then 'won'
    when lower(is_closed) = 'true' then 'lost'
    when is_closed is null and forecast_category = 'Closed' then 'won'
    when is_closed is null and strpos(lower(stage_name), 'closed won') > 0 then 'won'
    when is_closed is null and strpos(lower(stage_name), 'closed lost') > 0 then 'lost'
    else 'open'
  end as outcome,
  amount, currency_iso_code as currency, close_date as close_on, created_date as opened_on,
  coalesce(last_stage_change_date, system_modstamp, created_date) as changed_on,
  created_date as created_stamp, last_stage_change_date as modified_stamp,
  case
    when coalesce(forecast_category_name, forecast_category) = 'Forecast' then 'Commit'
    else coalesce(forecast_category_name, forecast_category)
  end as forecast_category,
  landed_file, landed_row
from landed_opportunity

-- One row is written when stage, amount, probability or close date changes, with the values after
-- it. Which stages are won and lost is read from the opportunities themselves. The history goes with
-- its opportunity: it was there until that was deleted.
-- stream: OpportunityHistory table: opportunity_changes
with history as (
  select
    h.opportunity_id,
    coalesce(h.id, concat(h.opportunity_id, '/', h.created_date, '/', h.stage_name)) as change_id,
    case
      when coalesce(s.won, false) or coalesce(s.lost, false)
        then case when h.close_date < h.created_date then h.close_date else h.created_date end
      else h.created_date
    end as happened,
    h.stage_name as stage,
    case
      when s.won or (s.won is null and h.forecast_category = 'Closed') then 'won'
      when s.lost or (s.lost is null and strpos(lower(h.stage_name), 'lost') > 0) then 'lost'
      else 'open'
    end as outcome,
    h.amount, h.currency_iso_code as currency, h.close_date as close_on,
    case when h.forecast_category = 'Forecast' then 'Commit' else h.forecast_category end
      as forecast_category,
    h.created_date,
    case
      when d.deleted_at is not null then d.deleted_at
      when lower(h.is_deleted) = 'true' then coalesce(h.system_modstamp, h.created_date)
    end as deleted_at,
    h.landed_file, h.landed_row
  from landed_opportunity_history h
  left join (
    select
      stage_name,
      bool_or(lower(is_won) = 'true') as won,
      bool_or(lower(is_closed) = 'true' and lower(is_won) <> 'true') as lost
    from landed_opportunity
    group by stage_name
  ) s on s.stage_name = h.stage_name
  left join (
    select id, min(system_modstamp) as deleted_at
    from landed_opportunity
    where lower(is_deleted) = 'true'
    group by id
  ) d on d.id = h.opportunity_id
)
select
  opportunity_id, change_id, happened, stage, outcome, amount, currency, close_on,
  forecast_category, created_date as recorded_stamp, 'live' as state, landed_file, landed_row
from history
where deleted_at is null or @instant(deleted_at) > @instant(created_date)
union all
select
  opportunity_id, change_id, happened, stage, outcome, amount, currency, close_on,
  forecast_category, deleted_at, 'deleted', landed_file, landed_row
from history
where deleted_at is not null

-- stream: OpportunityFieldHistory table: opportunity_changes
select
  opportunity_id, id as change_id, created_date as happened, new_value as stage,
  'open' as outcome, 'read_from_opportunity_history' as skip_reason, landed_file, landed_row
from landed_opportunity_field_history

-- stream: OpportunityContactRole table: contact_roles
select
  opportunity_id, contact_id as person_id, created_date as happened, role, is_primary,
  created_date as created_stamp, system_modstamp as modified_stamp,
  case when lower(is_deleted) = 'true' then 'deleted' else 'live' end as state,
  landed_file, landed_row
from landed_opportunity_contact_role

-- Rates are units of the currency for one of the corporate currency, so an amount is divided by it.
-- A rate without dates holds for all days, from when it was entered on; where there are dated rates,
-- opportunities are converted by those.
-- stream: CurrencyType table: currencies
select
  c.iso_code as currency, '1900-01-01' as happened, c.conversion_rate as rate,
  c.system_modstamp as modified_stamp,
  case when d.iso_code is not null then 'lookup_row' end as skip_reason, c.landed_file, c.landed_row
from landed_currency_type c
left join (select distinct iso_code from landed_dated_conversion_rate) d on d.iso_code = c.iso_code

-- stream: DatedConversionRate table: currencies
select
  iso_code as currency, start_date as happened, conversion_rate as rate,
  created_date as created_stamp, system_modstamp as modified_stamp, landed_file, landed_row
from landed_dated_conversion_rate
