/** Event, Task. */
import { dateOf, dayOfInstant, startOf } from './calendar.ts';
import { meetingSubject } from './plain-touches.ts';
import type { RecordedEpisode, RecordedMeeting, RecordedUser } from './recorded.ts';
import { salesforceId } from './salesforce-id.ts';
import { type Org, stamp, type Table, table } from './salesforce-org.ts';

export function activityTables(org: Org): Table[] {
  return [eventTable(org), taskTable(org)];
}

/** A meeting in the calendar of its owner, or the copy of it in that of a colleague. */
interface EventRow {
  readonly number: number;
  readonly meeting: RecordedMeeting;
  readonly owner: RecordedUser;
  readonly child: boolean;
}

function eventRows(org: Org): EventRow[] {
  const { meetings } = org.recorded;
  const rows: EventRow[] = [];
  for (const meeting of meetings) {
    if (!org.has(meeting.bookedAt)) continue;
    const { number, owner, invitees } = meeting;
    rows.push({ number, meeting, owner, child: false });
    // Numbered on from the meetings, so that a later export gives the same ids.
    invitees.forEach((user, i) => {
      rows.push({ number: meetings.length + number * 2 + i, meeting, owner: user, child: true });
    });
  }
  return rows;
}

function eventTable(org: Org): Table {
  const starts = ({ meeting: m }: EventRow) =>
    startOf(m.truth.day) + (15 + (m.number % 8)) * 1_800_000 + 3_600_000;
  const timed = (e: EventRow, at: number) => (e.meeting.allDay ? null : stamp(at));
  const deal = (m: RecordedMeeting) => (m.deal && org.has(m.deal.recordedAt) ? m.deal : null);
  const account = ({ truth, person }: RecordedMeeting) =>
    person.matched ? org.accountIdOf(truth.engagement.account, person) : null;
  const ended = (m: RecordedMeeting) => m.truth.outcome !== 'scheduled' && org.has(m.outcomeAt);
  return table<EventRow>('Event', eventRows(org), {
    id: (e) => salesforceId('Event', e.number),
    isDeleted: () => false,
    whoId: ({ meeting }) => org.personId(org.current(meeting.person)),
    whatId: ({ meeting }) => {
      const about = deal(meeting);
      return about ? salesforceId('Opportunity', about.number) : account(meeting);
    },
    accountId: ({ meeting }) => account(meeting),
    ownerId: (e) => org.userId(e.owner),
    subject: ({ meeting }) =>
      meetingSubject(org.accountOf.get(meeting.truth.engagement.account)?.name ?? ''),
    activityDate: ({ meeting }) => dateOf(meeting.truth.day),
    activityDateTime: (e) => timed(e, starts(e)),
    startDateTime: (e) => timed(e, starts(e)),
    endDateTime: (e) => timed(e, starts(e) + 1_800_000),
    durationInMinutes: ({ meeting }) => (meeting.allDay ? 1440 : 30),
    isAllDayEvent: ({ meeting }) => meeting.allDay,
    isChild: (e) => e.child,
    isGroupEvent: (e) => e.meeting.invitees.length > 0,
    eventSubtype: () => 'Event',
    outcome__c: ({ meeting: m }) => outcomeLabel(ended(m) ? m.truth.outcome : 'scheduled'),
    createdDate: ({ meeting }) => stamp(meeting.bookedAt),
    systemModstamp: ({ meeting: m }) => {
      const about = deal(m);
      const moments = [m.bookedAt, ended(m) ? m.outcomeAt : 0, about ? about.recordedAt : 0];
      return stamp(Math.max(...moments));
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
    accountId: (e) => (e.person.matched ? org.accountIdOf(e.truth.account, e.person) : null),
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
      return at === null ? null : stamp(at);
    },
    completedDateTime: (e) => {
      const end = closed(e);
      return end ? stamp(end.at) : null;
    },
    handoff_Outcome__c: (e) => closed(e)?.outcome ?? 'open',
    handoff_Reason__c: (e) => closed(e)?.reason ?? null,
    createdDate: (e) => stamp(e.handedAt),
    systemModstamp: (e) => stamp(Math.max(e.handedAt, contacted(e) ?? 0, closed(e)?.at ?? 0)),
  });
}
