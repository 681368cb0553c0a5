/** Lags with covariates at real times: ln T = x b + sigma e, with or without a share that never converts. */
import { type LagFamily, standardLaw } from './lag-laws.ts';
import { inverse, type Matrix } from './matrix.ts';
import { hessianAt, minimiseWithCurvature, type Smooth } from './minimise.ts';
import { logistic } from './mixture.ts';

/** Alike subjects. Times > 0, in any unit. */
export interface LagRow {
  /** Event: at `time`, or between `after` and `time` if `after` is given. Open: still so at `time`. */
  readonly time: number;
  readonly event: boolean;
  readonly after?: number;
  /** Under observation only from this time on; 0: from the start. */
  readonly entry?: number;
  /** Of the lag; include the constant 1. */
  readonly covariates: readonly number[];
  /** Of the share that never converts; include the constant 1. */
  readonly neverCovariates?: readonly number[];
  /** How many subjects, default 1. */
  readonly count?: number;
}

export interface LagModel {
  readonly family: Exclude<LagFamily, 'gengamma' | 'one_day'>;
  /** Absent: everybody converts in the end. */
  readonly never?: {
    /** mixture: S = p + (1 - p) S0; promotion: S = p^(1 - S0). */
    readonly form: 'mixture' | 'promotion';
    /** loglog: p = exp(-exp(eta)). */
    readonly link: 'logit' | 'loglog';
  };
}

export interface LagRegression {
  /** Of the never-share first, then of the lag, then ln sigma (not for exponential). */
  readonly parameters: Float64Array;
  readonly standardErrors: Float64Array | null;
  readonly covariance: Matrix | null;
  readonly logLikelihood: number;
}

/**
 * [value, by location, by ln sigma, by the predictor of the never-share] of a survival or a density
 * at one time.
 */
type Slopes = readonly [number, number, number, number];

const CERTAIN: Slopes = [1, 0, 0, 0];
const NOTHING: Slopes = [0, 0, 0, 0];

/** Slope of ln density of e at z. */
function logSlope(family: LagModel['family'], z: number, lower: number): number {
  if (family === 'lognormal') return -z;
  return family === 'loglogistic' ? 1 - 2 * lower : 1 - Math.exp(z);
}

interface AtTime {
  readonly survival: Slopes;
  readonly density: Slopes;
}

const NOWHERE: AtTime = { survival: NOTHING, density: NOTHING };

function lagAt(family: LagModel['family'], location: number, sigma: number, time: number): AtTime {
  if (time <= 0) return { survival: CERTAIN, density: NOTHING };
  if (time === Infinity) return { survival: NOTHING, density: NOTHING };
  const z = (Math.log(time) - location) / sigma;
  const [lower, upper, height] = standardLaw(family, z, 0);
  const value = height / (sigma * time);
  const slope = logSlope(family, z, lower);
  return {
    survival: [upper, height / sigma, height * z, 0],
    density: [value, (-value * slope) / sigma, -value * (1 + z * slope), 0],
  };
}

/** The same with a share p that never converts; eta is its predictor. */
function withNever(
  { survival, density }: AtTime,
  { form, link }: NonNullable<LagModel['never']>,
  eta: number,
): AtTime {
  const p = link === 'logit' ? logistic(eta) : Math.exp(-Math.exp(eta));
  const [open, openByLocation, openBySigma] = survival;
  const [value, byLocation, bySigma] = density;
  if (form === 'mixture') {
    const slope = link === 'logit' ? p * (1 - p) : -Math.exp(eta) * p;
    const rest = 1 - p;
    return {
      survival: [p + rest * open, rest * openByLocation, rest * openBySigma, (1 - open) * slope],
      density: [rest * value, rest * byLocation, rest * bySigma, -value * slope],
    };
  }
  const c = Math.log(p);
  const slope = link === 'logit' ? 1 - p : -Math.exp(eta);
  const happened = 1 - open;
  const all = Math.exp(c * happened);
  const byOpen = c * c * value * all;
  return {
    survival: [all, -c * all * openByLocation, -c * all * openBySigma, happened * all * slope],
    density: [
      -c * value * all,
      -c * all * byLocation + byOpen * openByLocation,
      -c * all * bySigma + byOpen * openBySigma,
      -value * all * (1 + c * happened) * slope,
    ],
  };
}

