/** Deals, the history of their properties, pipelines, and the contacts that take part. */
import { dateOf, dayOfInstant, instantText, startOf } from './calendar.ts';
import { type Cell, moneyText } from './csv-file.ts';
import { hubspotGuid, hubspotId, type Portal, type Table, table } from './hubspot-portal.ts';
import { PRODUCTS } from './names.ts';
import {
  changesBy,
  type RecordedChange,
  type RecordedDeal,
  type RecordedRole,
  STAGE_INFO,
  STAGE_NAMES,
  type StageName,
} from './recorded.ts';
import { SEGMENTS } from './sizes.ts';

const DEAL_PIPELINE = { id: 'default', label: 'Sales Pipeline' };

const FIRST_STAGE = 1_032_441;

function stageId(stage: StageName): string {
  return String(FIRST_STAGE + STAGE_NAMES.indexOf(stage));
}

const CATEGORIES: Readonly<Record<string, string>> = {
  Pipeline: 'PIPELINE',
  BestCase: 'BEST_CASE',
  Forecast: 'COMMIT',
  Closed: 'CLOSED',
  Omitted: 'OMIT',
};

/** A deal with what had been entered by the export day. */
interface Known {
  readonly deal: RecordedDeal;
  readonly changes: readonly RecordedChange[];
  readonly last: RecordedChange;
}

export function dealTables(portal: Portal): Table[] {
  const known = portal.recorded.deals.flatMap((deal): Known[] => {
    if (portal.purged(deal)) return [];
    const changes = changesBy(deal, portal.cutoff);
    const last = changes[changes.length - 1];
    return last ? [{ deal, changes, last }] : [];
  });
  return [dealTable(portal, known), historyTable(portal, known), roleTable(portal, known)];
}

/** The day of creation can be set when deals are imported, and was. */
function createDate(deal: RecordedDeal): string {
  const same = dayOfInstant(deal.recordedAt) === deal.day;
  return instantText(same ? deal.recordedAt : startOf(deal.day) + 9 * 3_600_000);
}

const closeDate = ({ state }: RecordedChange) => instantText(startOf(state.closeDay));
const category = ({ state }: RecordedChange) => CATEGORIES[STAGE_INFO[state.stage].category];

function stageEntered({ changes, last }: Known): number {
  let at = last.recordedAt;
  for (const change of changes.toReversed()) {
    if (change.state.stage !== last.state.stage) break;
    at = change.recordedAt;
  }
  return at;
}

function dealTable(portal: Portal, rows: readonly Known[]): Table {
  const { truth, has } = portal;
  const gone = ({ deal }: Known) =>
    deal.deletedAt !== null && has(deal.deletedAt) ? deal.deletedAt : null;
  return table<Known>('deals', rows, {
    hs_object_id: (k) => hubspotId('deal', k.deal.number),
    dealname: (k) => k.deal.name,
    pipeline: () => DEAL_PIPELINE.id,
    dealstage: (k) => stageId(k.last.state.stage),
    amount: (k) => moneyText(k.last.state.amount),
    deal_currency_code: (k) => k.deal.currency,
    closedate: (k) => closeDate(k.last),
    hs_is_closed: (k) => k.last.state.outcome !== 'open',
    hs_is_closed_won: (k) => k.last.state.outcome === 'won',
    hs_deal_stage_probability: (k) => STAGE_INFO[k.last.state.stage].probability / 100,
    hs_manual_forecast_category: (k) => category(k.last),
    dealtype: (k) => (k.deal.addOn ? 'existingbusiness' : 'newbusiness'),
    hubspot_owner_id: (k) => portal.ownerId(portal.ownerAt(k.deal.owners)),
    hs_primary_associated_company: (k) =>
      portal.companyId(k.deal.truth.account, k.deal.accountCopy),
    hs_campaign: (k) => hubspotGuid('campaign', k.deal.campaign.number),
    lead_source: (k) => k.deal.campaign.programme.kind.title,
    product: (k) => PRODUCTS[k.deal.truth.scope.product],
    segment: (k) => SEGMENTS[truth.accounts.segment[k.deal.truth.account] ?? 0],
    hs_v2_date_entered_current_stage: (k) => instantText(stageEntered(k)),
    hs_merged_object_ids: () => null,
    createdate: (k) => createDate(k.deal),
    hs_createdate: (k) => instantText(k.deal.recordedAt),
    hs_lastmodifieddate: (k) => {
      const owners = k.deal.owners.map((owner) => owner.from).filter(has);
      return instantText(Math.max(k.last.recordedAt, gone(k) ?? 0, ...owners));
    },
    archived: (k) => gone(k) !== null,
    archivedAt: (k) => {
      const at = gone(k);
      return at === null ? null : instantText(at);
    },
  });
}

interface HistoryRow {
  readonly deal: RecordedDeal;
  readonly at: number;
  readonly property: string;
  readonly value: Cell;
  readonly imported: boolean;
}

