/** What each parameter of a mixture is about, so that one family's can be handed to another's. */
import type { LagFamily } from './lag-laws.ts';
import { layoutOf, type MixtureShape } from './mixture.ts';

/** What a parameter is about, the same in every family. */
export type Role =
  | 'rate'
  | 'loss'
  | 'won.atom'
  | 'won.median'
  | 'won.sigma'
  | 'won.q'
  | 'lost.atom'
  | 'lost.median'
  | 'lost.sigma'
  | 'lost.q';

/** The roles in the order of the parameter vector. */
export function rolesOf(shape: MixtureShape): Role[] {
  const { size, lambda, won, lost } = layoutOf(shape);
  const roles = new Array<Role>(size).fill('rate');
  if (lambda >= 0) roles[lambda] = 'loss';
  for (const [name, at] of [
    ['won', won],
    ['lost', lost],
  ] as const) {
    if (!at) continue;
    if (at.atom >= 0) roles[at.atom] = `${name}.atom`;
    if (at.logMedian >= 0) roles[at.logMedian] = `${name}.median`;
    if (at.logSigma >= 0) roles[at.logSigma] = `${name}.sigma`;
    if (at.q >= 0) roles[at.q] = `${name}.q`;
  }
  return roles;
}

/** Standard deviation of e, so that laws of different families get about the same spread. */
const SPREAD: Readonly<Record<LagFamily, number>> = {
  lognormal: 1,
  gengamma: 1,
  weibull: Math.PI / Math.sqrt(6),
  exponential: Math.PI / Math.sqrt(6),
  loglogistic: Math.PI / Math.sqrt(3),
  one_day: 1,
};

/**
 * The parameters of one shape as a start for another: shares, atoms and medians as they are, about
 * the same spread. null if the other asks for something that the first does not have.
 */
export function translated(
  parameters: Float64Array,
  from: MixtureShape,
  to: MixtureShape,
): Float64Array | null {
  const known = rolesOf(from);
  const result = new Float64Array(rolesOf(to).length);
  for (const [i, role] of rolesOf(to).entries()) {
    const at = known.indexOf(role);
    if (role === 'won.q' || role === 'lost.q') {
      result[i] = at < 0 ? 0.3 : parameters[at]!;
    } else if (role === 'won.sigma' || role === 'lost.sigma') {
      const outcome = role === 'won.sigma' ? 'won' : 'lost';
      const wider = SPREAD[from[outcome]!.family] / SPREAD[to[outcome]!.family];
      result[i] = (at < 0 ? 0 : parameters[at]!) + Math.log(wider);
    } else if (at < 0) {
      return null;
    } else {
      result[i] = parameters[at]!;
    }
  }
  return result;
}
