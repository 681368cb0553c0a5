/** Lag laws of one form: ln T = ln median + sigma (e - median of e), by the law of e. */
import { gammaLaw, gammaQuantile } from './gamma.ts';
import { normalDensity, normalQuantile, normalUpper } from './normal.ts';

/**
 * exponential is Weibull with sigma = 1; generalised gamma is Prentice's, with a shape q; one_day has
 * no spread at all, and is for losses only.
 */
export type LagFamily =
  | 'lognormal'
  | 'weibull'
  | 'loglogistic'
  | 'exponential'
  | 'gengamma'
  | 'one_day';

export interface LagLaw {
  readonly family: LagFamily;
  /** ln of the median lag in days. */
  readonly logMedian: number;
  /** Spread of the logarithm, > 0; Weibull and log-logistic: 1 / shape. */
  readonly sigma: number;
  /** Shape of the generalised gamma; of no meaning for the others. */
  readonly q: number;
}

/** Closer to 0 than this the shape is taken as lognormal; the two differ by less than 1e-6 there. */
export const LOGNORMAL_BELOW = 1e-6;
const LOG_LOG_TWO = Math.log(Math.LN2);

/** Both tails of e at z, each with its relative accuracy however small, and the density there. */
export function standardLaw(
  family: LagFamily,
  z: number,
  q: number,
): readonly [lower: number, upper: number, density: number] {
  switch (family) {
    case 'weibull':
    case 'exponential': {
      const hazard = Math.exp(z);
      const upper = Math.exp(-hazard);
      return [-Math.expm1(-hazard), upper, hazard < Infinity ? hazard * upper : 0];
    }
    case 'loglogistic': {
      const e = Math.exp(-Math.abs(z));
      const [near, far] = [1 / (1 + e), e / (1 + e)];
      return z > 0 ? [near, far, near * far] : [far, near, near * far];
    }
    case 'gengamma': {
      if (Math.abs(q) < LOGNORMAL_BELOW) return normalLaw(z);
      const shape = 1 / (q * q);
      const [lower, upper, kernel] = gammaLaw(shape, shape * Math.exp(q * z));
      const density = Math.abs(q) * kernel;
      return q > 0 ? [lower, upper, density] : [upper, lower, density];
    }
    case 'one_day':
      return z >= 0 ? [1, 0, 0] : [0, 1, 0];
    case 'lognormal':
      return normalLaw(z);
  }
}

function normalLaw(z: number): readonly [number, number, number] {
  const tail = normalUpper(Math.abs(z));
  return z < 0 ? [tail, 1 - tail, normalDensity(z)] : [1 - tail, tail, normalDensity(z)];
}

/** The z with lower tail p in (0, 1). */
export function standardQuantile(family: LagFamily, p: number, q: number): number {
  switch (family) {
    case 'lognormal':
      return normalQuantile(p);
    case 'weibull':
    case 'exponential':
      return Math.log(-Math.log1p(-p));
    case 'loglogistic':
      return Math.log(p / (1 - p));
    case 'one_day':
      return 0;
    case 'gengamma': {
      if (Math.abs(q) < LOGNORMAL_BELOW) return normalQuantile(p);
      const shape = 1 / (q * q);
      return Math.log(gammaQuantile(q > 0 ? p : 1 - p, shape) / shape) / q;
    }
  }
}

export function standardMedian(family: LagFamily, q: number): number {
  if (family === 'lognormal' || family === 'loglogistic' || family === 'one_day') return 0;
  return family === 'gengamma' ? standardQuantile(family, 0.5, q) : LOG_LOG_TWO;
}

/** [P(lag <= t), P(lag > t)] for t >= 0 in days; Infinity is allowed. */
export function lagTails(
  { family, logMedian, sigma, q }: LagLaw,
  t: number,
): readonly [lower: number, upper: number] {
  if (t <= 0) return [0, 1];
  if (t === Infinity) return [1, 0];
  const z = standardMedian(family, q) + (Math.log(t) - logMedian) / sigma;
  const [lower, upper] = standardLaw(family, z, q);
  return [lower, upper];
}

/** Days by which a share p in (0, 1) of the law has happened. */
export function lagQuantile({ family, logMedian, sigma, q }: LagLaw, p: number): number {
  const z = standardQuantile(family, p, q) - standardMedian(family, q);
  return Math.exp(logMedian + sigma * z);
}
