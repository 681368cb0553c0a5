/** Proper scores of forecasts, and how well their intervals hold (docs/mathematics.md). */

import { Random } from './forecast-random.ts';
import { gammaUpper } from './gamma.ts';

/** s.d. of a normal law ÷ median distance to its median. */
export const NORMAL_BY_MEDIAN = 1.4826;

/**
 * Continuous ranked probability score of draws: mean |x - y| less half the mean distance between
 * two draws. `fair` leaves out the distance of a draw to itself, so that few draws cost nothing.
 */
export function sampleCrps(
  draws: ArrayLike<number>,
  actual: number,
  { fair = true }: { readonly fair?: boolean } = {},
): number {
  const sorted = Float64Array.from(draws).sort();
  const n = sorted.length;
  let distance = 0;
  let spread = 0;
  for (let i = 0; i < n; i++) {
    distance += Math.abs(sorted[i]! - actual);
    spread += (2 * i + 1 - n) * sorted[i]!;
  }
  const pairs = fair ? n * (n - 1) : n * n;
  return distance / n - (pairs > 0 ? spread / pairs : 0);
}

/** Quantile loss of q, the forecast of the quantile `tau`. */
export function pinball(actual: number, q: number, tau: number): number {
  return (actual - q) * (tau - (actual < q ? 1 : 0));
}

/** Width of a central interval, and a fine for what falls outside; alpha: the share allowed to. */
export function intervalScore(
  actual: number,
  { low, high }: { readonly low: number; readonly high: number },
  alpha: number,
): number {
  const fine = Math.max(low - actual, 0) + Math.max(actual - high, 0);
  return high - low + (2 / alpha) * fine;
}

/** Mean squared error of chances of what happened (1) or did not (0). */
export function brier(chances: readonly number[], happened: readonly number[]): number {
  return mean(chances.map((p, i) => (p - happened[i]!) ** 2));
}

export function logLoss(chances: readonly number[], happened: readonly number[]): number {
  return mean(chances.map((p, i) => -Math.log(happened[i] ? p : 1 - p)));
}

/** Quantile of sorted values, straight lines between them (R's type 7). */
export function sortedQuantile(sorted: ArrayLike<number>, p: number): number {
  const at = p * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low;
  return low + (at - below) * (high - low);
}

/**
 * Share of draws below what happened; where draws equal it, `uniform` (in [0, 1]) says how many of
 * them count. Over many good forecasts it is uniform.
 */
export function pit(draws: ArrayLike<number>, actual: number, uniform: number): number {
  let below = 0;
  let equal = 0;
  for (let i = 0; i < draws.length; i++) {
    if (draws[i]! < actual) below++;
    else if (draws[i] === actual) equal++;
  }
  return (below + uniform * equal) / draws.length;
}

/** Sorted draws or quantiles of a forecast, and what came. */
export interface Outcome {
  readonly sorted: ArrayLike<number>;
  readonly actual: number;
}

/** Share of outcomes within the central interval of so large a level. */
export function heldShare(outcomes: readonly Outcome[], level: number): number {
  const tail = (1 - level) / 2;
  const held = outcomes.filter(
    ({ sorted, actual }) =>
      actual >= sortedQuantile(sorted, tail) && actual <= sortedQuantile(sorted, 1 - tail),
  );
  return held.length / outcomes.length;
}

/** Mean of ln(actual / median), above 0 where forecasts were low; null without any that are above 0. */
export function meanLogError(outcomes: readonly Outcome[]): number | null {
  const errors = outcomes.flatMap(({ sorted, actual }) => {
    const median = sortedQuantile(sorted, 0.5);
    return actual > 0 && median > 0 ? [Math.log(actual / median)] : [];
  });
  return errors.length === 0 ? null : mean(errors);
}

/** Chance of a histogram as uneven as this if the values are uniform (chi-squared). */
export function uniformityChance(values: readonly number[], bins: number): number {
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) counts[Math.min(bins - 1, Math.floor(value * bins))]!++;
  const expected = values.length / bins;
  const chi2 = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return gammaUpper((bins - 1) / 2, chi2 / 2);
}

export interface Skill {
  /** 1 - CRPS / CRPS of the baseline: above 0 is better than the baseline. */
  readonly skill: number;
  /** 90 % interval from drawing whole quarters anew. */
  readonly low: number;
  readonly high: number;
}

/** Skill against a baseline; scores of one block (quarter) are drawn together. Null without scores. */
export function skillAgainst(
  scores: readonly { readonly block: string; readonly own: number; readonly baseline: number }[],
  { seed, rounds = 1000 }: { readonly seed: number; readonly rounds?: number },
): Skill | null {
  const blocks = [...Map.groupBy(scores, ({ block }) => block).values()].map((rows) => ({
    own: rows.reduce((sum, row) => sum + row.own, 0),
    baseline: rows.reduce((sum, row) => sum + row.baseline, 0),
  }));
  const ratio = (rows: readonly { own: number; baseline: number }[]) => {
    const baseline = rows.reduce((sum, row) => sum + row.baseline, 0);
    return baseline > 0 ? 1 - rows.reduce((sum, row) => sum + row.own, 0) / baseline : 0;
  };
  if (blocks.length === 0) return null;
  const random = new Random(seed);
  const drawn = Float64Array.from({ length: rounds }, () =>
    ratio(blocks.map(() => blocks[Math.floor(random.uniform() * blocks.length)]!)),
  ).sort();
  return {
    skill: ratio(blocks),
    low: sortedQuantile(drawn, 0.05),
    high: sortedQuantile(drawn, 0.95),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
