/** Companies, contacts, owners and teams of the portal. */
import { INDUSTRIES } from './accounts.ts';
import { dateOf, instantText, REGIONS } from './calendar.ts';
import type { Cell } from './csv-file.ts';
import { countryOf, employeesOf } from './firm.ts';
import {
  hubspotId,
  latest,
  type Portal,
  type PortalContact,
  type Table,
  table,
} from './hubspot-portal.ts';
import { companyName, titleOf } from './names.ts';
import { ALL_TEAMS } from './record-staff.ts';
import type { RecordedAccount, RecordedAccountCopy, RecordedUser } from './recorded.ts';
import { SEGMENTS } from './sizes.ts';

export function peopleTables(portal: Portal): Table[] {
  return [companyTable(portal), contactTable(portal), ownerTable(portal), teamTable(portal)];
}

interface CompanyRow {
  readonly id: string;
  readonly account: RecordedAccount;
  readonly shown: RecordedAccount | RecordedAccountCopy;
  readonly merged: readonly RecordedAccountCopy[];
}

function companyRows(portal: Portal): CompanyRow[] {
  const { recorded, has } = portal;
  const copies = recorded.accountCopies.filter((copy) => has(copy.recordedAt));
  const isMerged = (copy: RecordedAccountCopy) => copy.mergedAt !== null && has(copy.mergedAt);
  const mergedInto = Map.groupBy(copies.filter(isMerged), (copy) => copy.of);
  const rows = recorded.accounts
    .filter((account) => has(account.recordedAt))
    .map((account): CompanyRow => {
      const id = hubspotId('company', account.number);
      return { id, account, shown: account, merged: mergedInto.get(account) ?? [] };
    });
  const second = copies
    .filter((copy) => !isMerged(copy))
    .map((copy): CompanyRow => {
      const id = hubspotId('companyCopy', copy.number);
      return { id, account: copy.of, shown: copy, merged: [] };
    });
  return [...rows, ...second];
}

/** What is entered of an account, but not of a second record of it. */
const first =
  (make: (account: RecordedAccount) => Cell) =>
  ({ account, shown }: CompanyRow): Cell =>
    shown === account ? make(account) : null;

function companyTable(portal: Portal): Table {
  const { truth, has } = portal;
  const { accounts } = truth;
  const since = ({ account, shown }: CompanyRow) =>
    shown === account && account.customer && has(account.customer.recordedAt)
      ? account.customer
      : null;
  const listed = ({ account, shown }: CompanyRow) =>
    shown === account && accounts.onList[account.index] === 1;
  return table<CompanyRow>('companies', companyRows(portal), {
    hs_object_id: (c) => c.id,
    name: (c) => c.shown.name,
    domain: (c) => c.shown.domain,
    industry: first((a) => INDUSTRIES[accounts.industry[a.index] ?? 0]),
    numberofemployees: first((a) => employeesOf(truth, a.index)),
    country: (c) => countryOf(truth, c.account.index),
    lifecyclestage: (c) => (since(c) ? 'customer' : 'lead'),
    hubspot_owner_id: (c) => portal.ownerId(portal.ownerAt(c.shown.owners)),
    hs_parent_company_id: () => null,
    hs_is_target_account: (c) => (listed(c) ? true : null),
    hs_ideal_customer_profile: (c) => {
      if (!listed(c)) return null;
      return (accounts.fit[c.account.index] ?? 0) > 0.75 ? 'tier_1' : 'tier_2';
    },
    segment: (c) => SEGMENTS[accounts.segment[c.account.index] ?? 0],
    region: (c) => REGIONS[accounts.region[c.account.index] ?? 0],
    customer_since: (c) => {
      const customer = since(c);
      return customer ? dateOf(customer.day) : null;
    },
    hs_merged_object_ids: (c) => c.merged.map((m) => hubspotId('companyCopy', m.number)).join(';'),
    createdate: (c) => instantText(c.shown.recordedAt),
    hs_lastmodifieddate: (c) =>
      latest(
        [
          c.shown.recordedAt,
          since(c)?.recordedAt,
          ...c.shown.owners.map((owner) => owner.from),
          ...c.merged.map((m) => m.mergedAt),
        ],
        portal,
      ),
    archived: () => false,
  });
}

