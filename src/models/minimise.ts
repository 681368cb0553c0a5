/** Minimum of a smooth function of a few variables, and what its curvature says. */
import { inverse, type Matrix } from './matrix.ts';

/** Writes the gradient at `x` into `gradient` and returns the value; Infinity outside the domain. */
export type Smooth = (x: Float64Array, gradient: Float64Array) => number;

export interface Minimum {
  readonly at: Float64Array;
  readonly value: number;
  /** Whether the gradient vanished; if not, `at` is the best point seen. */
  readonly settled: boolean;
}

export interface MinimiseOptions {
  /** Largest element of the gradient at which the search ends, relative to 1 + |value|. */
  readonly tolerance?: number;
  readonly mostSteps?: number;
  /** A guess of the inverse of the second derivatives, such as the covariance of a fit nearby. */
  readonly metric?: Matrix | null;
}

const SUFFICIENT = 1e-4;
const LONGEST_STEP = 2;
/** A search that gains less than this, relative, in three steps running goes nowhere. */
const SMALLEST_GAIN = 1e-9;
/** Within this share of a standard error the second derivatives are the same. */
const CURVATURE_HOLDS = 1e-4;

/**
 * BFGS with a line search that halves (Nocedal and Wright 2006, chapter 6). The first step is at
 * most 1 long and no later one longer than 2 in any variable, since all are logarithms or logits.
 */
export function minimise(
  f: Smooth,
  start: Float64Array,
  { tolerance = 1e-9, mostSteps = 200, metric: guess = null }: MinimiseOptions = {},
): Minimum {
  const n = start.length;
  let x = start.slice();
  let gradient = new Float64Array(n);
  let value = f(x, gradient);
  if (!Number.isFinite(value)) return { at: x, value: Infinity, settled: false };
  const metric = guess
    ? guess.map((row) => row.slice())
    : Array.from({ length: n }, () => new Float64Array(n));
  if (!guess) reset(metric, 1 / Math.max(1, norm(gradient)));
  let fresh = true;
  let small = 0;
  for (let step = 0; step < mostSteps; step++) {
    if (largest(gradient) <= tolerance * (1 + Math.abs(value))) {
      return { at: x, value, settled: true };
    }
    const move = direction(metric, gradient);
    let slope = dot(move, gradient);
    if (!(slope < 0)) {
      reset(metric, 1 / Math.max(1, norm(gradient)));
      move.set(direction(metric, gradient));
      slope = dot(move, gradient);
    }
    const longest = largest(move);
    let length = longest > LONGEST_STEP ? LONGEST_STEP / longest : 1;
    const next = new Float64Array(n);
    const nextGradient = new Float64Array(n);
    let nextValue = Infinity;
    for (let halving = 0; halving < 30; halving++, length /= 2) {
      for (let i = 0; i < n; i++) next[i] = x[i]! + length * move[i]!;
      nextValue = f(next, nextGradient);
      if (nextValue <= value + SUFFICIENT * length * slope) break;
    }
    if (!(nextValue < value)) {
      if (fresh) return { at: x, value, settled: false };
      reset(metric, 1 / Math.max(1, norm(gradient)));
      fresh = true;
      continue;
    }
    fresh = false;
    small = value - nextValue < SMALLEST_GAIN * (1 + Math.abs(value)) ? small + 1 : 0;
    update(metric, x, next, gradient, nextGradient, step === 0 && !guess);
    x = next;
    gradient = nextGradient;
    value = nextValue;
    if (small >= 3) break;
  }
  return { at: x, value, settled: false };
}

/** A function with its gradient by central differences, for costs that are cheap to ask for. */
export function withDifferences(cost: (x: Float64Array) => number, step = 1e-5): Smooth {
  return (x, gradient) => {
    const moved = x.slice();
    for (let i = 0; i < x.length; i++) {
      const h = step * Math.max(1, Math.abs(x[i]!));
      moved[i] = x[i]! + h;
      const above = cost(moved);
      moved[i] = x[i]! - h;
      gradient[i] = (above - cost(moved)) / (2 * h);
      moved[i] = x[i]!;
    }
    return cost(x);
  };
}

/** Symmetric second derivatives by central differences of the gradient. */
export function hessianAt(f: Smooth, x: Float64Array, step = 1e-4): Matrix {
  const n = x.length;
  const columns = Array.from({ length: n }, (_, j) => {
    const h = step * Math.max(1, Math.abs(x[j]!));
    const [up, down] = [x.slice(), x.slice()];
    up[j]! += h;
    down[j]! -= h;
    const [above, below] = [new Float64Array(n), new Float64Array(n)];
    f(up, above);
    f(down, below);
    return above.map((value, i) => (value - below[i]!) / (2 * h));
  });
  return columns.map((column, j) => column.map((value, i) => (value + columns[i]![j]!) / 2));
}

/**
 * `minimise`, then Newton's steps to full precision, with the inverse of the second derivatives:
 * the covariance if `f` is a negative log-likelihood. null where they are not positive definite.
 */
export function minimiseWithCurvature(
  f: Smooth,
  start: Float64Array,
  options: MinimiseOptions = {},
): Minimum & { readonly covariance: Matrix | null } {
  let best = minimise(f, start, options);
  let covariance = inverse(hessianAt(f, best.at));
  for (let round = 0; round < 2 && covariance; round++) {
    const gradient = new Float64Array(best.at.length);
    f(best.at, gradient);
    if (largest(gradient) < 1e-10 * (1 + Math.abs(best.value))) {
      best = { ...best, settled: true };
      break;
    }
    const move = covariance.map((row) => -dot(row, gradient));
    const at = best.at.map((x, i) => x + move[i]!);
    const value = f(at, gradient);
    // At the floor of rounding the value cannot fall any more, but the step was still right.
    if (!(value <= best.value + 1e-12 * Math.abs(best.value))) break;
    best = { at, value, settled: true };
    const far = move.some(
      (by, i) => Math.abs(by) > CURVATURE_HOLDS * Math.sqrt(covariance![i]![i]!),
    );
    if (!far) break;
    covariance = inverse(hessianAt(f, best.at)) ?? covariance;
  }
  return { ...best, covariance };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

function largest(a: Float64Array): number {
  let most = 0;
  for (const value of a) most = Math.max(most, Math.abs(value));
  return most;
}

function reset(metric: Float64Array[], scale: number): void {
  metric.forEach((row, i) => {
    row.fill(0);
    row[i] = scale;
  });
}

function direction(metric: readonly Float64Array[], gradient: Float64Array): Float64Array {
  return Float64Array.from(metric, (row) => -dot(row, gradient));
}

/** The inverse Hessian after a step; left alone where the curvature along it is not positive. */
function update(
  metric: Float64Array[],
  x: Float64Array,
  next: Float64Array,
  gradient: Float64Array,
  nextGradient: Float64Array,
  first: boolean,
): void {
  const n = x.length;
  const s = next.map((value, i) => value - x[i]!);
  const y = nextGradient.map((value, i) => value - gradient[i]!);
  const curvature = dot(s, y);
  if (curvature <= 1e-12 * norm(s) * norm(y)) return;
  if (first) reset(metric, curvature / dot(y, y));
  const my = Float64Array.from(metric, (row) => dot(row, y));
  const factor = (1 + dot(y, my) / curvature) / curvature;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      metric[i]![j]! += factor * s[i]! * s[j]! - (my[i]! * s[j]! + s[i]! * my[j]!) / curvature;
    }
  }
}
