/**
 * The HubSpot objects that are read: by the internal names of their properties, as the API and
 * warehouses have them, or by the labels that HubSpot's own export shows.
 */

import { type Connector, type Field, normalised, type Stream } from '../connector.ts';
import { readSections } from '../sections.ts';

interface StreamOptions {
  /** `name=property|Label~of~it`; a warehouse's `property_name` is known without being listed. */
  readonly fields: string;
  readonly required: readonly string[];
  readonly oneOf?: readonly (readonly string[])[];
  /** Headers that only HubSpot has: one of them must be there. */
  readonly only?: string;
  /** Properties that companies add, and what they are usually called. */
  readonly guesses?: Readonly<Record<string, string>>;
}

const RECORD = `created_date=createdate|hs_createdate|created_at|Create~Date
  modified_date=hs_lastmodifieddate|lastmodifieddate|updated_at|Last~Modified~Date archived
  is_deleted=_fivetran_deleted owner_id=hubspot_owner_id|Owner~ID`;

/** What no HubSpot export has, and other systems' exports of like objects do. */
const FOREIGN = ['SystemModstamp', 'CreatedById', 'StageName', 'BillingCountry', 'Username'];

function stream(name: string, options: StreamOptions): Stream {
  const { fields, required, oneOf = [], only, guesses = {} } = options;
  const found = fields.trim().split(/\s+/).map(field);
  for (const [guessed, names] of Object.entries(guesses))
    found.push({ name: guessed, aliases: [], guesses: names.split(' ') });
  if (only) found.push(field(`hubspot_only=${only}`));
  return {
    name,
    fields: found,
    required: only ? [...required, 'hubspot_only'] : required,
    oneOf,
    absent: FOREIGN,
    knownShare: 0,
  };
}

function field(text: string): Field {
  const [name, others = ''] = text.split('=') as [string, string?];
  const known = others.split('|').filter((other) => other !== '');
  const properties = [name, ...known].filter(
    (other) => normalised(other) === other || /_/.test(other),
  );
  return {
    name,
    aliases: [
      ...known.map((other) => other.replaceAll('~', ' ')),
      ...properties.map((property) => `property_${property}`),
    ],
    guesses: [],
  };
}

const SEGMENT = 'account_segment customer_segment company_segment market_segment';

