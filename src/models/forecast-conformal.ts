/** What past forecasts got wrong, put right in the next: width always, centre where it is clear. */

/** A past forecast of the same week of its quarter, and what came. */
export interface PastForecast {
  readonly actual: number;
  readonly median: number;
  /** Ends of its 90 % interval, before any correction. */
  readonly low: number;
  readonly high: number;
}

export interface Correction {
  /** By how much either arm of an interval is longer. */
  readonly width: number;
  /** What the centre is multiplied by; 1 unless the bias is beyond two standard errors. */
  readonly shift: number;
  /** Mean of ln(actual / median), where there are two past forecasts or more. */
  readonly bias: number | null;
  readonly quarters: number;
  /** `none` with fewer than 8 quarters, `split`, or `adaptive` from 12 on. */
  readonly kind: 'none' | 'split' | 'adaptive';
}

export const NO_CORRECTION: Correction = {
  width: 1,
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

/**
 * Split conformal on |ln(actual / median)| over the length of that arm; with 12 quarters the level
 * itself follows the misses (Gibbs and Candès 2021). @param past oldest first
 */
export function correctionFrom(past: readonly PastForecast[], level = 0.9): Correction {
  const usable = past.filter(
    ({ actual, median, low, high }) => actual > 0 && low > 0 && median > low && high > median,
  );
  const quarters = usable.length;
  const residuals = usable.map(({ actual, median }) => Math.log(actual / median));
  const bias = quarters >= 2 ? residuals.reduce((sum, r) => sum + r, 0) / quarters : null;
  if (bias === null || quarters < FEWEST_QUARTERS) {
    return { ...NO_CORRECTION, bias, quarters };
  }
  const squares = residuals.reduce((sum, r) => sum + (r - bias) ** 2, 0);
  const error = Math.sqrt(squares / (quarters - 1) / quarters);
  const centre = Math.abs(bias) > 2 * error ? bias : 0;
  const scores = usable.map(({ median, low, high }, i) => {
    const away = residuals[i]! - centre;
    return Math.abs(away) / (away >= 0 ? Math.log(high / median) : Math.log(median / low));
  });
  const isAdaptive = quarters >= ADAPTIVE_QUARTERS;
  const alpha = isAdaptive ? adapted(scores, 1 - level) : 1 - level;
  const width = Math.min(WIDEST, Math.max(NARROWEST, conformalQuantile(scores, alpha)));
  return {
    width,
    shift: Math.exp(centre),
    bias,
    quarters,
    kind: isAdaptive ? 'adaptive' : 'split',
  };
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

/** Draws with the correction, in place: what is booked stays, and nothing falls below it. */
export function correct(
  draws: Float64Array,
  {
    booked,
    median,
    correction,
  }: {
    readonly booked: number;
    readonly median: number;
    readonly correction: Correction;
  },
): void {
  const { width, shift } = correction;
  if ((width === 1 && shift === 1) || !(median > 0)) return;
  for (let i = 0; i < draws.length; i++) {
    const ratio = Math.max(draws[i]!, 1e-9 * median) / median;
    draws[i] = Math.max(booked, median * shift * ratio ** width);
  }
}
