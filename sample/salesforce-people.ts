/** Account, Contact, Lead, User. */
import { INDUSTRIES } from './accounts.ts';
import { dateOf, dayOfInstant, REGIONS, startOf } from './calendar.ts';
import { countryOf, employeesOf } from './firm.ts';
import { companyName, titleOf } from './names.ts';
import { ALL_TEAMS } from './record-staff.ts';
import type {
  RecordedAccount,
  RecordedAccountCopy,
  RecordedPerson,
  RecordedUser,
} from './recorded.ts';
import { salesforceId } from './salesforce-id.ts';
import { type Org, stamp, type Table, table } from './salesforce-org.ts';
import { SEGMENTS } from './sizes.ts';

export function peopleTables(org: Org): Table[] {
  const people = org.recorded.people.filter((person) => org.has(person.recordedAt));
  return [
    accountTable(org),
    contactTable(
      org,
      people.filter((person) => person.kind === 'contact'),
    ),
    leadTable(
      org,
      people.filter((person) => person.kind === 'lead'),
    ),
    userTable(org),
  ];
}

/** Records from before the CRM went live keep their own date of creation, as an import can. */
function created(row: { readonly day: number; readonly recordedAt: number }): string {
  const known = dayOfInstant(row.recordedAt) === row.day;
  return stamp(known ? row.recordedAt : startOf(row.day) + 9 * 3_600_000);
}

/** An account, or a second record of it. */
type AccountRow = RecordedAccount | RecordedAccountCopy;

function accountTable(org: Org): Table {
  const { accounts } = org.truth;
  const { accounts: firsts, accountCopies } = org.recorded;
  const rows = [...firsts, ...accountCopies].filter((account) => org.has(account.recordedAt));
  const firm = (a: AccountRow) => ('of' in a ? a.of.index : a.index);
  const listed = (a: AccountRow) => !('of' in a) && accounts.onList[a.index] === 1;
  const mergedAt = (a: AccountRow) =>
    'of' in a && a.mergedAt !== null && org.has(a.mergedAt) ? a.mergedAt : null;
  const customer = (a: AccountRow) =>
    !('of' in a) && a.customer && org.has(a.customer.recordedAt) ? a.customer : null;
  return table<AccountRow>('Account', rows, {
    id: (a) => salesforceId('Account', a.number),
    isDeleted: (a) => mergedAt(a) !== null,
    masterRecordId: (a) =>
      'of' in a && mergedAt(a) !== null ? salesforceId('Account', a.of.number) : null,
    name: (a) => a.name,
    website: (a) => ('of' in a ? a.domain : `https://www.${a.domain}`),
    parentId: () => null,
    ownerId: (a) => org.userId(org.ownerAt(a.owners)),
    industry: (a) => INDUSTRIES[accounts.industry[firm(a)] ?? 0],
    numberOfEmployees: (a) => employeesOf(org.truth, firm(a)),
    billingCountry: (a) => countryOf(org.truth, firm(a)),
    segment__c: (a) => SEGMENTS[accounts.segment[firm(a)] ?? 0],
    region__c: (a) => REGIONS[accounts.region[firm(a)] ?? 0],
    target_List__c: (a) => (listed(a) ? 'TARGET-LIST' : null),
    target_Tier__c: (a) => {
      if (!listed(a)) return null;
      return (accounts.fit[firm(a)] ?? 0) > 0.75 ? 'A' : 'B';
    },
    customer_Since__c: (a) => {
      const since = customer(a);
      return since ? dateOf(since.day) : null;
    },
    createdDate: created,
    systemModstamp: (a) => {
      let at = Math.max(a.recordedAt, customer(a)?.recordedAt ?? 0, mergedAt(a) ?? 0);
      for (const { from } of a.owners) if (org.has(from) && from > at) at = from;
      return stamp(at);
    },
  });
}

const modified = (org: Org) => (person: RecordedPerson) => {
  const { gone, recordedAt } = person;
  return stamp(gone && org.has(gone.at) ? gone.at : recordedAt);
};