function contactTable(portal: Portal): Table {
  const { recorded, has, accountOf } = portal;
  const worked = new Set<string>();
  for (const { person, contactedAt } of recorded.episodes)
    if (contactedAt !== null && has(contactedAt)) worked.add(portal.contactId(person));
  const inDeal = new Set<string>();
  for (const { roles } of recorded.deals)
    for (const { person, recordedAt } of roles)
      if (has(recordedAt)) inDeal.add(portal.contactId(person));
  const customer = (c: PortalContact) => {
    const account = accountOf.get(c.now.account);
    return account?.customer ? has(account.customer.recordedAt) : false;
  };
  return table<PortalContact>('contacts', portal.contacts, {
    hs_object_id: (c) => c.id,
    email: (c) => c.email,
    hs_additional_emails: (c) => c.merged.map((m) => m.email).join(';'),
    firstname: (c) => c.now.name[0],
    lastname: (c) => c.now.name[1],
    jobtitle: (c) => titleOf(c.now.seniority, c.now.department),
    job_function: (c) => c.now.department,
    seniority: (c) => c.now.seniority,
    company: (c) => companyName(c.now.account),
    associatedcompanyid: (c) =>
      c.now.matched ? portal.companyId(c.now.account, c.now.accountCopy) : null,
    lifecyclestage: (c) => {
      if (c.now.kind === 'lead') return worked.has(c.id) ? 'marketingqualifiedlead' : 'lead';
      if (customer(c)) return 'customer';
      return inDeal.has(c.id) ? 'opportunity' : 'salesqualifiedlead';
    },
    lead_source: (c) => c.first.leadSource,
    hs_email_optout: (c) => !c.now.reachable,
    hubspot_owner_id: (c) =>
      portal.ownerId(portal.ownerAt(accountOf.get(c.now.account)?.owners ?? [])),
    hs_merged_object_ids: (c) => c.merged.map((m) => m.id).join(';'),
    hs_calculated_merged_vids: (c) => c.merged.map((m) => `${m.id}:${m.at}`).join(';'),
    createdate: (c) => instantText(c.first.recordedAt),
    lastmodifieddate: (c) =>
      latest([c.first.recordedAt, c.now.recordedAt, ...c.merged.map((m) => m.at)], portal),
    archived: () => false,
  });
}

function ownerTable(portal: Portal): Table {
  const { has } = portal;
  const rows = portal.recorded.users.filter((user) => has(user.recordedAt));
  return table<RecordedUser>('owners', rows, {
    id: portal.ownerId,
    userId: (u) => hubspotId('user', u.number),
    type: () => 'PERSON',
    email: (u) => u.email,
    firstName: (u) => u.name[0],
    lastName: (u) => u.name[1],
    primaryTeamId: (u) => hubspotId('team', u.team),
    createdAt: (u) => instantText(u.recordedAt),
    updatedAt: (u) => latest([u.recordedAt, u.leftAt], portal),
    archived: (u) => u.leftAt !== null && has(u.leftAt),
  });
}

function teamTable(portal: Portal): Table {
  const rows = ALL_TEAMS.map((name, team) => ({ name, team }));
  const present = portal.recorded.users.filter(
    (user) => portal.has(user.recordedAt) && (user.leftAt === null || !portal.has(user.leftAt)),
  );
  return table('teams', rows, {
    id: ({ team }) => hubspotId('team', team),
    name: ({ name }) => name,
    userIds: ({ team }) =>
      present
        .filter((user) => user.team === team)
        .map((user) => hubspotId('user', user.number))
        .join(';'),
    secondaryUserIds: () => null,
  });
}
