import { normalQuantile } from './normal.ts';

export interface UsualRange {
  readonly usual: number;
  /** The range in which a total at the usual pace lies 90 times in 100. */
  readonly low: number;
  readonly high: number;
}

/** Fewer weeks than this do not say what is usual. */
const ENOUGH_WEEKS = 8;

/**
 * What so many weeks bring at the pace of earlier weeks. The mean has the error of its own estimate
 * and the total the swing from week to week; for counts that swing is never taken below Poisson's.
 * Normal approximation of a prediction interval.
 * @param earlier one value a week, counts or sums, oldest first
 * @param weeks how many weeks to expect
 * @returns null when there are fewer than 8 weeks, or nothing ever happened in them
 */
export function usualRange(earlier: readonly number[], weeks: number): UsualRange | null {
  const firstSeen = earlier.findIndex((value) => value !== 0);
  const seen = firstSeen === -1 ? [] : earlier.slice(firstSeen);
  if (seen.length < ENOUGH_WEEKS) return null;
  const mean = seen.reduce((sum, value) => sum + value, 0) / seen.length;
  const variance = seen.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (seen.length - 1);
  const swing = Math.max(variance, mean) * (weeks + weeks ** 2 / seen.length);
  const half = normalQuantile(0.95) * Math.sqrt(swing);
  const usual = mean * weeks;
  return { usual, low: Math.max(0, usual - half), high: usual + half };
}
