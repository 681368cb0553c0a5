/** What happens in the company, as it truly happens. */
import type { Programme } from './programmes.ts';
import type { DealScope } from './world.ts';

/** A day that has not come, and may never. Day -1 is a day like any other. */
export const NOT_YET = -100_000;

export interface Engagement {
  readonly programme: Programme;
  /** Which candidate of the programme; with the programme's key it names the engagement. */
  readonly candidate: number;
  readonly day: number;
  /** Minute of the day. */
  readonly minute: number;
  readonly account: number;
  /** account * MAX_PEOPLE + which of its people. */
  readonly person: number;
  readonly inMarket: boolean;
  /** By somebody who never decides on such a thing. */
  readonly wrongPerson: boolean;
  /** Seat of the SDR, or of the AE for kinds that no SDR works. */
  seat: number;
  /** Day on which sales first reached out, or NOT_YET. */
  contactedDay: number;
  /** Working days between hand-off and that; -1 while waiting, -2 never. */
  waited: number;
  /** Chance of a meeting divided by its rate before multipliers, once known. */
  multiplier: number;
  meeting: Meeting | null;
}

type MeetingOutcome = 'scheduled' | 'held' | 'no_show';

export interface Meeting {
  readonly engagement: Engagement;
  /** 1, or 2 when it replaces one that nobody came to. */
  readonly ordinal: 1 | 2;
  readonly bookedDay: number;
  readonly day: number;
  readonly slot: number;
  outcome: MeetingOutcome;
  next: Meeting | null;
  deal: Deal | null;
}

export type DealOutcome = 'open' | 'won' | 'lost';

/** A stage that was entered, with the amount that the opportunity then had, in cents. */
export interface StageEntry {
  readonly day: number;
  readonly stage: number;
  readonly amount: number;
}

export interface Deal {
  readonly meeting: Meeting;
  /** Entity of its draws. */
  readonly key: number;
  readonly account: number;
  readonly person: number;
  readonly slot: number;
  readonly scope: DealScope;
  readonly openDay: number;
  readonly whale: boolean;
  readonly currency: 'USD' | 'EUR';
  readonly entries: StageEntry[];
  /** Cumulated hazard that is still to come in this stage before something happens. */
  patience: number;
  outcome: DealOutcome;
  /** Day on which it was won or lost; NOT_YET while open. */
  closeDay: number;
  /** Day from which nothing moves any more; NOT_YET while it may. */
  stalledDay: number;
  /** In cents of USD at the plan's rate, at close or now. */
  amount: number;
}

export const STAGES = ['Qualify', 'Evaluate', 'Propose', 'Negotiate'] as const;

export function engagementId(engagement: Engagement): string {
  return `E-${engagement.programme.id.slice(2)}-${engagement.candidate}`;
}

export function meetingId(meeting: Meeting): string {
  return `M${engagementId(meeting.engagement).slice(1)}-${meeting.ordinal}`;
}

export function dealId(deal: Deal): string {
  return `O${engagementId(deal.meeting.engagement).slice(1)}`;
}
