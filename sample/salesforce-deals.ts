/** Opportunity, its two histories, and its contact roles. */
import { dateOf, dayOfInstant, startOf } from './calendar.ts';
import { type Cell, moneyText } from './csv-file.ts';
import { PRODUCTS } from './names.ts';
import {
  changesBy,
  HISTORY_START,
  type RecordedChange,
  type RecordedDeal,
  type RecordedRole,
  type RecordedUser,
  STAGE_INFO,
} from './recorded.ts';
import { salesforceId } from './salesforce-id.ts';
import { type Org, stamp, type Table, table } from './salesforce-org.ts';
import { SEGMENTS } from './sizes.ts';

/** An opportunity with the rows that had been entered by the export day. */
interface Known {
  readonly deal: RecordedDeal;
  readonly changes: readonly RecordedChange[];
  readonly last: RecordedChange;
  readonly createdAt: number;
}

export function dealTables(org: Org): Table[] {
  const known = org.recorded.deals.flatMap((deal): Known[] => {
    const changes = changesBy(deal, org.cutoff);
    const last = changes[changes.length - 1];
    return last ? [{ deal, changes, last, createdAt: createdAt(deal) }] : [];
  });
  return [
    opportunityTable(org, known),
    historyTable(org, known),
    fieldTable(org, known),
    roleTable(org),
  ];
}

/** What was carried over from before go-live keeps its own date of creation. */
function createdAt(deal: RecordedDeal): number {
  const same = dayOfInstant(deal.recordedAt) === deal.day;
  return same ? deal.recordedAt : startOf(deal.day) + 9 * 3_600_000;
}

function deletedAt(org: Org, { deal }: Known): number | null {
  return deal.deletedAt !== null && org.has(deal.deletedAt) ? deal.deletedAt : null;
}

const expected = ({ state }: RecordedChange): Cell =>
  state.amount === null
    ? null
    : moneyText(Math.round((state.amount * STAGE_INFO[state.stage].probability) / 100));

function opportunityTable(org: Org, rows: readonly Known[]): Table {
  const { accounts } = org.truth;
  return table<Known>('Opportunity', rows, {
    id: (k) => salesforceId('Opportunity', k.deal.number),
    isDeleted: (k) => deletedAt(org, k) !== null,
    accountId: (k) => org.accountIdOf(k.deal.truth.account, k.deal),
    name: (k) => k.deal.name,
    stageName: (k) => k.last.state.stage,
    amount: (k) => moneyText(k.last.state.amount),
    currencyIsoCode: (k) => k.deal.currency,
    probability: (k) => STAGE_INFO[k.last.state.stage].probability,
    expectedRevenue: (k) => expected(k.last),
    closeDate: (k) => dateOf(k.last.state.closeDay),
    isClosed: (k) => k.last.state.outcome !== 'open',
    isWon: (k) => k.last.state.outcome === 'won',
    forecastCategory: (k) => STAGE_INFO[k.last.state.stage].category,
    forecastCategoryName: (k) => STAGE_INFO[k.last.state.stage].categoryName,
    type: (k) => (k.deal.addOn ? 'Add-On' : 'New Business'),
    leadSource: (k) => k.deal.campaign.programme.kind.title,
    campaignId: (k) => salesforceId('Campaign', k.deal.campaign.number),
    ownerId: (k) => org.userId(org.ownerAt(k.deal.owners)),
    product__c: (k) => PRODUCTS[k.deal.truth.scope.product],
    segment__c: (k) => SEGMENTS[accounts.segment[k.deal.truth.account] ?? 0],
    lastStageChangeDate: (k) => {
      const stages = k.changes.filter(
        (c, i) => i > 0 && c.state.stage !== k.changes[i - 1]?.state.stage,
      );
      const last = stages[stages.length - 1];
      return last ? stamp(last.recordedAt) : null;
    },
    createdDate: (k) => stamp(k.createdAt),
    systemModstamp: (k) => {
      const owners = k.deal.owners.map((owner) => owner.from).filter(org.has);
      return stamp(Math.max(k.last.recordedAt, deletedAt(org, k) ?? 0, ...owners));
    },
  });
}

interface HistoryRow {
  readonly known: Known;
  readonly change: RecordedChange;
  readonly before: RecordedChange | undefined;
}

/** The user who held the opportunity when something was entered. */
function holder(deal: RecordedDeal, at: number): RecordedUser | undefined {
  return (deal.owners.findLast((owner) => owner.from <= at) ?? deal.owners[0])?.user;
}

