/** Marketing: campaigns with their budget, and what contacts did, in the tables HubSpot has for it. */
import { dateOf, instantText, startOf } from './calendar.ts';
import { moneyText } from './csv-file.ts';
import {
  hubspotGuid,
  hubspotId,
  latest,
  type Portal,
  type Table,
  table,
} from './hubspot-portal.ts';
import type { Kind, KindName } from './kinds.ts';
import { campaignMoments, statusOf } from './record-campaigns.ts';
import type { RecordedCampaign, RecordedParent, RecordedPerson, RecordedUser } from './recorded.ts';

export function campaignTables(portal: Portal): Table[] {
  const touches = touchesOf(portal);
  const of = (where: Where) => touches.filter((touch) => touch.where === where);
  return [
    campaignTable(portal),
    budgetTable(portal),
    eventTable(portal, of('event')),
    formTable(portal, of('form')),
    mailTable(portal, of('mail')),
    listTable(portal, of('list')),
  ];
}

interface CampaignRow {
  readonly number: number;
  readonly name: string;
  readonly kind: Kind;
  readonly owner: RecordedUser;
  readonly status: string;
  readonly startDay: number;
  readonly endDay: number;
  readonly parent: RecordedParent | null;
  readonly createdAt: number;
  readonly moments: readonly number[];
  readonly budget: number | null;
  readonly spend: number | null;
}

const STATUSES: Readonly<Record<string, string>> = {
  Planned: 'planned',
  'In Progress': 'in_progress',
  Completed: 'completed',
  Aborted: 'paused',
};

function campaignRows(portal: Portal): CampaignRow[] {
  const { recorded, has, cutoff } = portal;
  const children = recorded.campaigns
    .filter((campaign) => has(campaign.recordedAt))
    .map((campaign): CampaignRow => {
      const { programme } = campaign;
      const live = has(startOf(programme.liveDay)) && !programme.cancelled;
      const startDay = live ? programme.liveDay : programme.plannedDay;
      return {
        ...campaign,
        kind: programme.kind,
        status: STATUSES[statusOf(campaign, cutoff)] ?? 'planned',
        startDay,
        endDay: programme.endDay + startDay - programme.liveDay,
        createdAt: campaign.recordedAt,
        moments: [...campaignMoments(campaign), campaign.spentAt],
        budget: campaign.planned,
        spend: has(campaign.spentAt) ? campaign.actual : null,
      };
    });
  const parents = recorded.parents
    .filter((parent) => has(parent.recordedAt))
    .map((parent): CampaignRow => {
      const known = parent.actuals.filter((actual) => has(actual.at));
      return {
        ...parent,
        status: has(startOf(parent.endDay + 1)) ? 'completed' : 'in_progress',
        parent: null,
        createdAt: parent.recordedAt,
        moments: [parent.recordedAt, ...known.map((actual) => actual.at)],
        budget: parent.planned,
        spend: known[known.length - 1]?.amount ?? null,
      };
    });
  return [...children, ...parents];
}

/** HubSpot shows the sums of a campaign's items; one without items has a sum of 0. */
function campaignTable(portal: Portal): Table {
  return table<CampaignRow>('campaigns', campaignRows(portal), {
    id: (c) => hubspotGuid('campaign', c.number),
    hs_object_id: (c) => hubspotId('campaign', c.number),
    hs_name: (c) => c.name,
    hs_start_date: (c) => dateOf(c.startDay),
    hs_end_date: (c) => dateOf(c.endDay),
    hs_campaign_status: (c) => c.status,
    hs_owner: (c) => portal.ownerId(c.owner),
    hs_currency_code: () => 'USD',
    hs_budget_items_sum_amount: (c) => moneyText(c.budget ?? 0),
    hs_spend_items_sum_amount: (c) => moneyText(c.spend ?? 0),
    campaign_type: (c) => c.kind.name,
    parent_campaign: (c) => (c.parent ? hubspotGuid('campaign', c.parent.number) : null),
    createdAt: (c) => instantText(c.createdAt),
    updatedAt: (c) => latest(c.moments, portal),
  });
}

interface Item {
  readonly campaign: number;
  readonly type: 'BUDGET' | 'SPEND';
  readonly name: string;
  readonly amount: number;
  readonly at: number;
}

function budgetTable(portal: Portal): Table {
  const items: Item[] = [];
  const add = (item: Omit<Item, 'amount'> & { readonly amount: number | null }) => {
    // Nobody adds an item of nothing.
    if (item.amount && portal.has(item.at)) items.push({ ...item, amount: item.amount });
  };
  const { campaigns, parents } = portal.recorded;
  for (const { number, recordedAt, planned, spentAt, actual } of campaigns) {
    add({ campaign: number, type: 'BUDGET', name: 'Plan', amount: planned, at: recordedAt });
    add({ campaign: number, type: 'SPEND', name: 'Invoices', amount: actual, at: spentAt });
  }
  for (const { number, recordedAt, planned, actuals } of parents) {
    add({ campaign: number, type: 'BUDGET', name: 'Sum', amount: planned, at: recordedAt });
    const spend = actuals.findLast(({ at }) => portal.has(at));
    if (spend) add({ campaign: number, type: 'SPEND', name: 'Sum', ...spend });
  }
  return table<Item>('campaign_budget_items', items, {
    id: (i) => hubspotId('budgetItem', i.campaign * 2 + (i.type === 'SPEND' ? 1 : 0)),
    campaignGuid: (i) => hubspotGuid('campaign', i.campaign),
    itemType: (i) => i.type,
    name: (i) => i.name,
    amount: (i) => moneyText(i.amount),
    currencyCode: () => 'USD',
    createdAt: (i) => instantText(i.at),
  });
}

