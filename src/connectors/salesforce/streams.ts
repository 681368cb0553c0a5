/** The Salesforce objects that are read, by their API names; labels of the same fields beside them. */

import { type Connector, type Field, type Stream, snakeCase } from '../connector.ts';
import { readSections } from '../sections.ts';
import { id18 } from './id18.ts';

type Guess = readonly [field: string, guesses: readonly string[]];

interface StreamOptions {
  /** API names; `Name=Opportunity Name|Title` adds labels that a report export shows instead. */
  readonly fields: string;
  readonly required: readonly string[];
  readonly oneOf?: readonly (readonly string[])[];
  readonly absent?: readonly string[];
  /** Custom fields that companies add, and what they are usually called. */
  readonly guesses?: readonly Guess[];
}

const STAMPS =
  'IsDeleted CreatedDate SystemModstamp=LastModifiedDate MasterRecordId _fivetran_start';

function stream(name: string, options: StreamOptions): Stream {
  const fields = `${options.fields} ${STAMPS}`.split(/\s+(?=[A-Z_])/).map(field);
  const guessed = (options.guesses ?? []).map(
    ([canonical, guesses]): Field => ({
      name: canonical,
      aliases: [],
      guesses,
      ...(canonical === 'account' ? { read: id18 } : {}),
    }),
  );
  return {
    name,
    fields: [...fields, ...guessed],
    required: options.required,
    oneOf: options.oneOf ?? [],
    absent: options.absent ?? [],
    knownShare: 0,
  };
}

function field(text: string): Field {
  const [api, labels] = text.split('=') as [string, string?];
  return {
    name: snakeCase(api).replace(/^_/, ''),
    aliases: [api, ...(labels?.split('|').map((label) => label.replaceAll('~', ' ')) ?? [])],
    guesses: [],
    ...(/Id$/.test(api) ? { read: id18 } : {}),
  };
}

const SEGMENT: Guess = ['segment', ['Segment__c', 'Account_Segment__c', 'Tier__c', 'Segment']];
const REGION: Guess = ['region', ['Region__c', 'Sales_Region__c', 'Territory__c', 'Region']];

const HOURS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
  .map((day) => `${day}StartTime ${day}EndTime`)
  .join(' ');

