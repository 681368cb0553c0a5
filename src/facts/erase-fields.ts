/** Which columns of a landed file say who a person is, and which name one. */

import type { LandedFile } from './home.ts';

/** Fields whose value is the id of a record of a person, in every stream that has them. */
const ID_FIELDS: ReadonlySet<string> = new Set([
  'contact_id',
  'lead_id',
  'lead_or_contact_id',
  'who_id',
  'converted_contact_id',
  'person_id',
  'from_person_id',
  'to_person_id',
]);

/** Fields that list such ids: `12;34`, or with moments, `12:1700000000000;34:…`. */
const LIST_FIELDS: ReadonlySet<string> = new Set(['contact_ids', 'merged_ids', 'merged_when']);

const EMAIL_FIELDS: ReadonlySet<string> = new Set(['email', 'recipient']);

/** Streams whose rows are persons, and the field that is their id. */
const PERSON_STREAMS: Readonly<Record<string, string>> = {
  'salesforce/Contact': 'id',
  'salesforce/Lead': 'id',
  'hubspot/Contact': 'id',
  'plain/people': 'person_id',
};

/** Streams in which further fields are ids of persons. */
const MORE_IDS: Readonly<Record<string, readonly string[]>> = {
  'salesforce/Contact': ['master_record_id'],
  'salesforce/Lead': ['master_record_id'],
  'hubspot/ContactMerge': ['from_id', 'to_id'],
};

/** What stays of the row of an erased person: whose it was, since when, and what was counted. */
const KEPT: ReadonlySet<string> = new Set(
  `id person_id account_id account happened created_date modified_date system_modstamp
  fivetran_start recorded_at state is_deleted archived master_record_id owner_id lead_source kind
  status is_converted converted_date converted_contact_id converted_account_id
  converted_opportunity_id lifecycle_stage merged_ids merged_when`.split(/\s+/),
);

/** Text that people write: it may name somebody. */
const FREE_TEXT: ReadonlySet<string> = new Set(['subject', 'title', 'name', 'reason']);

/** The company's own people and its accounts are no business of an erasure. */
const UNTOUCHED: ReadonlySet<string> = new Set(
  `salesforce/User salesforce/UserRole salesforce/Account salesforce/Product2 hubspot/Owner
  hubspot/Team hubspot/Company plain/users plain/teams plain/accounts plain/products`.split(/\s+/),
);

export interface FileColumns {
  readonly stream: string;
  /** The column with the record's own id, where the rows are persons. */
  readonly own: string | null;
  readonly ids: readonly string[];
  readonly lists: readonly string[];
  readonly emails: readonly string[];
  /** Of a person's own row: all the rest is emptied. */
  readonly kept: readonly string[];
  /** Opted out, so that nobody is counted as reachable who was erased. */
  readonly optedOut: readonly string[];
  readonly reachable: readonly string[];
  /** Columns that the facts are made of and that people do not write. */
  readonly plain: readonly string[];
}

/** The columns of a file of a known stream; null when no person can be in it. */
export function fileColumns(file: LandedFile): FileColumns | null {
  const stream = `${file.connector}/${file.stream}`;
  if (file.stream === null || UNTOUCHED.has(stream)) return null;
  const headers = (isWanted: (field: string) => boolean) =>
    file.matches.filter(({ field }) => isWanted(field)).map(({ header }) => header);
  const own = PERSON_STREAMS[stream];
  const more = MORE_IDS[stream] ?? [];
  return {
    stream,
    own: own === undefined ? null : (headers((field) => field === own)[0] ?? null),
    ids: headers((field) => field === own || ID_FIELDS.has(field) || more.includes(field)),
    lists: headers((field) => LIST_FIELDS.has(field)),
    emails: headers((field) => EMAIL_FIELDS.has(field)),
    kept: headers((field) => KEPT.has(field)),
    optedOut: headers((field) => field === 'has_opted_out_of_email' || field === 'opted_out'),
    reachable: headers((field) => field === 'reachable'),
    plain: headers((field) => !FREE_TEXT.has(field)),
  };
}