const FLOOR = 1e-300;

function product(x: readonly number[], parameters: Float64Array, from: number): number {
  return x.reduce((sum, value, i) => sum + value * parameters[from + i]!, 0);
}

/**
 * Maximum likelihood by BFGS. For comparison with other software and for tests of
 * covariates; rates for people come from `fitCurves`.
 * @throws RangeError without rows, or with an event at a time <= 0
 */
export function lagRegression(rows: readonly LagRow[], model: LagModel): LagRegression {
  const first = rows[0];
  if (!first) throw new RangeError('No rows to fit');
  for (const { event, time } of rows) {
    if (event && !(time > 0)) throw new RangeError(`An event at time ${time} has no logarithm`);
  }
  const never = model.never ? (first.neverCovariates?.length ?? 1) : 0;
  const size = never + first.covariates.length;
  const scaled = model.family !== 'exponential';
  const f: Smooth = (x, gradient) => {
    gradient.fill(0);
    const sigma = scaled ? Math.exp(x[size]!) : 1;
    let sum = 0;
    // Rows in the order of their times ask for each time two or three times running.
    let known = { time: Number.NaN, location: 0, eta: 0, law: NOWHERE };
    for (const row of rows) {
      const location = product(row.covariates, x, never);
      const eta = never > 0 ? product(row.neverCovariates ?? [1], x, 0) : 0;
      const at = (time: number): AtTime => {
        if (known.time === time && known.location === location && known.eta === eta) {
          return known.law;
        }
        const bare = lagAt(model.family, location, sigma, time);
        const law = model.never ? withNever(bare, model.never, eta) : bare;
        known = { time, location, eta, law };
        return law;
      };
      const count = row.count ?? 1;
      const add = (slopes: (i: 0 | 1 | 2 | 3) => number, sign: 1 | -1) => {
        const value = Math.max(slopes(0), FLOOR);
        sum -= sign * count * Math.log(value);
        const per = (sign * count) / value;
        row.covariates.forEach((covariate, i) => {
          gradient[never + i]! -= per * slopes(1) * covariate;
        });
        if (scaled) gradient[size]! -= per * slopes(2);
        if (never === 0) return;
        (row.neverCovariates ?? [1]).forEach((covariate, i) => {
          gradient[i]! -= per * slopes(3) * covariate;
        });
      };
      const start = row.after === undefined ? null : at(row.after);
      const end = at(row.time);
      if (!row.event) add((i) => end.survival[i], 1);
      else if (start === null) add((i) => end.density[i], 1);
      else add((i) => start.survival[i] - end.survival[i], 1);
      if (row.entry) {
        const entry = at(row.entry);
        add((i) => entry.survival[i], -1);
      }
    }
    return Number.isFinite(sum) ? sum : Infinity;
  };
  const best = startsOf(rows, never, first.covariates.length, scaled)
    .map((start) => minimiseWithCurvature(f, start, { tolerance: 1e-8, mostSteps: 500 }))
    .reduce((a, b) => (b.value < a.value ? b : a));
  const covariance = inverse(hessianAt(f, best.at, 1e-5));
  return {
    parameters: best.at,
    covariance,
    standardErrors: covariance && Float64Array.from(covariance, (row, i) => Math.sqrt(row[i]!)),
    logLikelihood: -best.value,
  };
}

function startsOf(rows: readonly LagRow[], never: number, covariates: number, scaled: boolean) {
  let [sum, events] = [0, 0];
  for (const { time, event, count = 1 } of rows) {
    if (!event || !(time < Infinity)) continue;
    sum += count * Math.log(time);
    events += count;
  }
  const mean = events > 0 ? sum / events : 0;
  return [0, 1].map((longer) => {
    const start = new Float64Array(never + covariates + Number(scaled));
    start[never] = mean + longer;
    if (scaled) start[never + covariates] = longer ? -0.5 : 0;
    return start;
  });
}
