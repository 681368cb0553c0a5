/**
 * The recorded company as a HubSpot portal on the export day: numeric ids, and one contact for what
 * other systems keep as a lead and a contact.
 */
import { instantText } from './calendar.ts';
import type { Truth } from './company.ts';
import type { ColumnMakers } from './csv-file.ts';
import type {
  Recorded,
  RecordedAccount,
  RecordedAccountCopy,
  RecordedDeal,
  RecordedPerson,
  RecordedUser,
} from './recorded.ts';

const FIRST_IDS = {
  contact: 51_000_001,
  company: 9_400_000_001,
  companyCopy: 9_800_000_001,
  deal: 14_200_000_001,
  meeting: 27_300_000_001,
  lead: 36_100_000_001,
  owner: 71_200_001,
  user: 4_700_001,
  team: 3_310_001,
  campaign: 158_400_001,
  marketingEvent: 390_500_001,
  participation: 482_600_000_001,
  budgetItem: 60_001,
} as const;

type IdObject = keyof typeof FIRST_IDS;

const knownIds = new Map<string, string[]>();

function kept(name: string, number: number, make: () => string): string {
  let ids = knownIds.get(name);
  if (!ids) {
    ids = [];
    knownIds.set(name, ids);
  }
  ids[number] ??= make();
  return ids[number];
}

/** The id of record number 1, 2, … of an object. */
export function hubspotId(object: IdObject, number: number): string {
  return kept(object, number, () => String(FIRST_IDS[object] + number));
}

const KINDS_OF_GUID = { campaign: 1, form: 2, submission: 3, emailEvent: 4 } as const;

/** A GUID, which marketing campaigns, forms and events of mails have. */
export function hubspotGuid(object: keyof typeof KINDS_OF_GUID, number: number): string {
  return kept(`${object} guid`, number, () => {
    const tail = number.toString(16).padStart(12, '0');
    return `7d3c${KINDS_OF_GUID[object]}a40-52e1-4c8b-9f06-${tail}`;
  });
}

export interface Table {
  readonly name: string;
  // Rows differ from table to table; `table` below ties them to their makers.
  readonly makers: ColumnMakers<unknown>;
  readonly rows: Iterable<unknown>;
}

export function table<Row>(name: string, rows: Iterable<Row>, makers: ColumnMakers<Row>): Table {
  return { name, rows, makers: makers as ColumnMakers<unknown> };
}

/** A contact as it stands: the record that it began as, and the one that tells of it now. */
export interface PortalContact {
  readonly id: string;
  readonly first: RecordedPerson;
  readonly now: RecordedPerson;
  readonly email: string;
  /** Contacts that were merged into it, with the instant of each merge. */
  readonly merged: { readonly id: string; readonly email: string; readonly at: number }[];
}

export interface Portal {
  readonly truth: Truth;
  readonly recorded: Recorded;
  readonly cutoff: number;
  /** Whether something entered at that instant is in the export. */
  readonly has: (recordedAt: number) => boolean;
  /** The contacts that are there: losers of a merge are gone. */
  readonly contacts: readonly PortalContact[];
  /** The contact that a person's rows hang on now. */
  readonly contactId: (person: RecordedPerson) => string;
  readonly accountOf: ReadonlyMap<number, RecordedAccount>;
  readonly companyId: (account: number, copy?: RecordedAccountCopy | null) => string | null;
  readonly ownerId: (user: RecordedUser | null | undefined) => string | null;
  readonly ownerAt: (owners: RecordedAccount['owners']) => RecordedUser | undefined;
  /** What the portal no longer shows: deleted, and purged after 90 days. */
  readonly purged: (deal: RecordedDeal) => boolean;
}

const DAYS_IN_BIN = 90;

export function makePortal(truth: Truth, recorded: Recorded, cutoff: number): Portal {
  const has = (at: number) => at <= cutoff;
  const accountOf = new Map(recorded.accounts.map((account) => [account.index, account]));
  const { contacts, contactId } = contactsOf(recorded, has);
  return {
    truth,
    recorded,
    cutoff,
    has,
    contacts,
    contactId,
    accountOf,
    companyId: (index, copy = null) => {
      if (copy && has(copy.recordedAt) && (copy.mergedAt === null || !has(copy.mergedAt)))
        return hubspotId('companyCopy', copy.number);
      const account = accountOf.get(index);
      return account ? hubspotId('company', account.number) : null;
    },
    ownerId: (user) => (user ? hubspotId('owner', user.number) : null),
    ownerAt: (owners) => owners.findLast((owner) => has(owner.from))?.user,
    purged: ({ deletedAt }) =>
      deletedAt !== null && has(deletedAt) && deletedAt < cutoff - DAYS_IN_BIN * 86_400_000,
  };
}

/** Leads and contacts as contacts: a lead that was converted stays the record that it was. */
function contactsOf(
  recorded: Recorded,
  has: (at: number) => boolean,
): Pick<Portal, 'contacts' | 'contactId'> {
  const leadOf = new Map<RecordedPerson, RecordedPerson>();
  for (const person of recorded.people) {
    const into = person.gone?.into;
    const born = into?.kind === 'contact' && into.recordedAt === person.gone?.at;
    if (person.kind === 'lead' && born && !leadOf.has(into)) leadOf.set(into, person);
  }
  const firstOf = (person: RecordedPerson) => leadOf.get(person) ?? person;
  const current = (person: RecordedPerson): RecordedPerson =>
    person.gone && has(person.gone.at) ? current(person.gone.into) : person;
  const idOf = (person: RecordedPerson) => hubspotId('contact', person.number);
  const contacts = new Map<RecordedPerson, PortalContact>();
  const lost: { first: RecordedPerson; into: RecordedPerson; email: string; at: number }[] = [];
  const emails = new Set<string>();
  for (const first of recorded.people) {
    if (!has(first.recordedAt) || firstOf(first) !== first) continue;
    const email = unusedEmail(first.email, emails);
    const now = current(first);
    if (firstOf(now) === first) {
      contacts.set(first, { id: idOf(first), first, now, email, merged: [] });
    } else lost.push({ first, into: firstOf(now), email, at: mergedAt(first, leadOf) });
  }
  for (const { first, into, email, at } of lost)
    contacts.get(into)?.merged.push({ id: idOf(first), email, at });
  const ids: string[] = [];
  for (const person of recorded.people) ids[person.number] = idOf(firstOf(current(person)));
  return { contacts: [...contacts.values()], contactId: ({ number }) => ids[number] ?? '' };
}

/** When a contact went into another one; a conversion is no such moment. */
function mergedAt(
  first: RecordedPerson,
  leadOf: ReadonlyMap<RecordedPerson, RecordedPerson>,
): number {
  const { gone } = first;
  if (!gone) return first.recordedAt;
  return leadOf.get(gone.into) === first ? mergedAt(gone.into, leadOf) : gone.at;
}

/** HubSpot keeps an address once: whoever comes second has another. */
function unusedEmail(email: string, taken: Set<string>): string {
  let free = email;
  for (let n = 2; taken.has(free); n += 1) free = email.replace('@', `${n}@`);
  taken.add(free);
  return free;
}

export function latest(moments: readonly (number | null | undefined)[], portal: Portal): string {
  const known = moments.filter((at) => typeof at === 'number' && portal.has(at)) as number[];
  return instantText(Math.max(...known));
}