/** The value of each property after every change of it; the first row has those at creation. */
function historyRows(portal: Portal, { deal, changes }: Known): HistoryRow[] {
  const found: HistoryRow[] = [];
  const importedAt = deal.imported?.at;
  const before = new Map<string, Cell>();
  for (const change of changes) {
    const values: readonly (readonly [string, Cell])[] = [
      ['dealstage', stageId(change.state.stage)],
      ['amount', moneyText(change.state.amount)],
      ['closedate', closeDate(change)],
      ['hs_manual_forecast_category', category(change)],
    ];
    const at = change.recordedAt;
    for (const [property, value] of values) {
      if ((before.get(property) ?? null) === (value ?? null)) continue;
      before.set(property, value);
      found.push({ deal, at, property, value, imported: at === importedAt });
    }
  }
  // An import begins the history of the owners anew, too.
  const begin = importedAt !== undefined && portal.has(importedAt) ? importedAt : 0;
  deal.owners.forEach(({ from, user }, i) => {
    if (!portal.has(from) || (deal.owners[i + 1]?.from ?? Infinity) <= begin) return;
    const [at, value] = [Math.max(from, begin), portal.ownerId(user)];
    found.push({ deal, at, property: 'hubspot_owner_id', value, imported: at === importedAt });
  });
  return found.sort((a, b) => a.at - b.at);
}

function historyTable(portal: Portal, known: readonly Known[]): Table {
  const rows = known.flatMap((k) => historyRows(portal, k));
  const user = ({ deal, at }: HistoryRow) => {
    const owner = deal.owners.findLast((o) => o.from <= at) ?? deal.owners[0];
    return owner ? hubspotId('user', owner.user.number) : null;
  };
  return table<HistoryRow>('deal_property_history', rows, {
    hs_object_id: (r) => hubspotId('deal', r.deal.number),
    property: (r) => r.property,
    value: (r) => r.value,
    timestamp: (r) => instantText(r.at),
    sourceType: (r) => (r.imported ? 'IMPORT' : 'CRM_UI'),
    updatedByUserId: user,
  });
}

interface RoleRow extends RecordedRole {
  readonly deal: RecordedDeal;
}

/** Associations carry labels but no dates: nobody can tell when a contact joined. */
function roleTable(portal: Portal, known: readonly Known[]): Table {
  const rows = known.flatMap(({ deal }) => {
    const roles = deal.roles.filter((role) => portal.has(role.recordedAt));
    const byContact = new Map(roles.map((role) => [portal.contactId(role.person), role]));
    return [...byContact.values()].map((role): RoleRow => ({ ...role, deal }));
  });
  return table<RoleRow>('deal_contacts', rows, {
    deal_id: (r) => hubspotId('deal', r.deal.number),
    contact_id: (r) => portal.contactId(r.person),
    category: () => 'USER_DEFINED',
    labels: (r) => (r.primary ? `${r.role};Primary contact` : r.role),
  });
}

interface StageRow {
  readonly object: string;
  readonly pipeline: { readonly id: string; readonly label: string };
  readonly id: string;
  readonly label: string;
  readonly order: number;
  readonly probability: number | null;
  readonly closed: boolean;
  readonly leadState: string | null;
}

export const LEAD_STAGES = {
  open: { id: 'new-stage-id', label: 'New', state: 'NEW' },
  contacted: { id: 'attempting-stage-id', label: 'Attempting', state: 'IN_PROGRESS' },
  converted: { id: 'qualified-stage-id', label: 'Qualified', state: 'QUALIFIED' },
  rejected: { id: 'unqualified-stage-id', label: 'Disqualified', state: 'UNQUALIFIED' },
  recycled: { id: '198230417', label: 'Recycled', state: 'UNQUALIFIED' },
} as const;
export const LEAD_PIPELINE = { id: 'lead-pipeline-id', label: 'Lead Pipeline' };

export function pipelineTable(): Table {
  const deals = STAGE_NAMES.map((stage, order): StageRow => {
    const probability = STAGE_INFO[stage].probability / 100;
    const closed = stage.startsWith('Closed');
    const row = { object: 'deals', pipeline: DEAL_PIPELINE, id: stageId(stage), label: stage };
    return { ...row, order, probability, closed, leadState: null };
  });
  const leads = Object.values(LEAD_STAGES).map(({ id, label, state }, order): StageRow => {
    const row = { object: 'leads', pipeline: LEAD_PIPELINE, id, label, order, probability: null };
    return { ...row, closed: order > 1, leadState: state };
  });
  return table<StageRow>('pipelines', [...deals, ...leads], {
    objectType: (s) => s.object,
    pipelineId: (s) => s.pipeline.id,
    pipelineLabel: (s) => s.pipeline.label,
    stageId: (s) => s.id,
    stageLabel: (s) => s.label,
    displayOrder: (s) => s.order,
    probability: (s) => s.probability,
    isClosed: (s) => s.closed,
    leadState: (s) => s.leadState,
    createdAt: () => `${dateOf(-30)}T09:00:00.000Z`,
    archived: () => false,
  });
}
