/**
 * What the CRM holds: the true events as they were entered, with the instant of each entry. Both
 * written formats are made from these rows, so they cannot disagree. Instants are milliseconds UTC.
 */
import { dayOf, startOf } from './calendar.ts';
import type { Deal, DealOutcome, Engagement, Meeting } from './events.ts';
import type { Kind } from './kinds.ts';
import type { Programme } from './programmes.ts';

/** The CRM went live on day 0; what was open then was carried over. */
export const GO_LIVE = startOf(0);
/** From here on the CRM keeps every change of an opportunity, not only its first and its last. */
export const HISTORY_START = startOf(dayOf('2024-01-01'));

export interface RecordedUser {
  readonly number: number;
  readonly id: string;
  readonly name: readonly [string, string];
  readonly email: string;
  readonly team: number;
  readonly role: string;
  readonly manager: RecordedUser | null;
  readonly day: number;
  readonly recordedAt: number;
  /** When the user left, if so. */
  readonly leftAt: number | null;
}

export interface RecordedAccount {
  readonly number: number;
  readonly id: string;
  readonly index: number;
  readonly name: string;
  readonly domain: string;
  readonly day: number;
  readonly recordedAt: number;
  readonly owners: readonly { readonly from: number; readonly user: RecordedUser }[];
  /** First won opportunity: its day, and when the CRM knew. */
  readonly customer: { readonly day: number; readonly recordedAt: number } | null;
}

/** A second record of an account, made by mistake; half of them are merged into the first. */
export interface RecordedAccountCopy {
  readonly number: number;
  readonly id: string;
  readonly of: RecordedAccount;
  readonly name: string;
  readonly domain: string;
  readonly day: number;
  readonly recordedAt: number;
  readonly owners: readonly { readonly from: number; readonly user: RecordedUser }[];
  readonly mergedAt: number | null;
}

export interface RecordedPerson {
  readonly number: number;
  readonly id: string;
  readonly kind: 'contact' | 'lead';
  readonly person: number;
  readonly account: number;
  readonly name: readonly [string, string];
  readonly email: string;
  readonly department: string;
  readonly seniority: string;
  readonly reachable: boolean;
  readonly leadSource: string;
  readonly day: number;
  readonly recordedAt: number;
  /** The person whose engagement made this lead a second time; it is never merged. */
  readonly doubleOf: RecordedPerson | null;
  /** False for a lead whose company nobody found among the accounts. */
  readonly matched: boolean;
  /** The second record of the account that it hangs on, until that is merged. */
  accountCopy: RecordedAccountCopy | null;
  /** Merged into, or converted to, another record. */
  gone: {
    readonly into: RecordedPerson;
    readonly at: number;
    readonly deal: RecordedDeal | null;
  } | null;
}

export interface RecordedCampaign {
  readonly number: number;
  readonly id: string;
  readonly programme: Programme;
  readonly name: string;
  readonly owner: RecordedUser;
  readonly recordedAt: number;
  parent: RecordedParent | null;
  /** Its own member statuses, in their order; the first is the default. */
  readonly statuses: readonly RecordedStatus[];
  /** In cents; null where nobody entered one, 100 where somebody only filled the field. */
  readonly planned: number | null;
  /** Money spent, likewise: entered two weeks after the last day. */
  readonly actual: number | null;
  readonly spentDay: number;
  readonly spentAt: number;
}

export interface RecordedStatus {
  readonly label: string;
  /** Having it is an engagement, in this campaign. */
  readonly counts: boolean;
}

/** The campaign above all those of one kind in one fiscal year. It has no members. */
export interface RecordedParent {
  /** Counts on from the campaigns. */
  readonly number: number;
  readonly id: string;
  readonly name: string;
  readonly kind: Kind;
  readonly owner: RecordedUser;
  readonly recordedAt: number;
  readonly startDay: number;
  readonly endDay: number;
  /** Sums of the children's costs, in cents, where somebody fills them in; the actual one grows. */
  readonly planned: number | null;
  readonly actuals: readonly { readonly at: number; readonly amount: number }[];
}

export interface RecordedEngagement {
  readonly number: number;
  readonly id: string;
  readonly truth: Engagement;
  readonly person: RecordedPerson;
  readonly campaign: RecordedCampaign;
  readonly status: string;
  readonly recordedAt: number;
  /** When somebody deleted the row, if so. */
  readonly deletedAt: number | null;
  /** The row of the same engagement that was there first. */
  readonly doubleOf: RecordedEngagement | null;
}

/** A member of a campaign who did nothing that counts. */
export interface RecordedInvitation {
  /** Counts on from the engagements. */
  readonly number: number;
  readonly id: string;
  readonly person: RecordedPerson;
  readonly campaign: RecordedCampaign;
  readonly status: string;
  readonly day: number;
  readonly recordedAt: number;
}