const STREAMS: readonly Stream[] = [
  stream('Account', {
    fields: `Id=Account~ID Name=Account~Name Website ParentId=Parent~Account~ID OwnerId Industry
      NumberOfEmployees=Employees BillingCountry AccountNumber AccountSource Type`,
    required: ['id', 'name'],
    oneOf: [
      ['industry', 'number_of_employees', 'billing_country', 'website'],
      [
        'parent_id',
        'account_number',
        'website',
        'billing_country',
        'account_source',
        'master_record_id',
        'system_modstamp',
        'segment',
        'region',
        'customer_since',
      ],
    ],
    absent: ['StageName', 'LastName', 'Username', 'Company', 'CampaignId'],
    guesses: [
      SEGMENT,
      REGION,
      ['customer_since', ['Customer_Since__c', 'First_Purchase_Date__c']],
      ['target_list', ['Target_List__c', 'Target_Account__c', 'Target_Account_List__c']],
      ['target_tier', ['Target_Tier__c', 'ABM_Tier__c']],
    ],
  }),
  stream('Contact', {
    fields: `Id=Contact~ID AccountId FirstName LastName Name=Full~Name Email Title Department
      LeadSource OwnerId HasOptedOutOfEmail=Email~Opt~Out`,
    required: ['id', 'account_id', 'last_name'],
    oneOf: [['email', 'title']],
    absent: ['IsConverted', 'Username'],
    guesses: [
      ['function', ['Function__c', 'Job_Function__c', 'Department__c']],
      ['seniority', ['Seniority__c', 'Level__c', 'Job_Level__c']],
      ['reachable', ['Reachable__c']],
    ],
  }),
  stream('Lead', {
    fields: `Id=Lead~ID FirstName LastName Name=Full~Name Email Company Title Status=Lead~Status
      LeadSource OwnerId IsConverted=Converted ConvertedDate ConvertedContactId
      ConvertedAccountId ConvertedOpportunityId HasOptedOutOfEmail=Email~Opt~Out`,
    required: ['id', 'status'],
    oneOf: [
      ['company', 'is_converted', 'converted_contact_id'],
      ['last_name', 'name', 'email', 'company'],
    ],
    absent: ['StageName', 'StartDateTime', 'WhoId', 'CampaignId'],
    guesses: [
      ['function', ['Function__c', 'Job_Function__c', 'Department__c']],
      ['seniority', ['Seniority__c', 'Level__c', 'Job_Level__c']],
      ['reason', ['Rejection_Reason__c', 'Disqualified_Reason__c', 'Unqualified_Reason__c']],
      ['account', ['Account__c', 'Account_Id__c', 'Matched_Account__c']],
    ],
  }),
  stream('User', {
    fields: 'Id=User~ID Name=Full~Name Username Email IsActive=Active ManagerId Title UserRoleId',
    required: ['id'],
    oneOf: [
      ['username', 'user_role_id'],
      ['email', 'is_active'],
    ],
    absent: ['StageName', 'AccountNumber'],
    guesses: [['team', ['Team__c', 'Sales_Team__c', 'Team']]],
  }),
  stream('UserRole', {
    fields: 'Id=Role~ID Name=Role~Name DeveloperName ParentRoleId',
    required: ['id', 'name', 'parent_role_id'],
  }),
  stream('Product2', {
    fields: 'Id=Product~ID Name=Product~Name ProductCode Family=Product~Family IsActive',
    required: ['id', 'name', 'product_code'],
    absent: ['OpportunityId', 'Quantity'],
  }),
  stream('Campaign', {
    fields: `Id=Campaign~ID Name=Campaign~Name Type Status StartDate EndDate ParentId OwnerId
      BudgetedCost ActualCost CurrencyIsoCode`,
    required: ['id', 'name', 'start_date'],
    oneOf: [['type', 'budgeted_cost', 'actual_cost']],
    guesses: [SEGMENT],
  }),
  stream('CampaignMember', {
    fields: `Id=Campaign~Member~ID CampaignId ContactId LeadId LeadOrContactId AccountId
      Status=Member~Status HasResponded=Responded FirstRespondedDate`,
    required: ['campaign_id', 'status'],
    oneOf: [['contact_id', 'lead_id', 'lead_or_contact_id']],
    absent: ['StageName'],
  }),
  stream('CampaignMemberStatus', {
    fields: 'Id CampaignId Label HasResponded IsDefault SortOrder',
    required: ['campaign_id', 'label', 'has_responded'],
  }),
  stream('Event', {
    fields: `Id=Activity~ID|Event~ID WhoId WhatId AccountId OwnerId StartDateTime ActivityDate
      ActivityDateTime IsAllDayEvent IsChild Subject DurationInMinutes`,
    required: ['id', 'who_id', 'owner_id'],
    oneOf: [['start_date_time', 'activity_date_time', 'duration_in_minutes']],
    guesses: [['outcome', ['Outcome__c', 'Meeting_Outcome__c', 'Result__c']]],
  }),
  stream('Task', {
    fields: `Id=Activity~ID|Task~ID WhoId WhatId AccountId OwnerId ActivityDate Status TaskSubtype
      CallDisposition CompletedDateTime IsClosed Subject Priority`,
    required: ['id', 'who_id', 'activity_date', 'status'],
    absent: ['StartDateTime', 'DurationInMinutes'],
    guesses: [
      ['handoff_outcome', ['Handoff_Outcome__c', 'Hand_Off_Outcome__c', 'Follow_Up_Outcome__c']],
      ['handoff_reason', ['Handoff_Reason__c', 'Hand_Off_Reason__c', 'Follow_Up_Reason__c']],
      ['first_contact', ['First_Contact__c', 'First_Touch__c', 'First_Contacted__c']],
    ],
  }),
  stream('Opportunity', {
    fields: `Id=Opportunity~ID Name=Opportunity~Name AccountId OwnerId CampaignId Type LeadSource
      StageName=Stage Amount CloseDate ForecastCategory ForecastCategoryName IsClosed=Closed
      IsWon=Won CurrencyIsoCode=Opportunity~Currency LastStageChangeDate`,
    required: ['id', 'stage_name', 'close_date'],
    oneOf: [['name', 'account_id', 'is_won']],
    guesses: [['product', ['Product__c', 'Primary_Product__c', 'Product_Line__c']], SEGMENT],
  }),
  stream('OpportunityHistory', {
    fields: `Id OpportunityId StageName=Stage Amount CloseDate ForecastCategory Probability
      CurrencyIsoCode`,
    required: ['opportunity_id', 'stage_name', 'created_date'],
    absent: ['Name', 'Opportunity Name'],
  }),
  stream('OpportunityFieldHistory', {
    fields: 'Id OpportunityId Field OldValue NewValue',
    required: ['opportunity_id', 'field', 'new_value'],
  }),
  stream('OpportunityContactRole', {
    fields: 'Id OpportunityId ContactId Role IsPrimary',
    required: ['opportunity_id', 'contact_id'],
    oneOf: [['role', 'is_primary']],
  }),
  stream('CurrencyType', {
    fields: 'Id IsoCode ConversionRate DecimalPlaces IsActive IsCorporate',
    required: ['iso_code', 'conversion_rate'],
    oneOf: [['is_corporate', 'decimal_places', 'is_active']],
  }),
  stream('DatedConversionRate', {
    fields: 'Id IsoCode ConversionRate StartDate NextStartDate',
    required: ['iso_code', 'conversion_rate', 'start_date'],
  }),
  stream('Period', {
    fields: `Id FiscalYearSettingsId Type StartDate EndDate Number QuarterLabel
      FullyQualifiedLabel=Fully~Qualified~Label IsForecastPeriod`,
    required: ['start_date', 'end_date', 'type', 'number'],
    absent: ['Name'],
  }),
  stream('FiscalYearSettings', {
    fields: 'Id Name StartDate EndDate IsStandardYear YearType PeriodId QuarterLabelScheme',
    required: ['id', 'name', 'start_date', 'end_date'],
    oneOf: [['is_standard_year', 'year_type']],
  }),
  stream('Holiday', {
    fields: `Id Name ActivityDate IsAllDay StartTimeInMinutes EndTimeInMinutes IsRecurrence
      RecurrenceType RecurrenceStartDate RecurrenceEndDateOnly RecurrenceInterval
      RecurrenceDayOfMonth RecurrenceMonthOfYear RecurrenceDayOfWeekMask RecurrenceInstance`,
    required: ['name', 'activity_date'],
    oneOf: [['is_recurrence', 'is_all_day', 'start_time_in_minutes']],
    absent: ['WhoId', 'Subject', 'OwnerId'],
  }),
  stream('BusinessHours', {
    fields: `Id Name IsDefault IsActive TimeZoneSidKey=Time~Zone ${HOURS}`,
    required: ['id', 'time_zone_sid_key', 'monday_start_time', 'monday_end_time'],
  }),
];

export const SALESFORCE: Connector = {
  name: 'salesforce',
  title: 'Salesforce export (Data Loader, API names or labels)',
  streams: STREAMS,
  sections: ['to-facts.sql', 'company-time.sql'].flatMap((file) =>
    readSections(new URL(file, import.meta.url)),
  ),
};
