/** The most likely mixture of won, lost and never, and what can be said of its parameters. */
import type { Interval } from './binomial.ts';
import type { Matrix } from './matrix.ts';
import { minimise, minimiseWithCurvature, type Smooth } from './minimise.ts';
import {
  layoutOf,
  logit,
  type Mixture,
  type MixtureCounts,
  type MixtureShape,
  mixtureAt,
  negativeLogLikelihood,
  onFirstDay,
  type Prior,
} from './mixture.ts';
import { translated } from './roles.ts';

export interface MixtureFit {
  readonly shape: MixtureShape;
  /** logit p_won, logit of p_lost / (1 - p_won), then by outcome: logit atom, ln median, ln sigma, q. */
  readonly parameters: Float64Array;
  readonly mixture: Mixture;
  /** Of the parameters; null where the likelihood has no peak. */
  readonly covariance: Matrix | null;
  readonly logLikelihood: number;
  /** -2 ln L + 2 × parameters. */
  readonly aic: number;
  /** Whether the search ended at a stationary point. */
  readonly settled: boolean;
  /** Whether every start led to the same point: then the likelihood has most likely one peak. */
  readonly onePeak: boolean;
}

/** An atom, or a share that stays open for ever, below this is none. */
const NOTHING = Math.log(1e-5);

export interface FitOptions {
  /** A fit of another family to the same counts: where it met one peak only, the search starts there. */
  readonly near?: MixtureFit | undefined;
  readonly prior?: Prior | undefined;
  /** Where a larger shape ended, of which a part vanished. */
  readonly reduced?: { readonly at: Float64Array; readonly onePeak: boolean };
}

/**
 * The most likely parameters, from the best of three starts, or from a fit `near`. An atom without
 * an event on its day, and an atom or a never-share that the likelihood drives to 0, are left out of
 * the shape that is returned; under a prior the shape stays as it was asked for.
 */
export function fitMixture(
  counts: MixtureCounts,
  asked: MixtureShape,
  { near, prior, reduced }: FitOptions = {},
): MixtureFit {
  const shape = prior ? asked : possibleShape(counts, asked);
  const f = negativeLogLikelihood(counts, shape, prior);
  const warm =
    reduced?.at ?? (near?.onePeak ? translated(near.parameters, near.shape, shape) : null);
  const metric =
    warm && !reduced && near?.parameters.length === warm.length ? near.covariance : null;
  const found = (warm ? [warm] : startsOf(counts, shape))
    .map((start) => minimise(f, start, { tolerance: 1e-6, metric, mostSteps: MOST_STEPS }))
    .sort((a, b) => a.value - b.value);
  const onePeak =
    reduced?.onePeak ?? found.every(({ value }) => isSamePeak(value, found[0]!.value));
  const { at, value, settled, covariance } = minimiseWithCurvature(f, found[0]!.at, {
    tolerance: 1e-6,
    mostSteps: MOST_STEPS,
  });
  if (!prior) {
    const smaller = withoutVanished(shape, at);
    if (smaller) {
      const start = translated(at, shape, smaller);
      return fitMixture(counts, smaller, start ? { reduced: { at: start, onePeak } } : {});
    }
  }
  return {
    shape,
    parameters: at,
    mixture: mixtureAt(at, shape),
    covariance,
    logLikelihood: -value,
    aic: 2 * value + 2 * at.length,
    settled,
    onePeak: onePeak && covariance !== null,
  };
}

/** Peaks are found in about 30 steps; more are spent on the way to infinity. */
const MOST_STEPS = 80;

/** Searches that end within this much of the log-likelihood, or this share of it, have found the same peak. */
const SAME_PEAK = 1e-3;
const SAME_SHARE = 1e-7;

function isSamePeak(value: number, best: number): boolean {
  return value - best < Math.max(SAME_PEAK, SAME_SHARE * Math.abs(best));
}

function possibleShape(counts: MixtureCounts, { won, lost, never }: MixtureShape): MixtureShape {
  const possible = (one: MixtureShape['won'], events: MixtureCounts['won']) => ({
    ...one,
    atom: one.atom && onFirstDay(events, counts.boundaries, one.from) > 0,
  });
  return {
    won: possible(won, counts.won),
    lost: lost && counts.lost.total > 0 ? possible(lost, counts.lost) : null,
    ...(never === false ? { never } : {}),
  };
}

function withoutVanished(shape: MixtureShape, at: Float64Array): MixtureShape | null {
  const layout = layoutOf(shape);
  const gone = (index: number) => index >= 0 && at[index]! < NOTHING;
  const won = gone(layout.won.atom);
  const lost = gone(layout.lost?.atom ?? -1);
  const never = layout.lambda >= 0 && -at[layout.lambda]! < NOTHING;
  if (!won && !lost && !never) return null;
  return {
    won: won ? { ...shape.won, atom: false } : shape.won,
    lost: lost && shape.lost ? { ...shape.lost, atom: false } : shape.lost,
    ...(never || shape.never === false ? { never: false } : {}),
  };
}

/** Age by which half of the events happened, in the middle of its day. */
function medianAge({ to, weight, total }: MixtureCounts['won'], boundaries: Float64Array): number {
  let sum = 0;
  for (let e = 0; e < weight.length; e++) {
    sum += weight[e]!;
    if (sum >= total / 2) return boundaries[to[e]!]! - 0.5;
  }
  return 30;
}

