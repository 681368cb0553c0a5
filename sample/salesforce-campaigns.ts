/** Campaign, CampaignMember, CampaignMemberStatus, Event, Task. */
import { dateOf, dayOfInstant, instantText, startOf } from './calendar.ts';
import { moneyText } from './csv-file.ts';
import { meetingSubject } from './plain-campaigns.ts';
import { campaignMoments, statusOf } from './record-campaigns.ts';
import type {
  RecordedCampaign,
  RecordedEngagement,
  RecordedEpisode,
  RecordedMeeting,
} from './recorded.ts';
import { salesforceId } from './salesforce-id.ts';
import { type Org, type Table, table } from './salesforce-org.ts';

export function campaignTables(org: Org): Table[] {
  const campaigns = org.recorded.campaigns.filter((campaign) => org.has(campaign.recordedAt));
  return [
    campaignTable(org, campaigns),
    statusTable(campaigns),
    memberTable(org),
    eventTable(org),
    taskTable(org),
  ];
}

function campaignTable(org: Org, rows: readonly RecordedCampaign[]): Table {
  const spent = (c: RecordedCampaign) => org.has(c.spentAt);
  return table<RecordedCampaign>('Campaign', rows, {
    id: (c) => salesforceId('Campaign', c.number),
    isDeleted: () => false,
    name: (c) => c.name,
    parentId: () => null,
    type: (c) => c.programme.kind.name,
    status: (c) => statusOf(c, org.cutoff),
    isActive: (c) => statusOf(c, org.cutoff) === 'In Progress',
    startDate: (c) => dateOf(startDay(org, c)),
    endDate: (c) => dateOf(c.programme.endDay + startDay(org, c) - c.programme.liveDay),
    budgetedCost: (c) => moneyText(c.planned),
    actualCost: (c) => (spent(c) ? moneyText(c.actual) : null),
    expectedResponse: () => null,
    ownerId: (c) => org.userId(c.owner),
    createdDate: (c) => instantText(c.recordedAt),
    systemModstamp: (c) =>
      instantText(Math.max(...[...campaignMoments(c), c.spentAt].filter((at) => org.has(at)))),
  });
}

function startDay(org: Org, { programme }: RecordedCampaign): number {
  const live = org.has(startOf(programme.liveDay)) && !programme.cancelled;
  return live ? programme.liveDay : programme.plannedDay;
}

interface StatusRow {
  readonly campaign: RecordedCampaign;
  readonly label: string;
  readonly responded: boolean;
}

function statusTable(campaigns: readonly RecordedCampaign[]): Table {
  const rows = campaigns.flatMap((campaign): StatusRow[] => [
    { campaign, label: 'Sent', responded: false },
    { campaign, label: campaign.programme.kind.status, responded: true },
  ]);
  return table<StatusRow>('CampaignMemberStatus', rows, {
    id: (s) => salesforceId('CampaignMemberStatus', s.campaign.number * 2 + (s.responded ? 1 : 0)),
    isDeleted: () => false,
    campaignId: (s) => salesforceId('Campaign', s.campaign.number),
    label: (s) => s.label,
    hasResponded: (s) => s.responded,
    isDefault: (s) => !s.responded,
    sortOrder: (s) => (s.responded ? 2 : 1),
    createdDate: (s) => instantText(s.campaign.recordedAt),
    systemModstamp: (s) => instantText(s.campaign.recordedAt),
  });
}

function memberTable(org: Org): Table {
  const rows = org.recorded.engagements.filter((engagement) => org.has(engagement.recordedAt));
  const contact = (e: RecordedEngagement) => org.current(e.person);
  return table<RecordedEngagement>('CampaignMember', rows, {
    id: (e) => salesforceId('CampaignMember', e.number),
    isDeleted: () => false,
    campaignId: (e) => salesforceId('Campaign', e.campaign.number),
    leadId: (e) => (e.person.kind === 'lead' ? org.personId(e.person) : null),
    contactId: (e) => (contact(e).kind === 'contact' ? org.personId(contact(e)) : null),
    leadOrContactId: (e) => org.personId(contact(e)),
    status: (e) => e.truth.programme.kind.status,
    hasResponded: () => true,
    firstRespondedDate: (e) => dateOf(e.truth.day),
    createdDate: (e) => instantText(e.recordedAt),
    systemModstamp: (e) => instantText(e.recordedAt),
  });
}

