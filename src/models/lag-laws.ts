/** Lag laws of one form: ln T = ln median + sigma (e - median of e), by the law of e. */
import { gammaDensity, gammaLower, gammaQuantile, gammaUpper } from './gamma.ts';
import { normalDensity, normalQuantile, normalUpper } from './normal.ts';

/** exponential is Weibull with sigma = 1; generalised gamma is Prentice's, with a shape q. */
export type LagFamily = 'lognormal' | 'weibull' | 'loglogistic' | 'exponential' | 'gengamma';

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
const LOGNORMAL_BELOW = 1e-6;
const LOG_LOG_TWO = Math.log(Math.LN2);

/** Probability that a standardised logarithm is at most z, and its complement. */
export type Tails = readonly [lower: number, upper: number];

/** Both tails of e at z; each keeps its relative accuracy however small. */
export function standardTails(family: LagFamily, z: number, q: number): Tails {
  switch (family) {
    case 'lognormal':
      return [normalUpper(-z), normalUpper(z)];
    case 'weibull':
    case 'exponential': {
      const hazard = Math.exp(z);
      return [-Math.expm1(-hazard), Math.exp(-hazard)];
    }
    case 'loglogistic':
      return [1 / (1 + Math.exp(-z)), 1 / (1 + Math.exp(z))];
    case 'gengamma': {
      if (Math.abs(q) < LOGNORMAL_BELOW) return [normalUpper(-z), normalUpper(z)];
      const shape = 1 / (q * q);
      const u = shape * Math.exp(q * z);
      const [lower, upper] = [gammaLower(shape, u), gammaUpper(shape, u)];
      return q > 0 ? [lower, upper] : [upper, lower];
    }
  }
}

/** Density of e at z. */
export function standardDensity(family: LagFamily, z: number, q: number): number {
  switch (family) {
    case 'lognormal':
      return normalDensity(z);
    case 'weibull':
    case 'exponential':
      return Math.exp(z - Math.exp(z));
    case 'loglogistic': {
      const e = Math.exp(-Math.abs(z));
      return e / ((1 + e) * (1 + e));
    }
    case 'gengamma': {
      if (Math.abs(q) < LOGNORMAL_BELOW) return normalDensity(z);
      const shape = 1 / (q * q);
      return Math.abs(q) * gammaDensity(shape, shape * Math.exp(q * z));
    }
  }
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
    case 'gengamma': {
      if (Math.abs(q) < LOGNORMAL_BELOW) return normalQuantile(p);
      const shape = 1 / (q * q);
      return Math.log(gammaQuantile(q > 0 ? p : 1 - p, shape) / shape) / q;
    }
  }
}

export function standardMedian(family: LagFamily, q: number): number {
  if (family === 'lognormal' || family === 'loglogistic') return 0;
  return family === 'gengamma' ? standardQuantile(family, 0.5, q) : LOG_LOG_TWO;
}

/** [P(lag <= t), P(lag > t)] for t >= 0 in days; Infinity is allowed. */
export function lagTails({ family, logMedian, sigma, q }: LagLaw, t: number): Tails {
  if (t <= 0) return [0, 1];
  if (t === Infinity) return [1, 0];
  const z = standardMedian(family, q) + (Math.log(t) - logMedian) / sigma;
  return standardTails(family, z, q);
}

/** Days by which a share p in (0, 1) of the law has happened. */
export function lagQuantile({ family, logMedian, sigma, q }: LagLaw, p: number): number {
  const z = standardQuantile(family, p, q) - standardMedian(family, q);
  return Math.exp(logMedian + sigma * z);
}
