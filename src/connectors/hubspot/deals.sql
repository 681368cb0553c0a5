-- Deals, their history and who takes part. A row that only explains others (a stage, an
-- association) is read with them and rejected as `lookup_row`.

-- A deal's row shows its owner of today; earlier owners come from its history.
-- stream: Deal table: opportunities
select
  d.id as opportunity_id, d.created_date as happened, d.name,
  coalesce(split_part(d.account_id, ';', 1), c.company_id) as account_id, d.owner_id, d.campaign_id,
  d.product,
  case lower(d.type)
    when 'newbusiness' then 'New Business'
    when 'existingbusiness' then 'Existing Business'
    else d.type
  end as opportunity_type,
  d.lead_source, d.segment,
  coalesce(d.first_recorded, d.created_date) as created_stamp,
  coalesce(d.archived_at, d.modified_date) as modified_stamp,
  case when lower(coalesce(d.archived, 'false')) = 'true' then null else h.last_owner_at end
    as recorded_stamp,
  case
    when lower(d.is_deleted) = 'true' then 'deleted'
    when lower(d.archived) = 'true' then 'archived'
    else 'live'
  end as state,
  d.landed_file, d.landed_row
from landed_deal d
left join (
  select deal_id, min(company_id) as company_id from landed_deal_company group by deal_id
) c on c.deal_id = d.id
left join (
  select deal_id, max(recorded_at) as last_owner_at
  from landed_deal_property_history
  where property = 'hubspot_owner_id'
  group by deal_id
  having count(distinct recorded_at) > 1
) h on h.deal_id = d.id

-- Where a deal stands is taken from its history where that is in the same import.
-- stream: Deal table: opportunity_states
with stages as (
  select
    stage_id, max(label) as label,
    bool_or(lower(is_won) = 'true' or (try_cast(probability as double) >= 1
      and (is_closed is null or lower(is_closed) = 'true'))) as won,
    bool_or(lower(is_closed) = 'true' or (is_closed is null
      and (try_cast(probability as double) <= 0 or try_cast(probability as double) >= 1))) as closed
  from landed_pipeline_stage
  group by stage_id
)
select
  d.id as opportunity_id, coalesce(s.label, d.stage) as stage,
  case
    when lower(d.is_won) in ('true', 'yes') then 'won'
    when lower(d.is_closed) in ('true', 'yes') then 'lost'
    when d.is_closed is not null or d.is_won is not null then 'open'
    when s.won or replace(lower(d.stage), ' ', '') = 'closedwon' then 'won'
    when s.closed or replace(lower(d.stage), ' ', '') = 'closedlost' then 'lost'
    else 'open'
  end as outcome,
  d.amount, d.currency,
  case when length(d.close_date) = 16 then substr(d.close_date, 1, 10) else d.close_date end
    as close_on,
  d.created_date as opened_on, coalesce(d.stage_entered, d.modified_date, d.created_date) as changed_on,
  case upper(replace(d.forecast_category, ' ', '_'))
    when 'OMIT' then 'Omitted'
    when 'NOT_FORECASTED' then 'Omitted'
    when 'PIPELINE' then 'Pipeline'
    when 'BEST_CASE' then 'Best Case'
    when 'COMMIT' then 'Commit'
    when 'CLOSED' then 'Closed'
    when 'CLOSED_WON' then 'Closed'
    else d.forecast_category
  end as forecast_category,
  coalesce(d.first_recorded, d.created_date) as created_stamp, d.stage_entered as modified_stamp,
  d.landed_file, d.landed_row
from landed_deal d
left join stages s on s.stage_id = d.stage
left join (
  select distinct deal_id, split_part(landed_file, '/', 1) as import_number
  from landed_deal_property_history
  where property = 'dealstage'
) h on h.deal_id = d.id and h.import_number = split_part(d.landed_file, '/', 1)
where h.deal_id is null

-- stream: Deal table: contact_roles
select distinct
  d.id as opportunity_id, trim(d.contact_id) as person_id, d.landed_file, d.landed_row
from (
  select id, landed_file, landed_row, @split_rows(contact_ids, ';') as contact_id
  from landed_deal
  where contact_ids is not null
    and id not in (select deal_id from landed_deal_contact where deal_id is not null)
) d
where trim(d.contact_id) <> ''

