/** The recorded company cut at the export day, with the ids and stamps that Salesforce gives. */
import { instantText } from './calendar.ts';
import type { Truth } from './company.ts';
import type { ColumnMakers } from './csv-file.ts';
import type {
  Recorded,
  RecordedAccount,
  RecordedAccountCopy,
  RecordedPerson,
  RecordedUser,
} from './recorded.ts';
import { type SalesforceObject, salesforceId } from './salesforce-id.ts';

let [stampedAt, stampText] = [Number.NaN, ''];

/** An instant as text. Many rows are last changed when they were made, so the last text is kept. */
export function stamp(instant: number): string {
  if (instant !== stampedAt) {
    stampText = instantText(instant);
    stampedAt = instant;
  }
  return stampText;
}

export interface Table {
  readonly name: SalesforceObject;
  // Rows differ from table to table; `table` below ties them to their makers.
  readonly makers: ColumnMakers<unknown>;
  readonly rows: Iterable<unknown>;
}

/** The keys of `makers` are API names with a small first letter. */
export function table<Row>(
  name: SalesforceObject,
  rows: Iterable<Row>,
  makers: ColumnMakers<Row>,
): Table {
  const named = Object.entries(makers).map(
    ([key, make]) => [key.charAt(0).toUpperCase() + key.slice(1), make] as const,
  );
  return { name, rows, makers: Object.fromEntries(named) as ColumnMakers<unknown> };
}

export interface Org {
  readonly truth: Truth;
  readonly recorded: Recorded;
  readonly cutoff: number;
  /** Whether something entered at that instant is in the export. */
  readonly has: (recordedAt: number) => boolean;
  readonly accountOf: ReadonlyMap<number, RecordedAccount>;
  readonly accountId: (index: number) => string | null;
  /** The account record on which a row hangs now: its second record until that is merged. */
  readonly accountIdOf: (
    index: number,
    row: { readonly accountCopy: RecordedAccountCopy | null },
  ) => string | null;
  /** The record that a person's rows hang on now: the survivor of a merge, the contact of a lead. */
  readonly current: (person: RecordedPerson) => RecordedPerson;
  readonly personId: (person: RecordedPerson) => string;
  readonly userId: (user: RecordedUser | undefined) => string | null;
  readonly ownerAt: (owners: RecordedAccount['owners']) => RecordedUser | undefined;
}

export function makeOrg(truth: Truth, recorded: Recorded, cutoff: number): Org {
  const accountOf = new Map(recorded.accounts.map((account) => [account.index, account]));
  const has = (at: number) => at <= cutoff;
  const current = (person: RecordedPerson): RecordedPerson =>
    person.gone && has(person.gone.at) ? current(person.gone.into) : person;
  const accountId = (index: number) => {
    const account = accountOf.get(index);
    return account ? salesforceId('Account', account.number) : null;
  };
  return {
    truth,
    recorded,
    cutoff,
    has,
    accountOf,
    accountId,
    accountIdOf: (index, { accountCopy }) =>
      accountCopy && (accountCopy.mergedAt ?? Infinity) > cutoff
        ? salesforceId('Account', accountCopy.number)
        : accountId(index),
    current,
    personId: (person) => salesforceId(person.kind === 'lead' ? 'Lead' : 'Contact', person.number),
    userId: (user) => (user ? salesforceId('User', user.number) : null),
    ownerAt: (owners) => owners.findLast((owner) => owner.from <= cutoff)?.user,
  };
}
