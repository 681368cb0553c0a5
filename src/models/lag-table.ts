/** A lag law and its derivatives at many ages at once: the inner loop of every fit. */
import {
  type LagFamily,
  type LagLaw,
  standardDensity,
  standardMedian,
  standardTails,
} from './lag-laws.ts';
import { normalDensity, normalUpper } from './normal.ts';

/** By boundary: both tails of the law, and the derivatives of the lower one. */
export interface LawValues {
  readonly logAges: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly byLogMedian: Float64Array;
  readonly byLogSigma: Float64Array;
  /** null unless the shape q is estimated. */
  readonly byQ: Float64Array | null;
}

export function lawValues(logAges: Float64Array, withQ: boolean): LawValues {
  const column = () => new Float64Array(logAges.length);
  return {
    logAges,
    lower: column(),
    upper: column(),
    byLogMedian: column(),
    byLogSigma: column(),
    byQ: withQ ? column() : null,
  };
}

/** Step of the central difference by q. */
const STEP = 1e-5;

/** Writes the values of `law` at the ages of `values`. */
export function fillLaw(values: LawValues, law: LagLaw): void {
  const { logAges, lower, upper, byLogMedian, byLogSigma, byQ } = values;
  const { family, logMedian, sigma, q } = law;
  const middle = standardMedian(family, q);
  for (let i = 0; i < logAges.length; i++) {
    const away = (logAges[i]! - logMedian) / sigma;
    const density = fillTails(values, i, family, middle + away, q);
    byLogMedian[i] = -density / sigma;
    byLogSigma[i] = -density * away;
  }
  if (!byQ) return;
  // Central differences around 0 must not meet the lognormal that stands in for very small q.
  const [above, below] = [q + STEP, q - STEP].map((value) => ({
    q: value,
    middle: standardMedian(family, value),
  })) as [{ q: number; middle: number }, { q: number; middle: number }];
  for (let i = 0; i < logAges.length; i++) {
    const away = (logAges[i]! - logMedian) / sigma;
    const [low, lowUpper] = standardTails(family, below.middle + away, below.q);
    const [high, highUpper] = standardTails(family, above.middle + away, above.q);
    byQ[i] = (lower[i]! < upper[i]! ? high - low : lowUpper - highUpper) / (2 * STEP);
  }
}

/** Both tails of the standardised law at z into element i; returns the density. */
function fillTails(values: LawValues, i: number, family: LagFamily, z: number, q: number): number {
  const { lower, upper } = values;
  if (family === 'weibull' || family === 'exponential') {
    const hazard = Math.exp(z);
    const left = Math.exp(-hazard);
    upper[i] = left;
    lower[i] = -Math.expm1(-hazard);
    return hazard < Infinity ? hazard * left : 0;
  }
  if (family === 'lognormal') {
    const tail = normalUpper(Math.abs(z));
    lower[i] = z < 0 ? tail : 1 - tail;
    upper[i] = z < 0 ? 1 - tail : tail;
    return normalDensity(z);
  }
  const [low, high] = standardTails(family, z, q);
  lower[i] = low;
  upper[i] = high;
  return standardDensity(family, z, q);
}
