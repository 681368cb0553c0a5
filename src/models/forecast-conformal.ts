/** What past forecasts got wrong, put right in the next: centre and width. */

import { NORMAL_BY_MEDIAN, sortedQuantile } from './scoring.ts';

/** A past forecast of the same week of its quarter, and what came. */
export interface PastForecast {
  readonly actual: number;
  /** Evenly spaced, ascending, before any correction. */
  readonly quantiles: readonly number[];
}

/** Shares that the intervals are to hold; each is corrected for itself. */
const LEVELS = [0.5, 0.8, 0.9] as const;

export interface Correction {
  /** By how much either arm of the intervals that hold 50, 80 and 90 % is longer. */
  readonly widths: readonly number[];
  /** What the centre is multiplied by: near 1 unless misses, of late or always, lie on one side. */
  readonly shift: number;
  /** Mean of ln(actual / median), where there are two past forecasts or more. */
  readonly bias: number | null;
  readonly quarters: number;
  /** `none` with fewer than 8 quarters, `split`, or `adaptive` from 12 on. */
  readonly kind: 'none' | 'split' | 'adaptive';
}

export const NO_CORRECTION: Correction = {
  widths: LEVELS.map(() => 1),
  shift: 1,
  bias: null,
  quarters: 0,
  kind: 'none',
};

const FEWEST_QUARTERS = 8;
const ADAPTIVE_QUARTERS = 12;
const LEARNING_RATE = 0.05;
const NARROWEST = 0.5;
const WIDEST = 4;
/** Odds, before any miss is looked at, that forecasts began to miss on one side in a given quarter. */
const BREAK_ODDS = 0.05;
/** That they did so in these quarters in a row and then no longer; one alone is an oddity, as likely as a break. */
const SPELL_ODDS = 0.01;
/** s.d. of the logarithm by which they then miss. */
const BREAK_SIZE = 0.5;
/** Shares of the median below this count as this: a quarter without any booking is a miss, too. */
const LEAST = 0.01;
/** A miss of more s.d. counts as so many: one absurd quarter does not decide. */
const FARTHEST = 5;
/** Half the length of a normal law's 90 % interval, in s.d. */
const ARM_IN_SD = 1.6448536269514722;

/** Fewer misses than this have nothing in common. */
const FEWEST_MISSES = 5;

/** So far above 1 the noise of ten misses lies by chance alone. */
const NOISE_BY_CHANCE = 1.3;

/** Lengths of the arms of intervals around a median, in logarithms, by LEVELS. */
interface Arms {
  readonly up: readonly number[];
  readonly down: readonly number[];
}

/** A past forecast's miss, in logarithms. */
interface Miss extends Arms {
  readonly residual: number;
}

/**
 * First the centre follows what the misses have in common; then, level by level, split conformal on what
 * each forecast, its centre moved by those before it, missed by over the length of that arm; with 12
 * quarters the level itself follows the misses (Gibbs and Candès 2021). @param past oldest first
 */
export function correctionFrom(past: readonly PastForecast[]): Correction {
  const misses = past.flatMap(({ actual, quantiles }): Miss[] => {
    const sorted = Float64Array.from(quantiles);
    const median = sortedQuantile(sorted, 0.5);
    if (!(median > 0)) return [];
    const arms = armsOf(sorted, median);
    const hasArms = [...arms.up, ...arms.down].every((arm) => arm > 0);
    return hasArms ? [{ ...arms, residual: away(actual, median) }] : [];
  });
  const quarters = misses.length;
  const bias =
    quarters >= 2 ? misses.reduce((sum, { residual }) => sum + residual, 0) / quarters : null;
  if (quarters < FEWEST_QUARTERS) return { ...NO_CORRECTION, bias, quarters };
  const distances = misses.map(({ residual }, i) => residual - commonMiss(misses.slice(0, i)));
  const isAdaptive = quarters >= ADAPTIVE_QUARTERS;
  return {
    widths: LEVELS.map((level, l) => {
      const scores = misses.map(
        (miss, i) => Math.abs(distances[i]!) / armOf(distances[i]!, miss)[l]!,
      );
      const alpha = isAdaptive ? adapted(scores, 1 - level) : 1 - level;
      return Math.min(WIDEST, Math.max(NARROWEST, conformalQuantile(scores, alpha)));
    }),
    shift: Math.exp(commonMiss(misses)),
    bias,
    quarters,
    kind: isAdaptive ? 'adaptive' : 'split',
  };
}

function armsOf(sorted: Float64Array, median: number): Arms {
  const arm = (share: number) => Math.abs(away(sortedQuantile(sorted, share), median));
  return {
    up: LEVELS.map((level) => arm((1 + level) / 2)),
    down: LEVELS.map((level) => arm((1 - level) / 2)),
  };
}

function away(value: number, median: number): number {
  return Math.log(Math.max(value / median, LEAST));
}

