/**
 * The canonical tables: what happened, whatever system it was read from.
 *
 * Every table holds versions. A row is what was known of its key from `recorded_at` until
 * `superseded_at`; an answer as of t reads the rows with recorded_at <= t < superseded_at.
 */

import {
  type Column,
  column,
  currency,
  type FactTable,
  happened,
  id,
  money,
  ref,
  text,
} from './columns.ts';
import { TIME_TABLES } from './time-tables.ts';

export type { Column, FactTable } from './columns.ts';
export { TIME_TABLES } from './time-tables.ts';

/**
 * What the source says of a row: it is there, deleted, merged into another, put away; or nothing any
 * more, although a later export was of all rows.
 */
export const STATES = ['live', 'deleted', 'merged', 'archived', 'vanished'] as const;

/** Columns that every table has. The loader fills all but `state` by itself. */
export const VERSION_COLUMNS: readonly Column[] = [
  column('source', 'text', 'The system or file set that the row was read from', { required: true }),
  column('recorded_at', 'instant', 'When the source could first know this version', {
    required: true,
  }),
  column('recorded_basis', 'text', 'How recorded_at is known', {
    required: true,
    oneOf: ['stamp', 'history', 'assumed', 'import'],
  }),
  column('superseded_at', 'instant', 'When a later version replaced this one; blank while current'),
  column('state', 'text', 'Whether the source still holds it', {
    required: true,
    oneOf: STATES,
  }),
  column('landed_file', 'text', 'The landed file that the row came from', { required: true }),
  column('landed_row', 'integer', 'Its row there, counted from 1 after the header', {
    unit: 'rows',
    required: true,
  }),
];

