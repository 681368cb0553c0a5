/** Amounts of deals to come: a lognormal body, and a tail of its own. */

import { normalCdf, normalQuantile } from './normal.ts';
import { sortedQuantile } from './scoring.ts';

/** Fewer amounts than this say nothing by themselves. */
const FEWEST_AMOUNTS = 8;
/** A tail is fitted from so many exceedances on; else the amounts seen there are drawn from. */
const FEWEST_EXCEEDANCES = 25;
/** Heavier than this, the spread of the tail has no end. */
const HEAVIEST = 0.45;
const BODY_STEPS = 512;

export interface AmountLaw {
  /** An amount, from a uniform number in (0, 1). */
  draw(uniform: number): number;
  readonly mean: number;
  /** Error of the mean of the logarithms. */
  readonly logError: number;
  /** Above this amount the tail begins. */
  readonly threshold: number;
  readonly tail: 'pareto' | 'seen' | 'none';
}

/**
 * The law of positive amounts. Above u = max(4 medians, 95 % quantile) a generalised Pareto law where
 * 25 or more lie there; else those of `parent` (or its own) above u as they are. Below u a lognormal.
 */
export function amountLaw(
  amounts: readonly number[],
  parent: readonly number[] = amounts,
): AmountLaw | null {
  const own = positive(amounts);
  if (own.length < FEWEST_AMOUNTS) {
    const all = positive(parent);
    return all.length > own.length ? amountLaw([...all]) : own.length > 0 ? seenOnly(own) : null;
  }
  const logs = own.map(Math.log);
  const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length;
  const variance = logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (logs.length - 1);
  const sd = Math.sqrt(variance);
  const threshold = Math.max(4 * sortedQuantile(own, 0.5), sortedQuantile(own, 0.95));
  const above = own.filter((amount) => amount > threshold);
  const share = above.length / own.length;
  const body = bodyTable({ mean, sd, threshold });
  const tail = tailOf(above, positive(parent), threshold);
  const draw = (uniform: number) => {
    if (uniform < share) return tail.draw(uniform / share);
    const at = ((uniform - share) / (1 - share)) * BODY_STEPS;
    const step = Math.min(BODY_STEPS - 1, Math.floor(at));
    return body[step]! + (at - step) * (body[step + 1]! - body[step]!);
  };
  return {
    draw,
    mean: meanOf(draw),
    logError: sd / Math.sqrt(logs.length),
    threshold,
    tail: share > 0 ? tail.kind : 'none',
  };
}

/** The law of wins of which only a share has an amount; the others are worth nothing, as in bookings. */
export function sometimesNothing(law: AmountLaw, share: number): AmountLaw {
  if (share >= 1) return law;
  return {
    ...law,
    draw: (uniform) => (uniform < share ? law.draw(uniform / share) : 0),
    mean: law.mean * share,
  };
}

function positive(amounts: readonly number[]): Float64Array {
  return Float64Array.from(amounts.filter((amount) => amount > 0)).sort();
}

function seenOnly(sorted: Float64Array): AmountLaw {
  const draw = (uniform: number) => sorted[Math.floor(uniform * sorted.length)]!;
  return {
    draw,
    mean: sorted.reduce((sum, x) => sum + x, 0) / sorted.length,
    logError: 0.5 / Math.sqrt(sorted.length),
    threshold: Infinity,
    tail: 'none',
  };
}

/** Quantiles of the lognormal law below the threshold. */
function bodyTable(law: { mean: number; sd: number; threshold: number }): Float64Array {
  const { mean, sd, threshold } = law;
  if (!(sd > 0)) return new Float64Array(BODY_STEPS + 1).fill(Math.exp(mean));
  const below = normalCdf((Math.log(threshold) - mean) / sd);
  return Float64Array.from({ length: BODY_STEPS + 1 }, (_, step) => {
    // Half a step from either end: the law has no smallest value.
    const p = (Math.min(Math.max(step, 0.5), BODY_STEPS - 0.5) / BODY_STEPS) * below;
    return Math.exp(mean + sd * normalQuantile(p));
  });
}

interface Tail {
  readonly kind: 'pareto' | 'seen';
  draw(uniform: number): number;
}

function tailOf(above: Float64Array, parent: Float64Array, threshold: number): Tail {
  if (above.length >= FEWEST_EXCEEDANCES) {
    const law = paretoTail(above.map((amount) => amount - threshold));
    return { kind: 'pareto', draw: (uniform) => threshold + paretoQuantile(uniform, law) };
  }
  const higher = parent.filter((amount) => amount > threshold);
  const seen = higher.length > 0 ? higher : Float64Array.of(threshold);
  return { kind: 'seen', draw: (uniform) => seen[Math.floor(uniform * seen.length)]! };
}

export interface ParetoTail {
  readonly scale: number;
  readonly shape: number;
}

/** Generalised Pareto law of sorted exceedances by probability-weighted moments (Hosking, Wallis 1987). */
export function paretoTail(sorted: ArrayLike<number>): ParetoTail {
  const n = sorted.length;
  let mean = 0;
  let weighted = 0;
  for (let i = 0; i < n; i++) {
    mean += sorted[i]! / n;
    weighted += (sorted[i]! * (n - 1 - i)) / (n * (n - 1));
  }
  const shape = Math.min(HEAVIEST, 2 - mean / (mean - 2 * weighted));
  // With the shape given, the scale that keeps the mean.
  return { shape, scale: mean * (1 - shape) };
}

/** The exceedance with so small a share above it. */
function paretoQuantile(above: number, { scale, shape }: ParetoTail): number {
  if (Math.abs(shape) < 1e-9) return -scale * Math.log(above);
  return (scale / shape) * (above ** -shape - 1);
}

function meanOf(draw: (uniform: number) => number): number {
  const steps = 20_000;
  let sum = 0;
  for (let i = 0; i < steps; i++) sum += draw((i + 0.5) / steps);
  return sum / steps;
}