function startsOf(counts: MixtureCounts, shape: MixtureShape): Float64Array[] {
  const layout = layoutOf(shape);
  const { subjects } = counts;
  const won = Math.min(0.9, (counts.won.total + 0.5) / (subjects + 1));
  const lost = Math.min(0.9, (counts.lost.total + 0.5) / (subjects + 1)) / (1 - won);
  const plans = [
    { odds: 1.3, longer: 1.2, sigma: 0.9 },
    { odds: 3, longer: 2.4, sigma: 1.1 },
    { odds: 1, longer: 0.9, sigma: 0.6 },
  ];
  return plans.map(({ odds, longer, sigma }) => {
    const x = new Float64Array(layout.size);
    x[0] = logit(won) + Math.log(odds);
    if (layout.lambda >= 0) x[1] = logit(Math.min(0.98, lost)) + Math.log(odds);
    for (const [at, events, from = 0] of [
      [layout.won, counts.won, shape.won.from],
      [layout.lost, counts.lost, shape.lost?.from],
    ] as const) {
      if (!at) continue;
      if (at.atom >= 0) {
        const share = onFirstDay(events, counts.boundaries, from) / events.total;
        x[at.atom] = logit(Math.min(0.5, 0.5 * share + 0.005));
      }
      if (at.logMedian >= 0) {
        x[at.logMedian] = Math.log(
          longer * Math.max(0.5, medianAge(events, counts.boundaries) - from),
        );
      }
      if (at.logSigma >= 0) x[at.logSigma] = Math.log(sigma);
      if (at.q >= 0) x[at.q] = 0.4;
    }
    return x;
  });
}

/** The function with one variable held at `value`. */
function holding(f: Smooth, index: number, value: number, size: number): Smooth {
  const full = new Float64Array(size);
  const fullGradient = new Float64Array(size);
  return (x, gradient) => {
    full.set(x.subarray(0, index));
    full[index] = value;
    full.set(x.subarray(index), index + 1);
    const result = f(full, fullGradient);
    gradient.set(fullGradient.subarray(0, index));
    gradient.set(fullGradient.subarray(index + 1), index);
    return result;
  };
}

/**
 * How the other parameters go along with the first near the peak, and their covariance where it is
 * held: where the search along a profile starts, and its first metric.
 */
function besideFirst({ covariance, parameters }: MixtureFit) {
  const n = parameters.length - 1;
  if (!covariance) return { slopes: new Float64Array(n), metric: null };
  const slopes = Float64Array.from(
    { length: n },
    (_, i) => covariance[i + 1]![0]! / covariance[0]![0]!,
  );
  const metric = Array.from({ length: n }, (_, i) =>
    Float64Array.from(
      { length: n },
      (_, j) => covariance[i + 1]![j + 1]! - slopes[i]! * covariance[0]![j + 1]!,
    ),
  );
  return { slopes, metric };
}

/**
 * Ends of the profile-likelihood interval of logit p_won: where twice the drop of the likelihood
 * reaches `drop` (3.84 for 95 %). -Infinity or Infinity where it never does.
 */
export function profileInterval(counts: MixtureCounts, fit: MixtureFit, drop: number): Interval {
  const f = negativeLogLikelihood(counts, fit.shape);
  const centre = fit.parameters[0]!;
  const error = Math.min(2, Math.sqrt(fit.covariance?.[0]?.[0] ?? 1));
  const { slopes, metric } = besideFirst(fit);
  const others = fit.parameters.subarray(1);
  const end = (side: 1 | -1): number => {
    let warm: { rho: number; at: Float64Array } = { rho: centre, at: Float64Array.from(others) };
    /** Signed square root of the drop: close to a straight line in logit p. */
    const root = (rho: number): number => {
      const start = warm.at.map((x, i) => x + slopes[i]! * (rho - warm.rho));
      const held = holding(f, 0, rho, fit.parameters.length);
      const search = (from: Float64Array) => minimise(held, from, { tolerance: 1e-7, metric });
      let found = search(start);
      if (!Number.isFinite(found.value)) found = search(warm.at);
      if (Number.isFinite(found.value)) warm = { rho, at: found.at };
      return Math.sqrt(Math.max(0, 2 * (found.value + fit.logLikelihood)));
    };
    const wanted = Math.sqrt(drop);
    let [near, nearRoot] = [centre, 0];
    let far = centre + side * error * wanted;
    let farRoot = root(far);
    while (farRoot < wanted) {
      if (Math.abs(far) > FARTHEST_LOGIT) return side * Infinity;
      [near, nearRoot] = [far, farRoot];
      const slope = nearRoot / Math.abs(near - centre);
      const step = Math.min(1.5 * Math.max(0.2, (wanted - nearRoot) / Math.max(slope, 1e-3)), 3);
      far += side * step;
      farRoot = root(far);
    }
    for (let step = 0; step < 60 && Math.abs(far - near) > 1e-9; step++) {
      const share = (wanted - nearRoot) / (farRoot - nearRoot);
      const guess = near + Math.min(0.98, Math.max(0.02, share)) * (far - near);
      const value = root(guess);
      if (Math.abs(value - wanted) < 1e-6) return guess;
      if (value < wanted) [near, nearRoot] = [guess, value];
      else [far, farRoot] = [guess, value];
    }
    return (near + far) / 2;
  };
  return { low: end(-1), high: end(1) };
}

/** A rate of 1 - 1e-6 and of 1 are not told apart. */
const FARTHEST_LOGIT = 14;
