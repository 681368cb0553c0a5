/** Whether a segment has changed: conversions of each cohort block against what was expected. */
import type { AgeCounts } from '../measures/rows.ts';
import type { FamilyFit } from './averages.ts';
import type { Interval } from './binomial.ts';
import { gammaQuantile, logGamma } from './gamma.ts';
import { happened, stillOpen } from './mixture.ts';
import { riskSets } from './risk-sets.ts';

/** Conversions seen and expected; expected may be a fraction, >= 0. */
export interface Expected {
  readonly observed: number;
  readonly expected: number;
}

/** observed / expected, drawn towards 1 as far as the spread of all blocks says. */
export interface Ratio extends Interval {
  readonly ratio: number;
}

/**
 * Daily chance of converting of those still open, by age 0 .. days - 1, under an averaged model.
 */
export function conversionHazard(
  families: readonly Pick<FamilyFit, 'weight' | 'mixture'>[],
  days: number,
): Float64Array {
  const converts = new Float64Array(days);
  const open = new Float64Array(days);
  for (const { weight, mixture } of families) {
    const { won } = mixture;
    let before = 0;
    for (let k = 0; k < days; k++) {
      const after = happened(won, k + 1);
      converts[k]! += weight * won.share * (after - before);
      open[k]! += weight * stillOpen(mixture, k);
      before = after;
    }
  }
  return converts.map((share, k) => (open[k]! > 0 ? share / open[k]! : 0));
}

/** Conversions that a hazard by age expects of the subjects of `counts` while they were at risk. */
export function expectedConversions(counts: readonly AgeCounts[], hazard: Float64Array): number {
  const { atRisk } = riskSets(counts);
  let sum = 0;
  for (let k = 0; k < atRisk.length; k++) sum += atRisk[k]! * (hazard[k] ?? 0);
  return sum;
}

/** Fewest and most invented conversions behind the common ratio 1. */
const LOWEST = Math.log(0.5);
const HIGHEST = Math.log(1e5);

/** ln of the probability of the observed numbers when ratios are gamma(a, a). */
function logLikelihood(blocks: readonly Expected[], a: number): number {
  let sum = 0;
  for (const { observed, expected } of blocks) {
    sum += logGamma(observed + a) - logGamma(a) + a * Math.log(a / (a + expected));
    if (observed > 0) sum += observed * Math.log(expected / (a + expected));
  }
  return sum;
}

/**
 * Ratios of sibling blocks under the gamma-Poisson model: the size of the common prior by maximum
 * likelihood, each ratio and its interval from the posterior gamma(a + observed, a + expected).
 */
export function shrunkRatios(blocks: readonly Expected[], level: number): Ratio[] {
  const usable = blocks.filter(({ expected }) => expected > 0);
  let [low, high] = [LOWEST, HIGHEST];
  for (let step = 0; step < 60; step++) {
    const [left, right] = [low + (high - low) / 3, high - (high - low) / 3];
    if (logLikelihood(usable, Math.exp(left)) < logLikelihood(usable, Math.exp(right))) low = left;
    else high = right;
  }
  const a = Math.exp((low + high) / 2);
  return blocks.map(({ observed, expected }) => ({
    ratio: (a + observed) / (a + expected),
    low: gammaQuantile((1 - level) / 2, a + observed) / (a + expected),
    high: gammaQuantile((1 + level) / 2, a + observed) / (a + expected),
  }));
}
