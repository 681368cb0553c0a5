/**
 * What the CRM holds: the true events as they were entered, with the instant of each entry. Both
 * written formats are made from these rows, so they cannot disagree. Instants are milliseconds UTC.
 */
import { dayOf, startOf } from './calendar.ts';
import type { Deal, DealOutcome, Engagement, Meeting } from './events.ts';
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
  readonly planned: number;
  /** Money spent: known two weeks after the last day, or month by month for long ones. */
  readonly actual: number;
  readonly spentDay: number;
  readonly spentAt: number;
}

export interface RecordedEngagement {
  readonly number: number;
  readonly id: string;
  readonly truth: Engagement;
  readonly person: RecordedPerson;
  readonly campaign: RecordedCampaign;
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
  /** In cents; null where nobody entered one. */
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
  readonly campaign: RecordedCampaign;
  readonly addOn: boolean;
  readonly owners: readonly { readonly from: number; readonly user: RecordedUser }[];
  readonly changes: RecordedChange[];
  readonly roles: RecordedRole[];
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
  readonly engagements: readonly RecordedEngagement[];
  readonly meetings: readonly RecordedMeeting[];
  readonly episodes: readonly RecordedEpisode[];
  readonly deals: readonly RecordedDeal[];
}