/** The arms on one side of the median; above it where `side` is not negative. */
function armOf(side: number, { up, down }: Arms): readonly number[] {
  return side >= 0 ? up : down;
}

/**
 * What the next forecast is expected to miss by: the mean over "nothing happened", "the last k missed by
 * one amount in common" (k = all: they always did), which goes on, and "these in a row did", which is
 * over. The errors are normal with the s.d. that their bands claim, or more where misses jump to and fro
 * by more; the amount is normal around 0, so that the weight of each has a closed form.
 */
function commonMiss(misses: readonly Miss[]): number {
  if (misses.length < FEWEST_MISSES) return 0;
  const scale = noiseScale(misses);
  const last = misses.length - 1;
  const found = [{ weight: 0, amount: 0 }];
  for (let end = last; end >= 0; end--) {
    let [precision, weighted] = [0, 0];
    for (let start = end; start >= 0; start--) {
      const miss = misses[start]!;
      const sd = scale * sdOf(miss);
      const most = FARTHEST * sd;
      precision += 1 / sd ** 2;
      weighted += Math.min(most, Math.max(-most, miss.residual)) / sd ** 2;
      const [mean, variance] = [weighted / precision, 1 / precision];
      const total = variance + BREAK_SIZE ** 2;
      const odds = (Math.log(variance / total) + mean ** 2 * (1 / variance - 1 / total)) / 2;
      if (start === end) found.push({ weight: Math.log(BREAK_ODDS) + odds, amount: 0 });
      else if (end < last) found.push({ weight: Math.log(SPELL_ODDS) + odds, amount: 0 });
      if (end === last) {
        const amount = (mean * BREAK_SIZE ** 2) / total;
        found.push({ weight: Math.log(BREAK_ODDS) + odds, amount });
      }
    }
  }
  const largest = Math.max(...found.map(({ weight }) => weight));
  const shares = found.map(({ weight }) => Math.exp(weight - largest));
  const sum = shares.reduce((all, share) => all + share, 0);
  return found.reduce((mean, { amount }, i) => mean + (shares[i]! / sum) * amount, 0);
}

/** s.d. that the 90 % interval claims on that side. */
function sdOf(miss: Miss): number {
  return armOf(miss.residual, miss).at(-1)! / ARM_IN_SD;
}

/** How many times what the bands claim; from steps between misses, of which a break makes only one. */
function noiseScale(misses: readonly Miss[]): number {
  const scores = misses.map((miss) => miss.residual / sdOf(miss));
  const steps = scores.slice(1).map((score, i) => Math.abs(score - scores[i]!));
  const middle = sortedQuantile(Float64Array.from(steps).sort(), 0.5);
  return Math.max(1, (NORMAL_BY_MEDIAN * middle) / Math.SQRT2 / NOISE_BY_CHANCE);
}

/** The ceil((n + 1)(1 - alpha))-th smallest score, the largest where there is none so high. */
export function conformalQuantile(scores: readonly number[], alpha: number): number {
  const sorted = scores.toSorted((a, b) => a - b);
  const rank = Math.ceil((sorted.length + 1) * (1 - alpha) - 1e-9);
  return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1]!;
}

/** Adaptive conformal inference: a miss widens what follows, a hit narrows it a little. */
function adapted(scores: readonly number[], alpha: number): number {
  let current = alpha;
  for (let t = FEWEST_QUARTERS; t < scores.length; t++) {
    const missed = scores[t]! > conformalQuantile(scores.slice(0, t), current) ? 1 : 0;
    current = Math.min(0.5, Math.max(0.005, current + LEARNING_RATE * (alpha - missed)));
  }
  return current;
}

/** Sorted draws with the correction, in place: what is booked stays, and nothing falls below it. */
export function correct(
  sorted: Float64Array,
  { booked, correction }: { readonly booked: number; readonly correction: Correction },
): void {
  const { widths, shift, kind } = correction;
  const median = sortedQuantile(sorted, 0.5);
  if (kind === 'none' || !(median > 0)) return;
  const arms = armsOf(sorted, median);
  for (let i = 0; i < sorted.length; i++) {
    const far = away(sorted[i]!, median);
    const longer = Math.sign(far) * stretched(Math.abs(far), armOf(far, arms), widths);
    const isNothing = sorted[i]! < LEAST * median;
    sorted[i] = Math.max(booked, isNothing ? 0 : median * shift * Math.exp(longer));
  }
}

/** Straight lines between the ends of the intervals; beyond the widest as that one. */
function stretched(far: number, arms: readonly number[], widths: readonly number[]): number {
  let [from, to] = [0, 0];
  for (const [l, arm] of arms.entries()) {
    const end = Math.max(to, arm * widths[l]!);
    if (far < arm) return to + ((far - from) / (arm - from)) * (end - to);
    [from, to] = [arm, end];
  }
  return to + (far - from) * widths.at(-1)!;
}
