/** Campaign, CampaignMember, CampaignMemberStatus. */
import { dateOf, startOf } from './calendar.ts';
import { type Cell, moneyText } from './csv-file.ts';
import { campaignMoments, statusOf } from './record-campaigns.ts';
import { parentMoments, parentStatus } from './record-parents.ts';
import type {
  RecordedCampaign,
  RecordedEngagement,
  RecordedInvitation,
  RecordedParent,
  RecordedStatus,
} from './recorded.ts';
import { salesforceId } from './salesforce-id.ts';
import { type Org, stamp, type Table, table } from './salesforce-org.ts';

export function campaignTables(org: Org): Table[] {
  const parents = org.recorded.parents.filter((parent) => org.has(parent.recordedAt));
  const campaigns = org.recorded.campaigns.filter((campaign) => org.has(campaign.recordedAt));
  const rows = [
    ...parents.map((parent) => parentRow(org, parent)),
    ...campaigns.map((campaign) => campaignRow(org, campaign)),
  ];
  return [campaignTable(rows), statusTable(parents, campaigns), memberTable(org)];
}

interface CampaignRow {
  readonly number: number;
  readonly name: string;
  readonly parent: RecordedParent | null;
  readonly type: string;
  readonly status: string;
  readonly startDay: number;
  readonly endDay: number;
  readonly budgeted: number | null;
  readonly actual: number | null;
  readonly owner: Cell;
  readonly recordedAt: number;
  readonly changedAt: number;
}

function parentRow(org: Org, parent: RecordedParent): CampaignRow {
  const { number, name, kind, startDay, endDay, planned, recordedAt } = parent;
  const known = parent.actuals.filter(({ at }) => org.has(at));
  const moments = [...parentMoments(parent), ...known.map(({ at }) => at)];
  return {
    number,
    name,
    parent: null,
    type: kind.name,
    status: parentStatus(parent, org.cutoff),
    startDay,
    endDay,
    budgeted: planned,
    actual: known[known.length - 1]?.amount ?? null,
    owner: org.userId(parent.owner),
    recordedAt,
    changedAt: Math.max(...moments.filter(org.has)),
  };
}

function campaignRow(org: Org, campaign: RecordedCampaign): CampaignRow {
  const { number, name, parent, programme, planned, actual, spentAt, recordedAt } = campaign;
  const live = org.has(startOf(programme.liveDay)) && !programme.cancelled;
  const startDay = live ? programme.liveDay : programme.plannedDay;
  const moments = [...campaignMoments(campaign), spentAt];
  return {
    number,
    name,
    parent,
    type: programme.kind.name,
    status: statusOf(campaign, org.cutoff),
    startDay,
    endDay: programme.endDay + startDay - programme.liveDay,
    budgeted: planned,
    actual: org.has(spentAt) ? actual : null,
    owner: org.userId(campaign.owner),
    recordedAt,
    changedAt: Math.max(...moments.filter(org.has)),
  };
}

function campaignTable(rows: readonly CampaignRow[]): Table {
  return table<CampaignRow>('Campaign', rows, {
    id: (c) => salesforceId('Campaign', c.number),
    isDeleted: () => false,
    name: (c) => c.name,
    parentId: (c) => (c.parent ? salesforceId('Campaign', c.parent.number) : null),
    type: (c) => c.type,
    status: (c) => c.status,
    isActive: (c) => c.status === 'In Progress',
    startDate: (c) => dateOf(c.startDay),
    endDate: (c) => dateOf(c.endDay),
    budgetedCost: (c) => moneyText(c.budgeted),
    actualCost: (c) => moneyText(c.actual),
    expectedResponse: () => null,
    ownerId: (c) => c.owner,
    createdDate: (c) => stamp(c.recordedAt),
    systemModstamp: (c) => stamp(c.changedAt),
  });
}

interface StatusRow extends RecordedStatus {
  readonly campaign: number;
  readonly order: number;
  readonly at: number;
}

/** What Salesforce gives a campaign whose statuses nobody set. */
const STANDARD: readonly RecordedStatus[] = [
  { label: 'Sent', counts: false },
  { label: 'Responded', counts: true },
];

function statusTable(
  parents: readonly RecordedParent[],
  campaigns: readonly RecordedCampaign[],
): Table {
  const rowsOf = (campaign: number, at: number, statuses: readonly RecordedStatus[]) =>
    statuses.map((status, i): StatusRow => ({ ...status, campaign, order: i + 1, at }));
  const rows = [
    ...parents.flatMap((c) => rowsOf(c.number, c.recordedAt, STANDARD)),
    ...campaigns.flatMap((c) => rowsOf(c.number, c.recordedAt, c.statuses)),
  ];
  return table<StatusRow>('CampaignMemberStatus', rows, {
    id: (s) => salesforceId('CampaignMemberStatus', s.campaign * 8 + s.order),
    isDeleted: () => false,
    campaignId: (s) => salesforceId('Campaign', s.campaign),
    label: (s) => s.label,
    hasResponded: (s) => s.counts,
    isDefault: (s) => s.order === 1,
    sortOrder: (s) => s.order,
    createdDate: (s) => stamp(s.at),
    systemModstamp: (s) => stamp(s.at),
  });
}

function memberTable(org: Org): Table {
  type Member = RecordedEngagement | RecordedInvitation;
  const rows: Member[] = [];
  for (const row of org.recorded.engagements) if (org.has(row.recordedAt)) rows.push(row);
  for (const row of org.recorded.invitations) if (org.has(row.recordedAt)) rows.push(row);
  const deleted = (m: Member) =>
    'truth' in m && m.deletedAt !== null && org.has(m.deletedAt) ? m.deletedAt : null;
  return table<Member>('CampaignMember', rows, {
    id: (m) => salesforceId('CampaignMember', m.number),
    isDeleted: (m) => deleted(m) !== null,
    campaignId: (m) => salesforceId('Campaign', m.campaign.number),
    leadId: (m) => (m.person.kind === 'lead' ? org.personId(m.person) : null),
    contactId: (m) => {
      const now = org.current(m.person);
      return now.kind === 'contact' ? org.personId(now) : null;
    },
    leadOrContactId: (m) => org.personId(org.current(m.person)),
    status: (m) => m.status,
    hasResponded: (m) => 'truth' in m,
    firstRespondedDate: (m) => ('truth' in m ? dateOf(m.truth.day) : null),
    createdDate: (m) => stamp(m.recordedAt),
    systemModstamp: (m) => stamp(deleted(m) ?? m.recordedAt),
  });
}
