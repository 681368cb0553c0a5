/**
 * The rows that measures hand to models: counts and sums that add up across cohorts, segments and
 * sources. The only file here that models may import.
 */

/**
 * What happened at one age of one step, in whole days since entry. Adds up over any partition of
 * the subjects. A subject is at risk on day k if entry age <= k <= exit age; an event on day k
 * happened during it, a censored subject survived the whole of it.
 */
export interface AgeCounts {
  /** Days since the subject entered the step, >= 0. */
  readonly age: number;
  /** Subjects whose observation starts at this age: 0 unless their entry was delayed. */
  readonly entered: number;
  readonly converted: number;
  /** Subjects that left by the competing outcome. */
  readonly lost: number;
  /** Subjects still open when observation ended. */
  readonly censored: number;
}

/** One row for every age from 0 to the highest, so that a model costs the same however many counts it is. */
export function denseByAge(counts: readonly AgeCounts[]): AgeCounts[] {
  const highest = counts.reduce((max, { age }) => Math.max(max, age), -1);
  const dense = Array.from({ length: highest + 1 }, (_, age) => ({
    age,
    entered: 0,
    converted: 0,
    lost: 0,
    censored: 0,
  }));
  for (const { age, entered, converted, lost, censored } of counts) {
    const row = dense[age] as (typeof dense)[number];
    row.entered += entered;
    row.converted += converted;
    row.lost += lost;
    row.censored += censored;
  }
  return dense;
}

/** A won deal. Money in minor units of the company currency, null where it has none. */
export interface BookedDeal {
  readonly id: string;
  readonly name: string | null;
  readonly owner: string | null;
  readonly segment: string | null;
  readonly entered_on: string | null;
  readonly closed_on: string;
  readonly amount: number | null;
}

/** An opportunity that is open. */
export interface OpenDeal {
  readonly id: string;
  readonly name: string | null;
  readonly owner: string | null;
  readonly segment: string | null;
  readonly stage: string | null;
  readonly entered_on: string;
  readonly stage_on: string | null;
  readonly amount: number | null;
  readonly close_on: string | null;
  readonly forecast_category: string | null;
}

/** Episodes of engagement that led to nothing yet. */
export interface EngagedCell {
  readonly campaign_type: string | null;
  readonly segment: string | null;
  readonly age_weeks: number;
  readonly engaged: number;
}

/** What came in lately; see forecast_pace.sql. */
export interface PaceRow {
  readonly kind: 'engaged' | 'direct' | 'begun' | 'touched';
  readonly campaign_type: string | null;
  readonly segment: string | null;
  readonly n: number;
  readonly subjects: number;
  readonly first_on: string | null;
}

/** Deals that were open on a past day, and how many of them were won soon and later. */
export interface SnapshotCounts {
  readonly snapshot_on: string;
  readonly days_ago: number;
  readonly segment: string | null;
  readonly stage: string | null;
  /** Time in the stage: under 14, 30, 60, 120, 240 days, or longer. */
  readonly stage_bucket: number;
  readonly age_weeks: number;
  readonly open: number;
  /** By the day, though nobody had recorded it. */
  readonly won_already: number;
  /** Within 28 days. */
  readonly won_by_28: number;
  readonly won_by_91: number;
  readonly won_by_182: number;
}

/** Sums of ln(booked / amount while in the stage). */
export interface AmountRatio {
  readonly stage: string | null;
  readonly deals: number;
  readonly log_ratio: number;
  readonly log_ratio_squared: number;
}

/** Engagements of one campaign up to the as-of day. */
export interface CampaignEngagements {
  readonly campaign_id: string;
  readonly name: string | null;
  readonly engaged: number;
}

/** Opportunities opened in the block of 91 days that ended `block` blocks ago. */
export interface OpenedBlock {
  readonly block: number;
  readonly opened: number;
}

/** Of opportunities that were ever in a stage: how many are closed, and how many of those are won. */
export interface StageOutcome {
  readonly stage: string;
  readonly closed: number;
  readonly won: number;
}

/** Opportunities of one segment and week of opening, by age. */
export interface WinningCohort extends AgeCounts {
  readonly segment: string | null;
  /** Days from the first day of the week to the as-of day. */
  readonly days_ago: number;
}