type Where = 'event' | 'form' | 'mail' | 'list';

/** Where HubSpot keeps the response to a kind of programme. */
const WHERE: Readonly<Record<KindName, Where>> = {
  webinar: 'event',
  trade_event: 'event',
  field_dinner: 'event',
  content: 'form',
  paid_social: 'form',
  syndicated_list: 'list',
  nurture_mail: 'mail',
  outbound: 'mail',
  partner_referral: 'form',
  customer_add_on: 'form',
  demo_request: 'form',
};

interface Touch {
  readonly number: number;
  readonly where: Where;
  readonly person: RecordedPerson;
  readonly campaign: RecordedCampaign;
  readonly day: number;
  readonly at: number;
  /** Null for what counts; else what the CRM calls it. */
  readonly status: string | null;
}

/** Responses, and invitations without one; what was deleted is gone without a trace. */
function touchesOf({ recorded, has }: Portal): Touch[] {
  const found: Touch[] = [];
  for (const row of recorded.engagements) {
    const { number, person, campaign, truth, recordedAt: at, deletedAt } = row;
    if (!has(at) || (deletedAt !== null && has(deletedAt))) continue;
    const where = WHERE[campaign.programme.kind.name];
    found.push({ number, where, person, campaign, day: truth.day, at, status: null });
  }
  for (const { number, person, campaign, day, recordedAt: at, status } of recorded.invitations) {
    if (!has(at)) continue;
    const where = WHERE[campaign.programme.kind.name] === 'event' ? 'event' : 'mail';
    found.push({ number, where, person, campaign, day, at, status });
  }
  return found;
}

const campaignId = ({ campaign }: Touch) => hubspotGuid('campaign', campaign.number);

const STATES: Readonly<Record<string, string>> = { 'No Show': 'NO_SHOW', Declined: 'CANCELLED' };

/** Attendance is loaded from lists days after the event: it occurred on the day of the event. */
function eventTable(portal: Portal, rows: readonly Touch[]): Table {
  return table<Touch>('marketing_event_participations', rows, {
    id: (t) => hubspotId('participation', t.number),
    marketingEventId: (t) => hubspotId('marketingEvent', t.campaign.number),
    eventName: (t) => t.campaign.name,
    contactId: (t) => portal.contactId(t.person),
    attendanceState: (t) => (t.status === null ? 'ATTENDED' : (STATES[t.status] ?? 'REGISTERED')),
    occurredAt: (t) => instantText(Math.min(startOf(t.day) + 54_000_000, t.at)),
    createdAt: (t) => instantText(t.at),
    campaignGuid: campaignId,
  });
}

function formTable(portal: Portal, rows: readonly Touch[]): Table {
  return table<Touch>('form_submissions', rows, {
    conversionId: (t) => hubspotGuid('submission', t.number),
    formId: (t) => hubspotGuid('form', t.campaign.programme.kindIndex),
    title: (t) => t.campaign.programme.kind.title,
    contactId: (t) => portal.contactId(t.person),
    submittedAt: (t) => instantText(t.at),
    campaignGuid: campaignId,
  });
}

const MAIL_TYPES: Readonly<Record<string, string>> = {
  Opened: 'OPEN',
  Unsubscribed: 'STATUSCHANGE',
};

function mailTable(portal: Portal, rows: readonly Touch[]): Table {
  const emailOf = new Map(portal.contacts.map((contact) => [contact.id, contact.email]));
  return table<Touch>('email_events', rows, {
    id: (t) => hubspotGuid('emailEvent', t.number),
    type: (t) => {
      if (t.status !== null) return MAIL_TYPES[t.status] ?? 'SENT';
      return t.campaign.programme.kind.name === 'outbound' ? 'REPLY' : 'CLICK';
    },
    recipient: (t) => emailOf.get(portal.contactId(t.person)),
    contactId: (t) => portal.contactId(t.person),
    created: (t) => instantText(t.at),
    campaignGuid: campaignId,
  });
}

function listTable(portal: Portal, rows: readonly Touch[]): Table {
  return table<Touch>('list_memberships', rows, {
    listId: (t) => t.campaign.number,
    listName: (t) => `Import: ${t.campaign.name}`,
    recordId: (t) => portal.contactId(t.person),
    membershipTimestamp: (t) => instantText(t.at),
    campaignGuid: campaignId,
  });
}
