/** A lag law and its derivatives at many ages at once: the inner loop of every fit. */
import { type LagLaw, standardLaw, standardMedian } from './lag-laws.ts';
import { fillNormal } from './normal.ts';

/** By boundary: both tails of the law, and the derivatives of the lower one. */
export interface LawValues {
  readonly logAges: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly byLogMedian: Float64Array;
  readonly byLogSigma: Float64Array;
  /** null unless the shape q is estimated. */
  readonly byQ: Float64Array | null;
  /** Standardised ages and the density there. */
  readonly z: Float64Array;
  readonly density: Float64Array;
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
    z: column(),
    density: column(),
  };
}

/** Step of the central difference by q. */
const STEP = 1e-5;

/** Writes the values of `law` at the ages of `values`. */
export function fillLaw(values: LawValues, law: LagLaw): void {
  const { logAges, lower, upper, byLogMedian, byLogSigma, byQ, z, density } = values;
  const { family, logMedian, sigma, q } = law;
  const middle = standardMedian(family, q);
  for (let i = 0; i < z.length; i++) z[i] = middle + (logAges[i]! - logMedian) / sigma;
  if (family === 'lognormal') {
    fillNormal(z, lower, upper, density);
  } else if (family === 'weibull' || family === 'exponential') {
    for (let i = 0; i < z.length; i++) {
      const hazard = Math.exp(z[i]!);
      const left = Math.exp(-hazard);
      upper[i] = left;
      lower[i] = hazard < 0.1 ? -Math.expm1(-hazard) : 1 - left;
      density[i] = hazard < Infinity ? hazard * left : 0;
    }
  } else if (family === 'loglogistic') {
    for (let i = 0; i < z.length; i++) {
      const e = Math.exp(-Math.abs(z[i]!));
      const far = e / (1 + e);
      lower[i] = z[i]! < 0 ? far : 1 / (1 + e);
      upper[i] = z[i]! < 0 ? 1 / (1 + e) : far;
      density[i] = far / (1 + e);
    }
  } else {
    for (let i = 0; i < z.length; i++) {
      [lower[i], upper[i], density[i]] = standardLaw(family, z[i]!, q);
    }
  }
  for (let i = 0; i < z.length; i++) {
    byLogMedian[i] = -density[i]! / sigma;
    byLogSigma[i] = -density[i]! * (z[i]! - middle);
  }
  if (!byQ) return;
  // Central differences around 0 must not meet the lognormal that stands in for very small q.
  const [above, below] = [q + STEP, q - STEP].map((value) => ({
    q: value,
    middle: standardMedian(family, value),
  })) as [{ q: number; middle: number }, { q: number; middle: number }];
  for (let i = 0; i < logAges.length; i++) {
    const away = (logAges[i]! - logMedian) / sigma;
    const [low, lowUpper] = standardLaw(family, below.middle + away, below.q);
    const [high, highUpper] = standardLaw(family, above.middle + away, above.q);
    byQ[i] = (lower[i]! < upper[i]! ? high - low : lowUpper - highUpper) / (2 * STEP);
  }
}
