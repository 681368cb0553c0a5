/** What a forecast is made from and asked for: plain data, which goes to a thread as it is. */

import type { Period } from '../calendar.ts';
import type {
  AgeCounts,
  AmountRatio,
  BookedDeal,
  EngagedCell,
  OpenDeal,
  OpenedBlock,
  PaceRow,
  SnapshotCounts,
  StageOutcome,
  WinningCohort,
} from '../measures/rows.ts';
import type { PastForecast } from './forecast-conformal.ts';

/** A campaign as the ledger told it by the day. */
export interface KnownCampaign {
  readonly campaign_type: string;
  readonly segment: string | null;
  /** As first planned, and as it stands now. */
  readonly planned_live_on: string | null;
  readonly live_on: string | null;
  readonly ends_on: string | null;
  readonly engagements: number | null;
  /** Engagements that it has brought by the day; null where the sources do not know it. */
  readonly delivered: number | null;
}

/** Counts of engagement → opportunity of one campaign type; null: all types together. */
export interface TypeCounts extends AgeCounts {
  readonly campaign_type: string | null;
}

/** Everything that a forecast needs, as known on one day. */
export interface ForecastFacts {
  readonly as_of: string;
  readonly booked: readonly BookedDeal[];
  readonly open: readonly OpenDeal[];
  readonly winning: readonly WinningCohort[];
  readonly engaging: readonly TypeCounts[];
  readonly engaged: readonly EngagedCell[];
  readonly pace: readonly PaceRow[];
  readonly paceFrom: string;
  readonly snapshots: readonly SnapshotCounts[];
  readonly ratios: readonly AmountRatio[];
  readonly opened: readonly OpenedBlock[];
  readonly stages: readonly StageOutcome[];
  readonly campaigns: readonly KnownCampaign[];
}

export interface ForecastAsk {
  readonly seed: number;
  readonly draws: number;
  /** All quarters from the oldest with a booking to the last that is forecast, in order. */
  readonly periods: readonly Period[];
  /** Where the quarters that are forecast begin: that of the as-of day. */
  readonly current: number;
  /** By quarter, then segment; null: all of them. */
  readonly targets: readonly {
    readonly quarter: string;
    readonly segment: string | null;
    readonly amount: number;
  }[];
  /** Whether what stands behind the parts is kept too. */
  readonly behind: boolean;
  /** Past forecasts of the quarter so many ahead, oldest first. */
  readonly past: readonly (readonly PastQuarter[])[];
}

/** What a past forecast said of a quarter, and what came. */
export interface PastQuarter {
  readonly amounts: PastForecast;
  readonly wins: PastForecast;
}
