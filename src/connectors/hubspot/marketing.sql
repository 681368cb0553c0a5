-- Campaigns with their money, what contacts did, and exchange rates.

-- stream: Campaign table: campaigns
select
  id as campaign_id, start_date as happened, campaign_name as name, campaign_type, status, parent_id,
  coalesce(campaign_owner, owner_id) as owner_id, end_date as ends_on,
  created_date as created_stamp, modified_date as modified_stamp,
  case
    when lower(is_deleted) = 'true' then 'deleted'
    when lower(archived) = 'true' then 'archived'
    else 'live'
  end as state,
  landed_file, landed_row
from landed_campaign

-- The sums of a campaign, where its items are not there. A sum of 0 is that of no items.
-- stream: Campaign table: campaign_costs
select
  concat(id, '/planned') as cost_id, id as campaign_id, start_date as happened, 'planned' as kind,
  budget as amount, currency, created_date as created_stamp, landed_file, landed_row
from landed_campaign
where budget is not null and coalesce(try_cast(budget as double), 1) <> 0
  and id not in (select campaign_id from landed_campaign_budget_item where campaign_id is not null)
union all
select
  concat(id, '/actual'), id, start_date, 'actual', spend, currency, created_date, landed_file,
  landed_row
from landed_campaign
where spend is not null and coalesce(try_cast(spend as double), 1) <> 0
  and id not in (select campaign_id from landed_campaign_budget_item where campaign_id is not null)

-- stream: CampaignBudgetItem table: campaign_costs
select
  id as cost_id, campaign_id, created_date as happened,
  case when strpos(lower(item_type), 'spend') > 0 then 'actual' else 'planned' end as kind,
  amount, currency, created_date as created_stamp,
  landed_file, landed_row
from landed_campaign_budget_item

-- stream: MarketingEventParticipation table: engagements
select
  coalesce(id, concat(event_id, '/', contact_id)) as engagement_id, contact_id as person_id,
  campaign_id, status, coalesce(occurred_at, created_date) as happened,
  case when upper(status) = 'ATTENDED' then 'true' else 'false' end as counts,
  case when created_date > occurred_at then created_date else coalesce(occurred_at, created_date) end
    as created_stamp,
  landed_file, landed_row
from landed_marketing_event_participation

-- stream: FormSubmission table: engagements
select
  coalesce(id, concat(form_id, '/', contact_id, '/', created_date)) as engagement_id,
  contact_id as person_id, campaign_id, 'Form submission' as status, created_date as happened,
  'true' as counts, created_date as created_stamp, landed_file, landed_row
from landed_form_submission

-- A click or a reply is a response; what was sent, delivered or opened (often by a machine) is not.
-- stream: EmailEvent table: engagements
select
  e.id as engagement_id, coalesce(e.contact_id, c.id) as person_id, e.campaign_id,
  concat('E-mail: ', lower(e.type)) as status, e.created_date as happened,
  case when upper(e.type) in ('CLICK', 'REPLY') then 'true' else 'false' end as counts,
  e.created_date as created_stamp,
  case when coalesce(e.contact_id, c.id) is null then 'no_person' end as skip_reason,
  e.landed_file, e.landed_row
from landed_email_event e
left join (
  select lower(email) as email, min(id) as id
  from landed_contact
  where email is not null
  group by lower(email)
) c on c.email = lower(e.recipient)

-- A list holds whoever was put on it; only one that belongs to a campaign tells of a response.
-- stream: ListMembership table: engagements
select
  concat('list-', list_id, '/', contact_id) as engagement_id, contact_id as person_id, campaign_id,
  'List member' as status, created_date as happened,
  case when campaign_id is not null then 'true' else 'false' end as counts,
  created_date as created_stamp,
  case when lower(is_deleted) = 'true' then 'deleted' else 'live' end as state,
  landed_file, landed_row
from landed_list_membership

-- HubSpot says what one unit of a currency is worth in the company's; here it is the other way.
-- stream: ExchangeRate table: currencies
select
  from_currency as currency, effective_at as happened,
  cast(1.0 / nullif(try_cast(rate as double), 0) as varchar) as rate,
  effective_at as created_stamp, landed_file, landed_row
from landed_exchange_rate
union all
select to_currency, min(effective_at), '1', min(effective_at), min(landed_file), min(landed_row)
from landed_exchange_rate
group by to_currency
