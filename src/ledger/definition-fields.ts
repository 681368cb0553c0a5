/** What a definition of the accepted opportunity may ask for: the only fields and operators that there are. */

export const OPERATORS = ['>=', '<=', '=', 'in', 'notIn', 'notNull'] as const;
export type Operator = (typeof OPERATORS)[number];

/**
 * What a field's values are: a stage of the company's list, a name, money in whole units of the company
 * currency, a number of people, a number of days, yes, or nothing but whether it is known.
 */
type FieldKind = 'stage' | 'name' | 'money' | 'people' | 'days' | 'yes' | 'known';

export interface DefinitionField {
  readonly name: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly operators: readonly Operator[];
  /** Column of definition_days.sql. */
  readonly column: string;
}

const BY_NAME: readonly Operator[] = ['in', 'notIn', 'notNull'];
const name = (field: string, label: string): DefinitionField => ({
  name: field,
  label,
  kind: 'name',
  operators: BY_NAME,
  column: field,
});
const known = (field: string, label: string, column: string): DefinitionField => ({
  name: field,
  label,
  kind: 'known',
  operators: ['notNull'],
  column,
});

export const DEFINITION_FIELDS: readonly DefinitionField[] = [
  {
    name: 'stage',
    label: 'stage',
    kind: 'stage',
    operators: ['>=', 'in', 'notIn'],
    column: 'stage',
  },
  {
    name: 'amount',
    label: 'amount',
    kind: 'money',
    operators: ['>=', 'notNull'],
    column: 'amount',
  },
  known('close_date', 'close date', 'close_on'),
  known('owner', 'owner', 'owner_id'),
  known('account', 'account', 'account_id'),
  {
    name: 'contact_roles',
    label: 'people with a role',
    kind: 'people',
    operators: ['>='],
    column: 'contact_roles',
  },
  {
    name: 'primary_contact',
    label: 'main contact',
    kind: 'yes',
    operators: ['='],
    column: 'primary_contacts',
  },
  {
    name: 'meeting_held',
    label: 'days since a held meeting',
    kind: 'days',
    operators: ['<='],
    column: 'days_since_meeting',
  },
  name('opportunity_type', 'type'),
  name('lead_source', 'source'),
  name('campaign_type', 'campaign type'),
  name('product', 'product'),
  name('segment', 'segment'),
  name('region', 'region'),
  name('industry', 'industry'),
];

const FIELDS = new Map(DEFINITION_FIELDS.map((field) => [field.name, field]));

export function definitionField(field: string): DefinitionField | undefined {
  return FIELDS.get(field);
}