export interface RecordedMeeting {
  readonly number: number;
  readonly id: string;
  readonly truth: Meeting;
  readonly person: RecordedPerson;
  readonly owner: RecordedUser;
  readonly bookedAt: number;
  /** When the outcome was entered. */
  readonly outcomeAt: number;
  readonly deal: RecordedDeal | null;
  readonly allDay: boolean;
  /** Colleagues who have a copy of it in their own calendars. */
  readonly invitees: readonly RecordedUser[];
}

export interface RecordedEpisode {
  readonly number: number;
  readonly id: string;
  readonly truth: Engagement;
  readonly person: RecordedPerson;
  readonly owner: RecordedUser;
  readonly handedAt: number;
  readonly contactedAt: number | null;
  readonly closed: {
    readonly at: number;
    readonly outcome: 'converted' | 'rejected' | 'recycled';
    readonly reason: string;
    readonly deal: RecordedDeal | null;
  } | null;
}

export interface RecordedChange {
  readonly number: number;
  readonly id: string;
  readonly recordedAt: number;
  readonly day: number;
  readonly state: DealState;
}

export interface DealState {
  readonly stage: StageName;
  readonly outcome: DealOutcome;
  /** In cents of the deal's currency; null where nobody entered one. */
  readonly amount: number | null;
  readonly closeDay: number;
}

export interface RecordedRole {
  readonly number: number;
  readonly person: RecordedPerson;
  readonly recordedAt: number;
  readonly role: string;
  readonly primary: boolean;
}

export interface RecordedDeal {
  readonly number: number;
  readonly id: string;
  readonly truth: Deal;
  readonly day: number;
  readonly recordedAt: number;
  readonly name: string;
  readonly currency: 'USD' | 'EUR';
  readonly campaign: RecordedCampaign;
  readonly addOn: boolean;
  readonly owners: readonly { readonly from: number; readonly user: RecordedUser }[];
  /** As they were entered; `changesBy` says what an export shows of them. */
  readonly changes: readonly RecordedChange[];
  readonly roles: RecordedRole[];
  /** The opportunity that this one is a second record of; both have the same `truth`. */
  readonly copyOf: RecordedDeal | null;
  /** When somebody deleted it, if so. */
  readonly deletedAt: number | null;
  /** The second record of the account that it hangs on, until that is merged. */
  accountCopy: RecordedAccountCopy | null;
  /** The rows that an import made in place of those from before it. */
  readonly imported: { readonly at: number; readonly changes: readonly RecordedChange[] } | null;
}

/** The changes that an export shows: what had been entered by then, as the last import left it. */
export function changesBy(deal: RecordedDeal, cutoff: number): readonly RecordedChange[] {
  const { imported, changes } = deal;
  const rows =
    imported && imported.at <= cutoff
      ? [...imported.changes, ...changes.filter((change) => change.recordedAt >= imported.at)]
      : changes;
  return rows.filter((change) => change.recordedAt <= cutoff);
}

export const STAGE_NAMES = [
  'Qualify',
  'Evaluate',
  'Propose',
  'Negotiate',
  'Closed Won',
  'Closed Lost',
] as const;
export type StageName = (typeof STAGE_NAMES)[number];

export interface StageInfo {
  readonly probability: number;
  /** The value in OpportunityHistory, and its label. */
  readonly category: string;
  readonly categoryName: string;
}

export const STAGE_INFO: Readonly<Record<StageName, StageInfo>> = {
  Qualify: { probability: 10, category: 'Pipeline', categoryName: 'Pipeline' },
  Evaluate: { probability: 25, category: 'Pipeline', categoryName: 'Pipeline' },
  Propose: { probability: 50, category: 'BestCase', categoryName: 'Best Case' },
  Negotiate: { probability: 75, category: 'Forecast', categoryName: 'Commit' },
  'Closed Won': { probability: 100, category: 'Closed', categoryName: 'Closed' },
  'Closed Lost': { probability: 0, category: 'Omitted', categoryName: 'Omitted' },
};

export interface Recorded {
  readonly users: readonly RecordedUser[];
  readonly accounts: readonly RecordedAccount[];
  readonly people: readonly RecordedPerson[];
  readonly campaigns: readonly RecordedCampaign[];
  readonly parents: readonly RecordedParent[];
  readonly accountCopies: readonly RecordedAccountCopy[];
  readonly engagements: readonly RecordedEngagement[];
  readonly invitations: readonly RecordedInvitation[];
  readonly meetings: readonly RecordedMeeting[];
  readonly episodes: readonly RecordedEpisode[];
  readonly deals: readonly RecordedDeal[];
}
