import { gammaLower, gammaUpper } from './gamma.ts';
import { normalUpper } from './normal.ts';

/** Prentice's parameters: location and scale of ln t, and the shape q (0: lognormal, 1: Weibull). */
export interface GeneralisedGamma {
  readonly mu: number;
  /** > 0. */
  readonly sigma: number;
  readonly q: number;
}

/** Closer to 0 than this the shape is taken as lognormal; the two differ by less than 1e-6 there. */
const LOGNORMAL_BELOW = 1e-6;

/**
 * Probability that a lag is at most t, for t in the unit of exp(mu). Prentice (1974): with
 * z = (ln t - mu) / sigma it is P(1/q^2, e^(qz)/q^2) for q > 0, the other tail for q < 0 and
 * Phi(z) for q = 0. Small values keep their relative accuracy.
 */
export function generalisedGammaCdf(t: number, law: GeneralisedGamma): number {
  const z = standardise(t, law);
  if (Math.abs(law.q) < LOGNORMAL_BELOW) return normalUpper(-z);
  return law.q > 0 ? gammaLower(...gammaAt(z, law.q)) : gammaUpper(...gammaAt(z, law.q));
}

/** Probability that a lag exceeds t, as accurate as `generalisedGammaCdf` however small. */
export function generalisedGammaUpper(t: number, law: GeneralisedGamma): number {
  const z = standardise(t, law);
  if (Math.abs(law.q) < LOGNORMAL_BELOW) return normalUpper(z);
  return law.q > 0 ? gammaUpper(...gammaAt(z, law.q)) : gammaLower(...gammaAt(z, law.q));
}

function standardise(t: number, { mu, sigma }: GeneralisedGamma): number {
  return (Math.log(t) - mu) / sigma;
}

/** [shape, argument] of the gamma law behind the standardised value z. */
function gammaAt(z: number, q: number): readonly [number, number] {
  const shape = 1 / (q * q);
  return [shape, shape * Math.exp(q * z)];
}