-- The history has one row a property. Rows of one moment are one change; one that changes neither
-- stage, amount, close date nor forecast category (such as a new owner) belongs to the change before
-- it, or to the first. All rows of a change say the same and are known a microsecond apart, so that
-- they become one version. A stage that no pipeline names is closed if a deal of today that stands
-- in it is.
-- stream: DealPropertyHistory table: opportunity_changes
with found as (
  select
    deal_id, property, value, @instant(recorded_at) as moment, landed_file, landed_row
  from landed_deal_property_history
  where deal_id is not null and @instant(recorded_at) is not null and property in
    ('dealstage', 'amount', 'closedate', 'hs_manual_forecast_category', 'hubspot_owner_id')
),
begun as (
  select
    found.*,
    min(case when property <> 'hubspot_owner_id' then moment end) over (partition by deal_id)
      as begun_at
  from found
),
read as (
  select
    deal_id, property, value, case when moment < begun_at then begun_at else moment end as moment,
    landed_file, landed_row
  from begun
),
moments as (
  select
    deal_id, moment,
    max(case when property = 'dealstage' then value end) as stage,
    max(case when property = 'amount' then value end) as amount,
    max(case when property = 'closedate' then value end) as close_on,
    max(case when property = 'hs_manual_forecast_category' then value end) as category,
    max(case when property = 'dealstage' then 1 else 0 end) as sets_stage,
    max(case when property = 'amount' then 1 else 0 end) as sets_amount,
    max(case when property = 'closedate' then 1 else 0 end) as sets_close_on,
    max(case when property = 'hs_manual_forecast_category' then 1 else 0 end) as sets_category
  from read
  group by deal_id, moment
),
since as (
  select
    deal_id, moment, stage, amount, close_on, category,
    sum(sets_stage) over so_far as stage_since,
    sum(sets_amount) over so_far as amount_since,
    sum(sets_close_on) over so_far as close_on_since,
    sum(sets_category) over so_far as category_since
  from moments
  window so_far as (partition by deal_id order by moment
    rows between unbounded preceding and current row)
),
states as (
  select
    deal_id, moment,
    max(stage) over (partition by deal_id, stage_since) as stage,
    max(amount) over (partition by deal_id, amount_since) as amount,
    max(close_on) over (partition by deal_id, close_on_since) as close_on,
    max(category) over (partition by deal_id, category_since) as category
  from since
),
compared as (
  select
    states.*,
    concat(coalesce(stage, ''), '/', coalesce(amount, ''), '/', coalesce(close_on, ''), '/',
      coalesce(category, '')) as content,
    lag(concat(coalesce(stage, ''), '/', coalesce(amount, ''), '/', coalesce(close_on, ''), '/',
      coalesce(category, ''))) over (partition by deal_id order by moment) as content_before
  from states
),
numbered as (
  select
    compared.*,
    sum(case when content_before is null or content_before <> content then 1 else 0 end) over (
      partition by deal_id order by moment rows between unbounded preceding and current row
    ) as change_number
  from compared
),
changes as (
  select
    numbered.*,
    min(moment) over (partition by deal_id, change_number) as changed_at
  from numbered
),
stages as (
  select
    stage_id, max(label) as label,
    bool_or(lower(is_won) = 'true' or (try_cast(probability as double) >= 1
      and (is_closed is null or lower(is_closed) = 'true'))) as won,
    bool_or(lower(is_closed) = 'true' or (is_closed is null
      and (try_cast(probability as double) <= 0 or try_cast(probability as double) >= 1))) as closed
  from landed_pipeline_stage
  group by stage_id
),
standing as (
  select stage, bool_or(lower(is_won) = 'true') as won, bool_or(lower(is_closed) = 'true') as closed
  from landed_deal
  group by stage
),
deals as (
  select
    id, min(created_date) as created_date, max(currency) as currency,
    max(case when lower(archived) = 'true' then coalesce(archived_at, modified_date) end) as archived_at
  from landed_deal
  group by id
),
named as (
  select
    c.deal_id, c.moment, c.changed_at, c.change_number, coalesce(s.label, c.stage) as stage,
    c.amount, d.currency, d.created_date, d.archived_at,
    case
      when @matches(c.close_on, '[0-9]{12,13}')
        then cast(@add_days(date '1970-01-01', floor(try_cast(c.close_on as double) / 86400000)) as varchar)
      when length(c.close_on) = 16 then substr(c.close_on, 1, 10)
      else c.close_on
    end as close_on,
    case
      when coalesce(s.won, o.won, false) or lower(c.stage) = 'closedwon' then 'won'
      when coalesce(s.closed, o.closed, false) or lower(c.stage) = 'closedlost' then 'lost'
      else 'open'
    end as outcome,
    case upper(c.category)
      when 'OMIT' then 'Omitted'
      when 'PIPELINE' then 'Pipeline'
      when 'BEST_CASE' then 'Best Case'
      when 'COMMIT' then 'Commit'
      when 'CLOSED' then 'Closed'
      else c.category
    end as forecast_category
  from changes c
  left join stages s on s.stage_id = c.stage
  left join standing o on o.stage = c.stage
  left join deals d on d.id = c.deal_id
),
told as (
  select
    named.*,
    case
      when outcome <> 'open' and @instant(close_on) < changed_at then close_on
      when outcome = 'open' and change_number = 1 and @instant(created_date) < changed_at
        then created_date
      else cast(changed_at as varchar)
    end as happened
  from named
)
select
  r.deal_id as opportunity_id, cast(t.changed_at as varchar) as change_id, t.happened, t.stage, t.outcome, t.amount, t.currency, t.close_on, t.forecast_category,
  concat(
    substr(cast(r.moment as varchar), 1, 19), '.',
    substr(cast(999999 + row_number() over (partition by r.deal_id, date_trunc('second', r.moment)
      order by r.moment, r.property, r.landed_file, r.landed_row) as varchar), 2, 6)
  ) as recorded_stamp,
  'live' as state, cast(null as varchar) as skip_reason, r.landed_file, r.landed_row
