/** A lag law and its derivatives at many ages at once: the inner loop of every fit. */
import { fillGamma } from './gamma.ts';
import { type LagLaw, LOGNORMAL_BELOW, standardLaw, standardMedian } from './lag-laws.ts';
import { fillNormal } from './normal.ts';

/** Both tails of a law at standardised ages, and the density there. */
interface Tails {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly z: Float64Array;
  readonly density: Float64Array;
  /** Where the gamma law is asked for. */
  readonly x: Float64Array;
}

/** By boundary: both tails of the law, and the derivatives of the lower one. */
export interface LawValues extends Tails {
  readonly logAges: Float64Array;
  readonly byLogMedian: Float64Array;
  readonly byLogSigma: Float64Array;
  /** null unless the shape q is estimated. */
  readonly byQ: Float64Array | null;
  /** The law with q a little larger and a little smaller, where the shape is estimated. */
  readonly above: Tails | null;
  readonly below: Tails | null;
}

export function lawValues(logAges: Float64Array, withQ: boolean): LawValues {
  const column = () => new Float64Array(logAges.length);
  const tails = (): Tails => ({
    lower: column(),
    upper: column(),
    z: column(),
    density: column(),
    x: column(),
  });
  return {
    ...tails(),
    logAges,
    byLogMedian: column(),
    byLogSigma: column(),
    byQ: withQ ? column() : null,
    above: withQ ? tails() : null,
    below: withQ ? tails() : null,
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
  } else if (family === 'gengamma') {
    fillPrentice(values, z, q);
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
  for (const [scratch, shape] of [
    [values.above!, q + STEP],
    [values.below!, q - STEP],
  ] as const) {
    const centre = standardMedian(family, shape);
    for (let i = 0; i < z.length; i++) scratch.z[i] = centre + (z[i]! - middle);
    fillPrentice(scratch, scratch.z, shape);
  }
  const [above, below] = [values.above!, values.below!];
  for (let i = 0; i < z.length; i++) {
    const rise =
      lower[i]! < upper[i]! ? above.lower[i]! - below.lower[i]! : below.upper[i]! - above.upper[i]!;
    byQ[i] = rise / (2 * STEP);
  }
}

/** Both tails and the density of Prentice's law at every z. */
function fillPrentice({ lower, upper, density, x }: Tails, z: Float64Array, q: number): void {
  if (Math.abs(q) < LOGNORMAL_BELOW) {
    fillNormal(z, lower, upper, density);
    return;
  }
  const shape = 1 / (q * q);
  for (let i = 0; i < z.length; i++) x[i] = shape * Math.exp(q * z[i]!);
  if (q > 0) fillGamma(shape, x, lower, upper, density);
  else fillGamma(shape, x, upper, lower, density);
  const scale = Math.abs(q);
  for (let i = 0; i < z.length; i++) density[i] = scale * density[i]!;
}