const merged = (org: Org, person: RecordedPerson) =>
  person.gone !== null && org.has(person.gone.at) ? person.gone : null;

function mergedDay(org: Org, person: RecordedPerson): string | null {
  const gone = merged(org, person);
  return gone ? dateOf(dayOfInstant(gone.at)) : null;
}

function contactTable(org: Org, rows: readonly RecordedPerson[]): Table {
  return table<RecordedPerson>('Contact', rows, {
    id: org.personId,
    isDeleted: (p) => merged(org, p) !== null,
    masterRecordId: (p) => {
      const gone = merged(org, p);
      return gone ? org.personId(gone.into) : null;
    },
    accountId: (p) => org.accountIdOf(p.account, p),
    firstName: (p) => p.name[0],
    lastName: (p) => p.name[1],
    name: (p) => `${p.name[0]} ${p.name[1]}`,
    email: (p) => p.email,
    title: (p) => titleOf(p.seniority, p.department),
    department: (p) => p.department,
    seniority__c: (p) => p.seniority,
    leadSource: (p) => p.leadSource,
    hasOptedOutOfEmail: (p) => !p.reachable,
    ownerId: (p) => org.userId(org.ownerAt(org.accountOf.get(p.account)?.owners ?? [])),
    createdDate: created,
    systemModstamp: modified(org),
  });
}

function leadTable(org: Org, rows: readonly RecordedPerson[]): Table {
  const worked = new Set<RecordedPerson>();
  for (const { person, contactedAt } of org.recorded.episodes)
    if (contactedAt !== null && org.has(contactedAt)) worked.add(person);
  return table<RecordedPerson>('Lead', rows, {
    id: org.personId,
    isDeleted: () => false,
    masterRecordId: () => null,
    firstName: (p) => p.name[0],
    lastName: (p) => p.name[1],
    name: (p) => `${p.name[0]} ${p.name[1]}`,
    company: (p) => companyName(p.account),
    email: (p) => p.email,
    title: (p) => titleOf(p.seniority, p.department),
    department__c: (p) => p.department,
    seniority__c: (p) => p.seniority,
    leadSource: (p) => p.leadSource,
    status: (p) => {
      if (merged(org, p)) return 'Qualified';
      return worked.has(p) ? 'Working - Contacted' : 'Open - Not Contacted';
    },
    hasOptedOutOfEmail: (p) => !p.reachable,
    ownerId: (p) => org.userId(org.ownerAt(org.accountOf.get(p.account)?.owners ?? [])),
    matched_Account__c: (p) => (p.matched ? org.accountIdOf(p.account, p) : null),
    isConverted: (p) => merged(org, p) !== null,
    convertedDate: (p) => mergedDay(org, p),
    convertedAccountId: (p) => {
      const gone = merged(org, p);
      return gone ? org.accountIdOf(p.account, gone.into) : null;
    },
    convertedContactId: (p) => {
      const gone = merged(org, p);
      return gone ? org.personId(gone.into) : null;
    },
    convertedOpportunityId: (p) => {
      const deal = merged(org, p)?.deal;
      return deal ? salesforceId('Opportunity', deal.number) : null;
    },
    createdDate: created,
    systemModstamp: modified(org),
  });
}

function userTable(org: Org): Table {
  const rows = org.recorded.users.filter((user) => org.has(user.recordedAt));
  const left = (user: RecordedUser) => user.leftAt !== null && org.has(user.leftAt);
  return table<RecordedUser>('User', rows, {
    id: (u) => org.userId(u),
    username: (u) => u.email,
    firstName: (u) => u.name[0],
    lastName: (u) => u.name[1],
    name: (u) => u.name.join(' '),
    email: (u) => u.email,
    title: (u) => u.role,
    team__c: (u) => ALL_TEAMS[u.team],
    managerId: (u) => org.userId(u.manager ?? undefined),
    isActive: (u) => !left(u),
    createdDate: created,
    systemModstamp: (u) => stamp(left(u) ? (u.leftAt ?? u.recordedAt) : u.recordedAt),
  });
}