from read r
join told t on t.deal_id = r.deal_id and t.moment = r.moment
union all
select
  t.deal_id, cast(t.changed_at as varchar), t.happened, t.stage, t.outcome, t.amount, t.currency, t.close_on, t.forecast_category, t.archived_at,
  'archived', cast(null as varchar), r.landed_file, r.landed_row
from told t
join (
  select deal_id, moment, min(landed_file) as landed_file, min(landed_row) as landed_row
  from read
  group by deal_id, moment
) r on r.deal_id = t.deal_id and r.moment = t.moment
where t.moment = t.changed_at and t.archived_at is not null
union all
select
  deal_id, recorded_at, recorded_at, value, 'open', cast(null as varchar), cast(null as varchar),
  cast(null as varchar), cast(null as varchar), recorded_at, 'live',
  case when property in ('dealstage', 'amount', 'closedate', 'hs_manual_forecast_category',
    'hubspot_owner_id') then null else 'other_property' end,
  landed_file, landed_row
from landed_deal_property_history
where deal_id is null or @instant(recorded_at) is null or property is null or property not in
  ('dealstage', 'amount', 'closedate', 'hs_manual_forecast_category', 'hubspot_owner_id')

-- stream: DealPropertyHistory table: opportunities
with owners as (
  select
    deal_id, value, recorded_at, landed_file, landed_row,
    row_number() over (partition by deal_id order by recorded_at desc) as place,
    row_number() over (partition by deal_id, recorded_at order by landed_row) as at_once
  from landed_deal_property_history
  where property = 'hubspot_owner_id' and @instant(recorded_at) is not null
)
select
  d.id as opportunity_id, d.created_date as happened, d.name,
  coalesce(split_part(d.account_id, ';', 1), c.company_id) as account_id, o.value as owner_id,
  d.campaign_id, d.product,
  case lower(d.type)
    when 'newbusiness' then 'New Business'
    when 'existingbusiness' then 'Existing Business'
    else d.type
  end as opportunity_type,
  d.lead_source, d.segment, o.recorded_at as recorded_stamp, o.landed_file, o.landed_row
from owners o
join (
  select landed_deal.*, row_number() over (partition by id order by landed_file, landed_row) as nth
  from landed_deal
) d on d.id = o.deal_id and d.nth = 1
left join (
  select deal_id, min(company_id) as company_id from landed_deal_company group by deal_id
) c on c.deal_id = d.id
where o.place > 1 and o.at_once = 1 and lower(coalesce(d.archived, 'false')) <> 'true'

-- HubSpot does not say since when a contact takes part in a deal.
-- stream: DealContact table: contact_roles
select
  deal_id as opportunity_id, contact_id as person_id,
  nullif(trim(case
    when starts_with(lower(labels), 'primary') then split_part(labels, ';', 2)
    else split_part(labels, ';', 1)
  end), '') as role,
  case when strpos(lower(labels), 'primary') > 0 then 'true' when labels is not null then 'false' end
    as is_primary,
  landed_file, landed_row
from landed_deal_contact

-- stream: DealCompany table: contact_roles
select
  deal_id as opportunity_id, company_id as person_id, 'lookup_row' as skip_reason,
  landed_file, landed_row
from landed_deal_company

-- stream: PipelineStage table: opportunity_states
select
  stage_id as opportunity_id, label as stage, 'open' as outcome, 'lookup_row' as skip_reason,
  landed_file, landed_row
from landed_pipeline_stage
