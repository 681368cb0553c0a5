-- Landed HubSpot rows to canonical rows, all values still text: see ../salesforce/to-facts.sql for
-- what a section may set. A contact is one record from its first response to the last, so nothing
-- is converted; who was merged is gone.

-- stream: Company table: accounts
select
  id as account_id, created_date as happened, name, domain, parent_id, owner_id, segment, region,
  industry, country, employees, customer_since,
  created_date as created_stamp, modified_date as modified_stamp,
  case
    when lower(is_deleted) = 'true' then 'deleted'
    when lower(archived) = 'true' then 'archived'
    else 'live'
  end as state,
  landed_file, landed_row
from landed_company

-- stream: Company table: account_list_members
select
  'hs_is_target_account' as list_id, id as account_id, created_date as happened,
  target_tier as tier, created_date as created_stamp, landed_file, landed_row
from landed_company
where lower(target_account) = 'true'

-- HubSpot lists the ids of merged companies, without a day: known since the last change of the one
-- that stays.
-- stream: Company table: account_merges
with merges as (
  select id, modified_date, landed_file, landed_row, trim(@split_rows(merged_ids, ';')) as gone
  from landed_company
  where merged_ids is not null
),
placed as (
  select
    merges.*,
    row_number() over (
      partition by gone, split_part(landed_file, '/', 1) order by landed_file, landed_row
    ) as place
  from merges
  where gone <> '' and gone <> id
)
select
  gone as from_account_id, id as to_account_id, modified_date as happened,
  modified_date as created_stamp, landed_file, landed_row
from placed
where place = 1

-- Lifecycle stages are each portal's own; the first three that HubSpot brings are leads.
-- stream: Contact table: people
select
  id as person_id, created_date as happened,
  case
    when lower(lifecycle_stage) in ('subscriber', 'lead', 'marketingqualifiedlead',
      'marketing qualified lead') then 'lead'
    else 'contact'
  end as kind,
  split_part(account_id, ';', 1) as account_id,
  nullif(trim(concat(coalesce(first_name, ''), ' ', coalesce(last_name, ''))), '') as name,
  email, company, title, function, seniority, lead_source, owner_id,
  case lower(opted_out) when 'true' then 'false' when 'yes' then 'false' else 'true' end as reachable,
  created_date as created_stamp, modified_date as modified_stamp,
  case
    when lower(is_deleted) = 'true' then 'deleted'
    when lower(archived) = 'true' then 'archived'
    else 'live'
  end as state,
  landed_file, landed_row
from landed_contact

-- Who was merged is gone; the one that stays lists the ids, and the moments as id:milliseconds.
-- stream: Contact table: person_merges
with listed as (
  select
    id, modified_date, landed_file, landed_row,
    @split_rows(coalesce(merged_when, merged_ids), ';') as part
  from landed_contact
  where merged_ids is not null or merged_when is not null
),
merges as (
  select
    id, modified_date, landed_file, landed_row, trim(split_part(part, ':', 1)) as gone,
    try_cast(nullif(split_part(part, ':', 2), '') as bigint) as gone_at
  from listed
),
dated as (
  select
    id, gone, landed_file, landed_row,
    case
      when gone_at is null then modified_date
      else concat(
        cast(@add_days(date '1970-01-01', floor(gone_at / 86400000)) as varchar), 'T',
        substr(cast(100 + mod(cast(floor(gone_at / 3600000) as bigint), 24) as varchar), 2, 2), ':',
        substr(cast(100 + mod(cast(floor(gone_at / 60000) as bigint), 60) as varchar), 2, 2), ':',
        substr(cast(100 + mod(cast(floor(gone_at / 1000) as bigint), 60) as varchar), 2, 2), 'Z'
      )
    end as merged_at,
    row_number() over (partition by gone order by landed_file, landed_row) as place
  from merges
  where gone <> '' and gone <> id
    and gone not in (select from_id from landed_contact_merge where from_id is not null)
)
select
  gone as from_person_id, id as to_person_id, merged_at as happened, merged_at as created_stamp,
  landed_file, landed_row
from dated
where place = 1

-- stream: ContactMerge table: person_merges
select
  from_id as from_person_id, to_id as to_person_id, created_date as happened,
  created_date as created_stamp, landed_file, landed_row
from landed_contact_merge

-- stream: Owner table: users
select
  id as user_id, created_date as happened,
  coalesce(nullif(trim(concat(coalesce(first_name, ''), ' ', coalesce(last_name, ''))), ''), email)
    as name,
  email, team_id,
  case when lower(archived) = 'true' and modified_date is null then 'false' else 'true' end as active,
  created_date as created_stamp, cast(null as varchar) as recorded_stamp, landed_file, landed_row
from landed_owner
union all
select
  id, created_date,
  coalesce(nullif(trim(concat(coalesce(first_name, ''), ' ', coalesce(last_name, ''))), ''), email),
  email, team_id, 'false', created_date, modified_date, landed_file, landed_row
from landed_owner
where lower(archived) = 'true' and modified_date is not null

-- stream: Team table: teams
select id as team_id, name, landed_file, landed_row
from landed_team