function historyTable(org: Org, known: readonly Known[]): Table {
  const rows = known.flatMap((k): HistoryRow[] =>
    k.changes.map((change, i) => ({ known: k, change, before: k.changes[i - 1] })),
  );
  const at = ({ before, known: k, change }: HistoryRow) => {
    const imported = k.deal.imported && org.has(k.deal.imported.at);
    return stamp(before || imported ? change.recordedAt : k.createdAt);
  };
  return table<HistoryRow>('OpportunityHistory', rows, {
    id: (r) => salesforceId('OpportunityHistory', r.change.number),
    isDeleted: (r) => deletedAt(org, r.known) !== null,
    opportunityId: (r) => salesforceId('Opportunity', r.known.deal.number),
    stageName: (r) => r.change.state.stage,
    amount: (r) => moneyText(r.change.state.amount),
    currencyIsoCode: (r) => r.known.deal.currency,
    expectedRevenue: (r) => expected(r.change),
    closeDate: (r) => dateOf(r.change.state.closeDay),
    probability: (r) => STAGE_INFO[r.change.state.stage].probability,
    forecastCategory: (r) => STAGE_INFO[r.change.state.stage].category,
    prevAmount: (r) => moneyText(r.before?.state.amount ?? null),
    prevCloseDate: (r) => (r.before ? dateOf(r.before.state.closeDay) : null),
    createdById: (r) => org.userId(holder(r.known.deal, r.change.recordedAt)),
    createdDate: at,
    systemModstamp: at,
  });
}

interface FieldRow {
  readonly deal: RecordedDeal;
  readonly at: number;
  readonly by: RecordedUser | undefined;
  readonly field: string;
  readonly type: string;
  readonly from: Cell;
  readonly to: Cell;
}

/** Changes of tracked fields, from the day on which the org began to track them. */
function fieldRows(org: Org, { deal, changes }: Known): FieldRow[] {
  const found: FieldRow[] = [];
  changes.forEach((change, i) => {
    const before = changes[i - 1];
    if (!before || change.recordedAt < HISTORY_START) return;
    const base = { deal, at: change.recordedAt, by: holder(deal, change.recordedAt) };
    const fields = [
      ['StageName', 'DynamicEnum', before.state.stage, change.state.stage],
      ['Amount', 'Currency', moneyText(before.state.amount), moneyText(change.state.amount)],
      ['CloseDate', 'DateOnly', dateOf(before.state.closeDay), dateOf(change.state.closeDay)],
    ] as const;
    for (const [field, type, from, to] of fields)
      if (from !== to) found.push({ ...base, field, type, from, to });
  });
  deal.owners.forEach((owner, i) => {
    const before = deal.owners[i - 1];
    if (!before || owner.from < HISTORY_START || !org.has(owner.from)) return;
    const [from, to] = [org.userId(before.user), org.userId(owner.user)];
    found.push({
      deal,
      at: owner.from,
      by: owner.user,
      field: 'Owner',
      type: 'EntityId',
      from,
      to,
    });
  });
  return found.sort((a, b) => a.at - b.at);
}

function fieldTable(org: Org, known: readonly Known[]): Table {
  let number = 0;
  const rows = known.flatMap((k) => fieldRows(org, k));
  return table<FieldRow>('OpportunityFieldHistory', rows, {
    id: () => {
      number += 1;
      return salesforceId('OpportunityFieldHistory', number);
    },
    isDeleted: () => false,
    opportunityId: (r) => salesforceId('Opportunity', r.deal.number),
    field: (r) => r.field,
    dataType: (r) => r.type,
    oldValue: (r) => r.from,
    newValue: (r) => r.to,
    createdById: (r) => org.userId(r.by),
    createdDate: (r) => stamp(r.at),
    systemModstamp: (r) => stamp(r.at),
  });
}

interface RoleRow extends RecordedRole {
  readonly deal: RecordedDeal;
}

function roleTable(org: Org): Table {
  let number = 0;
  const rows = org.recorded.deals.flatMap((deal) =>
    deal.roles.flatMap((role): RoleRow[] => (org.has(role.recordedAt) ? [{ ...role, deal }] : [])),
  );
  return table<RoleRow>('OpportunityContactRole', rows, {
    id: () => {
      number += 1;
      return salesforceId('OpportunityContactRole', number);
    },
    isDeleted: () => false,
    opportunityId: (r) => salesforceId('Opportunity', r.deal.number),
    contactId: (r) => org.personId(org.current(r.person)),
    role: (r) => r.role,
    isPrimary: (r) => r.primary,
    createdDate: (r) => stamp(r.recordedAt),
    systemModstamp: (r) => stamp(r.recordedAt),
  });
}