export const FACT_TABLES: readonly FactTable[] = [
  {
    name: 'accounts',
    undated: 'always',
    meaning: 'Companies: prospects, customers, partners',
    key: ['account_id'],
    columns: [
      id('account_id', 'Id in the source'),
      happened('Day on which the account was created'),
      text('name', 'Company name'),
      text('domain', 'Web domain, without www'),
      ref('parent_id', 'Account that owns this one'),
      ref('owner_id', 'User who owns the account'),
      text('segment', 'Planning segment, such as enterprise'),
      text('region', 'Sales region'),
      text('industry', 'Industry'),
      text('country', 'Country of the head office'),
      column('employees', 'integer', 'Number of employees', { unit: 'people' }),
      column(
        'customer_since',
        'day',
        'Day of the first won opportunity, where the source keeps it',
      ),
    ],
  },
  {
    name: 'account_merges',
    undated: 'import',
    meaning: 'One record of an account that was merged into another',
    key: ['from_account_id'],
    columns: [
      id('from_account_id', 'The record that is gone'),
      id('to_account_id', 'The record that stays'),
      happened('Day of the merge'),
    ],
  },
  {
    name: 'people',
    undated: 'always',
    meaning: 'Contacts and leads: persons outside the company',
    key: ['person_id'],
    columns: [
      id('person_id', 'Id in the source'),
      happened('Day on which the person was created'),
      column('kind', 'text', 'How the source keeps the person', { oneOf: ['contact', 'lead'] }),
      ref('account_id', 'Account that the person works for'),
      text('name', 'Full name'),
      text('email', 'E-mail address'),
      text('company', 'Company as written on a lead that has no account'),
      text('title', 'Job title'),
      text('function', 'Department or function'),
      text('seniority', 'Level, such as director'),
      text('lead_source', 'First source as recorded'),
      ref('owner_id', 'User who owns the person'),
      column('reachable', 'flag', 'May be written to or called'),
    ],
  },
  {
    name: 'person_merges',
    undated: 'import',
    meaning:
      'One record of a person that was merged into another, or a lead converted to a contact',
    key: ['from_person_id'],
    columns: [
      id('from_person_id', 'The record that is gone'),
      id('to_person_id', 'The record that stays'),
      happened('Day of the merge or conversion'),
    ],
  },
  {
    name: 'users',
    undated: 'always',
    meaning: 'People of the company: reps, managers, marketers',
    key: ['user_id'],
    columns: [
      id('user_id', 'Id in the source'),
      happened('Day on which the user was created'),
      text('name', 'Full name'),
      text('email', 'E-mail address'),
      ref('team_id', 'Team of the user'),
      text('role', 'Role or title'),
      ref('manager_id', 'User to whom this one reports'),
      column('active', 'flag', 'Still works here'),
    ],
  },
  {
    name: 'teams',
    undated: 'always',
    meaning: 'Teams of users',
    key: ['team_id'],
    columns: [
      id('team_id', 'Id in the source'),
      happened('Day on which the team was formed'),
      text('name', 'Name of the team'),
      text('region', 'Region that the team serves'),
      ref('manager_id', 'User who leads the team'),
    ],
  },
  {
    name: 'products',
    undated: 'always',
    meaning: 'What is sold',
    key: ['product_id'],
    columns: [
      id('product_id', 'Id in the source; the name where there is none'),
      happened('Day from which it is sold'),
      text('name', 'Product name'),
      text('family', 'Product line'),
      money('list_price', 'List price of one unit'),
      currency,
    ],
  },
  {
    name: 'campaigns',
    undated: 'always',
    meaning: 'Campaigns and programmes',
    key: ['campaign_id'],
    columns: [
      id('campaign_id', 'Id in the source'),
      happened('First day in market'),
      text('name', 'Campaign name'),
      text('campaign_type', 'Type, such as webinar'),
      text('status', 'Status in the source'),
      ref('parent_id', 'Campaign that this one belongs to; never summed with it'),
      ref('owner_id', 'User who owns the campaign'),
      column('ends_on', 'day', 'Last day in market'),
      text('segment', 'Segment that it aims at'),
    ],
  },
  {
    name: 'campaign_costs',
    undated: 'import',
    meaning: 'Money planned, committed or spent on a campaign',
    key: ['cost_id'],
    columns: [
      id('cost_id', 'Id of the line'),
      id('campaign_id', 'Campaign'),
      happened('Day of the cost'),
      column('kind', 'text', 'Which money', {
        required: true,
        oneOf: ['planned', 'committed', 'actual'],
      }),
      money(
        'amount',
        'Amount; exactly 1 is what people enter for "none", and is read as not known',
      ),
      currency,
    ],
  },
  {
    name: 'campaign_types',
    undated: 'always',
    meaning: 'Which statuses of a campaign type count as an engagement',
    key: ['campaign_type', 'campaign_id', 'status'],
    columns: [
      id('campaign_type', 'Type, such as webinar'),
      column('campaign_id', 'text', 'Campaign that has its own rule; blank for the whole type', {
        required: false,
      }),
      id('status', 'Member status'),
      happened('Day from which the rule holds'),
      column('is_success', 'flag', 'The status counts as an engagement', { required: true }),
      column('owner', 'text', 'Who answers for this type', {
        oneOf: ['marketing', 'sales', 'both', 'market'],
      }),
    ],
  },
  {
    name: 'engagements',
    undated: 'import',
    meaning: 'Recorded responses and two-way touches of a person',
    key: ['engagement_id'],
    columns: [
      id('engagement_id', 'Id in the source'),
      id('person_id', 'Person who responded'),
      ref('account_id', 'Account at that time, where the source has it'),
      ref('campaign_id', 'Campaign'),
      text('campaign_type', 'Type of the campaign, such as webinar'),
      text('status', 'Member status or kind of touch'),
      happened('Day of the response', true),
      column('counts', 'flag', 'The status counts as an engagement; blank counts'),
    ],
  },
  {
    name: 'meetings',
    undated: 'import',
    meaning: 'Conversations in the calendar with at least one outside person',
    key: ['meeting_id'],
    columns: [
      id('meeting_id', 'Id in the source'),
      ref('person_id', 'Outside person'),
      ref('account_id', 'Account'),
      ref('opportunity_id', 'Opportunity that the meeting is about'),
      ref('owner_id', 'User who holds it'),
      happened('Day on which it takes place', true),
      column('booked_on', 'day', 'Day on which it was put in the calendar'),
      column('outcome', 'text', 'What became of it', {
        required: true,
        oneOf: ['scheduled', 'held', 'no_show', 'cancelled', 'unknown'],
      }),
      text('subject', 'Subject line'),
    ],
  },
  {
    name: 'lead_episodes',
    undated: 'import',
    meaning: 'One working of a person by sales: from hand-off to accepted, rejected or recycled',
    key: ['episode_id'],
    columns: [
      id('episode_id', 'Id in the source'),
      id('person_id', 'Person'),
      ref('owner_id', 'User to whom the person was handed'),
      happened('Day of the hand-off', true),
      column('outcome', 'text', 'What became of it', {
        required: true,
        oneOf: ['open', 'converted', 'rejected', 'recycled'],
      }),
      column('closed_on', 'day', 'Day on which it was closed'),
      text('status', 'Status in the source'),
      text('reason', 'Reason of a rejection'),
      ref('opportunity_id', 'Opportunity that it became'),
    ],
  },
  {
    name: 'opportunities',
    undated: 'import',
    meaning: 'Opportunities: what does not change from stage to stage',
    key: ['opportunity_id'],
    columns: [
      id('opportunity_id', 'Id in the source'),
      happened('Day on which it was opened; blank where the source has none'),
      text('name', 'Name'),
      ref('account_id', 'Account'),
      ref('owner_id', 'User who owns it'),
      ref('campaign_id', 'Primary campaign'),
      text('product', 'Product as written on the opportunity'),
      text('opportunity_type', 'Such as new business or add-on'),
      text('lead_source', 'Source as recorded'),
      text('segment', 'Planning segment at opening, where the source has it'),
    ],
  },
  {
    name: 'opportunity_changes',
    undated: 'import',
    meaning: 'Each change of stage, outcome, amount or close date; the values after the change',
    key: ['opportunity_id', 'change_id'],
    columns: [
      id('opportunity_id', 'Opportunity'),
      id('change_id', 'Id of the change in the source'),
      happened('Day on which the change took effect', true),
      text('stage', 'Stage after the change'),
      column('outcome', 'text', 'Open, won or lost after the change', {
        required: true,
        oneOf: ['open', 'won', 'lost'],
      }),
      money('amount', 'Amount after the change; blank is unknown, never zero'),
      currency,
      column('close_on', 'day', 'Close date after the change: expected while open'),
      text('forecast_category', 'Forecast category after the change'),
    ],
  },
  {
    name: 'contact_roles',
    undated: 'always',
    meaning: 'Who takes part in an opportunity',
    key: ['opportunity_id', 'person_id'],
    columns: [
      id('opportunity_id', 'Opportunity'),
      id('person_id', 'Person'),
      happened('Day on which the role was added'),
      text('role', 'Role in the buying group'),
      column('is_primary', 'flag', 'Main contact'),
    ],
  },
  {
    name: 'account_list_members',
    undated: 'always',
    meaning: 'Which accounts are on which target list',
    key: ['list_id', 'account_id'],
    columns: [
      id('list_id', 'List'),
      id('account_id', 'Account'),
      happened('Day on which it was put on the list'),
      column('removed_on', 'day', 'Day on which it was taken off'),
      text('tier', 'Tier on the list'),
    ],
  },
  {
    name: 'currencies',
    undated: 'always',
    meaning: 'Exchange rates from a day on',
    key: ['currency', 'happened'],
    columns: [
      id('currency', 'ISO 4217 code'),
      happened('First day of the rate', true),
      column('rate', 'number', 'Units of this currency for one unit of the company currency', {
        unit: 'units per company unit',
        required: true,
      }),
    ],
  },
  ...TIME_TABLES,
];

const BY_NAME = new Map(FACT_TABLES.map((table) => [table.name, table]));

/** The table of that name, or undefined. */
export function factTable(name: string): FactTable | undefined {
  return BY_NAME.get(name);
}

/** A table's own columns, then the ones that every table has. */
export function allColumns(table: FactTable): readonly Column[] {
  return [...table.columns, ...VERSION_COLUMNS];
}