function eventTable(org: Org): Table {
  const rows = org.recorded.meetings.filter((meeting) => org.has(meeting.bookedAt));
  const starts = (m: RecordedMeeting) =>
    startOf(m.truth.day) + (15 + (m.number % 8)) * 1_800_000 + 3_600_000;
  const deal = (m: RecordedMeeting) => (m.deal && org.has(m.deal.recordedAt) ? m.deal : null);
  const account = (m: RecordedMeeting) => m.truth.engagement.account;
  const ended = (m: RecordedMeeting) => m.truth.outcome !== 'scheduled' && org.has(m.outcomeAt);
  return table<RecordedMeeting>('Event', rows, {
    id: (m) => salesforceId('Event', m.number),
    isDeleted: () => false,
    whoId: (m) => org.personId(org.current(m.person)),
    whatId: (m) => {
      const about = deal(m);
      return about ? salesforceId('Opportunity', about.number) : org.accountId(account(m));
    },
    accountId: (m) => org.accountId(account(m)),
    ownerId: (m) => org.userId(m.owner),
    subject: (m) => meetingSubject(org.accountOf.get(account(m))?.name ?? ''),
    activityDate: (m) => dateOf(m.truth.day),
    activityDateTime: (m) => instantText(starts(m)),
    startDateTime: (m) => instantText(starts(m)),
    endDateTime: (m) => instantText(starts(m) + 1_800_000),
    durationInMinutes: () => 30,
    isAllDayEvent: () => false,
    isChild: () => false,
    eventSubtype: () => 'Event',
    outcome__c: (m) => outcomeLabel(ended(m) ? m.truth.outcome : 'scheduled'),
    createdDate: (m) => instantText(m.bookedAt),
    systemModstamp: (m) => {
      const about = deal(m);
      const moments = [m.bookedAt, ended(m) ? m.outcomeAt : 0, about ? about.recordedAt : 0];
      return instantText(Math.max(...moments));
    },
  });
}

function outcomeLabel(outcome: string): string {
  if (outcome === 'held') return 'Held';
  return outcome === 'no_show' ? 'No Show' : 'Scheduled';
}

/** One task per hand-off: open, in progress once someone reached out, completed with an outcome. */
function taskTable(org: Org): Table {
  const rows = org.recorded.episodes.filter((episode) => org.has(episode.handedAt));
  const closed = (e: RecordedEpisode) => (e.closed && org.has(e.closed.at) ? e.closed : null);
  const contacted = (e: RecordedEpisode) =>
    e.contactedAt !== null && org.has(e.contactedAt) ? e.contactedAt : null;
  return table<RecordedEpisode>('Task', rows, {
    id: (e) => salesforceId('Task', e.number),
    isDeleted: () => false,
    whoId: (e) => org.personId(org.current(e.person)),
    whatId: (e) => {
      const deal = closed(e)?.deal;
      return deal ? salesforceId('Opportunity', deal.number) : null;
    },
    accountId: (e) => org.accountId(e.truth.account),
    ownerId: (e) => org.userId(e.owner),
    subject: (e) => `Follow up: ${e.truth.programme.kind.title}`,
    status: (e) => {
      if (closed(e)) return 'Completed';
      return contacted(e) === null ? 'Not Started' : 'In Progress';
    },
    isClosed: (e) => closed(e) !== null,
    taskSubtype: () => 'Call',
    activityDate: (e) => dateOf(dayOfInstant(e.handedAt)),
    first_Contact__c: (e) => {
      const at = contacted(e);
      return at === null ? null : instantText(at);
    },
    completedDateTime: (e) => {
      const end = closed(e);
      return end ? instantText(end.at) : null;
    },
    handoff_Outcome__c: (e) => closed(e)?.outcome ?? 'open',
    handoff_Reason__c: (e) => closed(e)?.reason ?? null,
    createdDate: (e) => instantText(e.handedAt),
    systemModstamp: (e) => instantText(Math.max(e.handedAt, contacted(e) ?? 0, closed(e)?.at ?? 0)),
  });
}
