/**
 * What is wrong in an export, one row for each: how the record differs from what happened. Lags of
 * up to LATE_DAYS are everyday and have no row; nor has what ended before the CRM went live.
 */
import { dayOfInstant } from './calendar.ts';
import type { Truth } from './company.ts';
import type { Recorded } from './recorded.ts';

/** Entered later than this many days after it happened. */
export const LATE_DAYS = 20;

export interface Flaw {
  readonly flaw: FlawCode;
  /** Canonical table in which it shows. */
  readonly table: string;
  /** Id in the plain export; blank where the record has nothing. */
  readonly recordedId: string;
  /** Id in true/; blank where nothing happened. */
  readonly trueId: string;
  readonly detail: string;
}

export type FlawCode =
  | 'carried_over'
  | 'not_carried_over'
  | 'late_stage'
  | 'stage_never_entered'
  | 'stage_not_entered_yet'
  | 'late_loss'
  | 'loss_never_entered'
  | 'loss_not_entered_yet'
  | 'late_win'
  | 'win_not_entered_yet'
  | 'same_day_win'
  | 'reopened'
  | 'missing_amount'
  | 'in_euro'
  | 'import_dates'
  | 'duplicate_opportunity'
  | 'deleted_opportunity'
  | 'no_contact_role'
  | 'no_primary_role'
  | 'merged_person'
  | 'converted_lead'
  | 'doubled_person'
  | 'unmatched_lead'
  | 'duplicate_account'
  | 'on_duplicate_account'
  | 'missing_attendance'
  | 'attendance_not_loaded_yet'
  | 'deleted_engagement'
  | 'doubled_engagement'
  | 'outcome_not_entered_yet'
  | 'all_day_event'
  | 'child_events'
  | 'missing_cost'
  | 'sentinel_cost'
  | 'parent_campaign'
  | 'rolled_up_cost'
  | 'own_statuses'
  | 'non_counting_members';

/** The company, and the last instant of the export. */
export interface Exported {
  readonly truth: Truth;
  readonly recorded: Recorded;
  readonly cutoff: number;
}

/** Which instants and days the export covers. */
export function coverage(cutoff: number): {
  readonly has: (at: number) => boolean;
  readonly hasDay: (day: number) => boolean;
} {
  const last = dayOfInstant(cutoff);
  return { has: (at) => at <= cutoff, hasDay: (day) => day <= last };
}