const STREAMS: readonly Stream[] = [
  stream('Company', {
    fields: `id=hs_object_id|Record~ID|company_id name=Company~name domain=Company~Domain~Name
      parent_id=hs_parent_company_id industry employees=numberofemployees|Number~of~Employees
      country=Country/Region target_account=hs_is_target_account
      target_tier=hs_ideal_customer_profile|Ideal~Customer~Profile~Tier
      merged_ids=hs_merged_object_ids|Merged~record~IDs ${RECORD}`,
    required: ['id', 'name'],
    only: `hs_object_id|Record~ID|property_name|hs_is_target_account|numberofemployees`,
    oneOf: [['domain', 'industry', 'employees', 'target_account']],
    guesses: {
      segment: SEGMENT,
      region: 'sales_region territory',
      customer_since: 'customer_since_date first_purchase_date became_customer',
    },
  }),
  stream('Contact', {
    fields: `id=hs_object_id|Record~ID|vid|contact_id email first_name=firstname last_name=lastname
      title=jobtitle function=job_function seniority=hs_seniority company
      account_id=associatedcompanyid|Primary~Associated~Company~ID|Associated~Company~IDs
      lifecycle_stage=lifecyclestage opted_out=hs_email_optout|Unsubscribed~from~all~email
      merged_ids=hs_merged_object_ids|Merged~record~IDs
      merged_when=hs_calculated_merged_vids|Merged~vids~with~timestamps~of~a~contact ${RECORD}`,
    required: ['id', 'email'],
    only: `associatedcompanyid|lifecyclestage|hs_object_id|vid|Record~ID|property_email`,
    oneOf: [['first_name', 'last_name']],
    guesses: { lead_source: 'leadsource original_lead_source source' },
  }),
  stream('Owner', {
    fields: `id=owner_id email first_name last_name user_id=active_user_id type
      team_id=primary_team_id ${RECORD.replace('owner_id=', 'other_owner_id=')}`,
    required: ['id', 'email', 'user_id'],
    oneOf: [['first_name', 'last_name']],
  }),
  stream('Team', {
    fields: 'id name user_ids secondary_user_ids',
    required: ['id', 'name', 'user_ids'],
  }),
  stream('Deal', {
    fields: `id=deal_id|hs_object_id|Record~ID name=dealname|Deal~Name pipeline=deal_pipeline_id
      stage=dealstage|deal_pipeline_stage_id|Deal~Stage amount currency=deal_currency_code
      close_date=closedate is_closed=hs_is_closed|Is~Deal~Closed is_won=hs_is_closed_won|Is~Closed~Won
      probability=hs_deal_stage_probability|Deal~probability
      forecast_category=hs_manual_forecast_category type=dealtype|Deal~Type
      account_id=hs_primary_associated_company|Primary~Associated~Company~ID|Associated~Company~IDs
      contact_ids=associated_contact_ids campaign_id=hs_campaign
      stage_entered=hs_v2_date_entered_current_stage|Date~entered~current~stage
      first_recorded=hs_createdate archived_at
      ${RECORD.replace('|hs_createdate', '')}`,
    required: ['id', 'stage'],
    only: `dealstage|Deal~Stage|deal_pipeline_stage_id`,
    oneOf: [['name', 'amount', 'close_date']],
    guesses: {
      segment: SEGMENT,
      product: 'primary_product product_line',
      lead_source: 'leadsource deal_source source',
    },
  }),
  stream('DealPropertyHistory', {
    fields: `deal_id=hs_object_id|Record~ID|object_id property=property_name|name
      value=property_value recorded_at=timestamp|Date~changed source_type=source
      source_id updated_by_user_id`,
    required: ['deal_id', 'property', 'value', 'recorded_at'],
  }),
  stream('DealContact', {
    fields: 'deal_id contact_id labels=label|association_label type_id category',
    required: ['deal_id', 'contact_id'],
    oneOf: [['labels', 'type_id', 'category']],
  }),
  stream('DealCompany', {
    fields: 'deal_id company_id labels=label|association_label type_id category',
    required: ['deal_id', 'company_id'],
    oneOf: [['labels', 'type_id', 'category']],
  }),
  stream('PipelineStage', {
    fields: `stage_id label=stage_label pipeline_id pipeline_label probability is_closed
      is_won=closed_won lead_state object_type display_order archived`,
    required: ['stage_id', 'label', 'pipeline_id'],
  }),
  stream('Meeting', {
    fields: `id=hs_object_id|engagement_id|Record~ID title=hs_meeting_title|Meeting~name
      start=hs_meeting_start_time|start_time|Meeting~start~time activity_date=hs_timestamp
      outcome=hs_meeting_outcome|meeting_outcome contact_ids=associated_contact_ids
      company_ids=associated_company_ids deal_ids=associated_deal_ids
      ${RECORD.replace('=createdate|hs_createdate', '=hs_createdate|createdate')}`,
    required: ['id', 'start', 'outcome'],
  }),
  stream('MeetingContact', {
    fields: 'engagement_id=meeting_id contact_id engagement_type type_id category labels=label',
    required: ['engagement_id', 'contact_id'],
    oneOf: [['engagement_type', 'type_id', 'category']],
  }),
  stream('Lead', {
    fields: `id=hs_object_id|Record~ID name=hs_lead_name|Lead~Name
      stage=hs_pipeline_stage|Lead~pipeline~stage|Lead~Stage
      reason=hs_lead_disqualification_reason|Disqualification~reason
      contact_ids=hs_primary_contact_id|associated_contact_ids deal_ids=associated_deal_ids
      stage_entered=hs_v2_date_entered_current_stage|Date~entered~current~stage
      entered_attempting=hs_v2_date_entered_attempting_stage_id_745667965
      entered_connected=hs_v2_date_entered_connected_stage_id_2058487257
      entered_qualified=hs_v2_date_entered_qualified_stage_id_233247981
      entered_unqualified=hs_v2_date_entered_unqualified_stage_id_1675714327
      ${RECORD.replace('=createdate|hs_createdate', '=hs_createdate|createdate')}`,
    required: ['id', 'stage', 'hubspot_only'],
    only: 'hs_lead_name|Lead~Name|hs_pipeline_stage',
    oneOf: [['contact_ids']],
  }),
  stream('Campaign', {
    fields: `id=hs_object_id campaign_name=hs_name start_date=hs_start_date end_date=hs_end_date
      status=hs_campaign_status campaign_owner=hs_owner currency=hs_currency_code
      budget=hs_budget_items_sum_amount spend=hs_spend_items_sum_amount ${RECORD}`,
    required: ['id', 'campaign_name', 'start_date', 'hubspot_only'],
    only: 'hs_name',
    guesses: { campaign_type: 'type channel', parent_id: 'parent_campaign parent_campaign_id' },
  }),
  stream('CampaignBudgetItem', {
    fields: `id campaign_id=campaign_guid item_type name amount currency=currency_code
      created_date=created_at`,
    required: ['id', 'campaign_id', 'item_type', 'amount'],
  }),
  stream('MarketingEventParticipation', {
    fields: `id event_id=marketing_event_id contact_id status=attendance_state
      occurred_at created_date=created_at campaign_id=campaign_guid`,
    required: ['event_id', 'contact_id', 'status'],
  }),
  stream('FormSubmission', {
    fields: `id=conversion_id form_id title contact_id created_date=submitted_at|timestamp
      campaign_id=campaign_guid`,
    required: ['form_id', 'contact_id', 'created_date'],
  }),
  stream('EmailEvent', {
    fields: `id type recipient contact_id created_date=created campaign_id=campaign_guid
      email_campaign_id`,
    required: ['id', 'type', 'recipient', 'created_date'],
  }),
  stream('ListMembership', {
    fields: `list_id=contact_list_id contact_id=record_id created_date=membership_timestamp|added_at
      campaign_id=campaign_guid list_name is_deleted=_fivetran_deleted`,
    required: ['list_id', 'contact_id', 'created_date'],
  }),
  stream('ContactMerge', {
    fields: 'to_id=canonical_vid from_id=vid_to_merge created_date=timestamp',
    required: ['to_id', 'from_id'],
  }),
  stream('ExchangeRate', {
    fields: `id from_currency=from_currency_code to_currency=to_currency_code
      rate=conversion_rate effective_at created_date=created_at`,
    required: ['from_currency', 'to_currency', 'rate', 'effective_at'],
  }),
];

export const HUBSPOT: Connector = {
  name: 'hubspot',
  title: 'HubSpot export (its own CSV, or properties as the API and warehouses have them)',
  streams: STREAMS,
  sections: ['people', 'deals', 'sales', 'marketing'].flatMap((part) =>
    readSections(new URL(`${part}.sql`, import.meta.url)),
  ),
  // Names that end so are custom fields of Salesforce.
  foreign: /__c$/i,
};
