/** The plan of the fiscal year of the target quarter, and what its own assumptions give. */

import type { Baseline } from './baseline.ts';
import { TARGET_QUARTER } from './calendar.ts';
import { KINDS, type KindName } from './kinds.ts';
import { Stream } from './random.ts';

/** Multipliers on what the company would really do. */
export interface PlanModel {
  readonly volume: (kind: KindName, week: number) => number;
  readonly meetingRate: number;
  readonly acceptRate: number;
  /** By segment. */
  readonly winRate: readonly number[];
  readonly size: number;
  readonly lag: number;
}

const ERROR = 0.03;
/** The fiscal year begins two quarters before the target quarter; the plan is signed one before that. */
export const PLAN_WEEKS = { from: (TARGET_QUARTER - 2) * 13, to: (TARGET_QUARTER + 2) * 13 };
export const SIGNED_DAY = (PLAN_WEEKS.from - 13) * 7;

/** Each assumption is right but for a planner's error of about 3 %. */
export function plannerModel(seed: number): PlanModel {
  const stream = new Stream(seed, 'planner');
  const error = (factor: number) => Math.exp(ERROR * stream.normal(factor));
  const volume = error(0);
  const winRate = error(3);
  return {
    volume: () => volume,
    meetingRate: error(1),
    acceptRate: error(2),
    winRate: [winRate, winRate, winRate],
    size: error(4),
    lag: error(5),
  };
}

/**
 * Bookings of the target quarter in cents: for each kind, segment and week of engagement what lands
 * in the quarter on average, times the plan's multipliers. An error of the lag moves nothing here:
 * in a company that is steady, what leaves the quarter at one end comes in at the other.
 */
export function plannedBookings(plan: PlanModel, baseline: Baseline): number {
  let sum = 0;
  KINDS.forEach((kind, k) => {
    (baseline.landing[k] ?? []).forEach((weeks, segment) => {
      weeks.forEach((dollars, i) => {
        const week = baseline.first_week + i;
        sum += dollars * plan.volume(kind.name, week) * (plan.winRate[segment] ?? 1);
      });
    });
  });
  return Math.round(sum * 100 * plan.meetingRate * plan.acceptRate * plan.size);
}
