/** Segments that lean on their parent: empirical Bayes on rates and lags (docs/mathematics.md). */
import type { FamilyFit } from './averages.ts';
import { inverse, type Matrix } from './matrix.ts';
import { hessianAt, minimise, minimiseWithCurvature } from './minimise.ts';
import {
  type MixtureCounts,
  type MixtureShape,
  mixtureAt,
  negativeLogLikelihood,
  type Prior,
} from './mixture.ts';
import { type Role, rolesOf } from './roles.ts';

/** Variance of a role between siblings before they have been looked at. */
function firstVariance(role: Role): number {
  if (role.endsWith('sigma')) return 0.15 ** 2;
  return role.endsWith('atom') ? 0.5 ** 2 : 0.3 ** 2;
}

const SMALLEST_VARIANCE = 0.02 ** 2;
const ROUNDS = 5;
/** A family below this weight adds nothing that can be seen. */
const SMALLEST_WEIGHT = 0.005;

/** A child's model in one family, and how much of it is the parent's. */
export interface LeaningFit extends FamilyFit {
  /** Negative log-likelihood plus the prior's term, at the fit. */
  readonly objective: number;
  /** Weight of the parent in the rate: 0 own data only, 1 the parent's rate. */
  readonly leaning: number;
}

interface Leaning {
  readonly shape: MixtureShape;
  readonly roles: readonly Role[];
  /** The parent's value and variance of each of the child's parameters. */
  readonly mean: Float64Array;
  readonly parentVariance: Float64Array;
}

function leaningOn({ shape, parameters, covariance }: FamilyFit): Leaning {
  return {
    shape,
    roles: rolesOf(shape),
    mean: parameters,
    parentVariance: parameters.map((_, i) => covariance[i]![i]!),
  };
}

function priorWith({ roles, mean }: Leaning, between: ReadonlyMap<Role, number>): Prior {
  return { mean, variance: Float64Array.from(roles, (role) => between.get(role)!) };
}

/**
 * Variance of each role between siblings, by five EM rounds in the parent's leading family. The
 * first guess counts as one more sibling.
 */
function varianceBetween(siblings: readonly MixtureCounts[], leaning: Leaning): Map<Role, number> {
  const between = new Map(leaning.roles.map((role) => [role, firstVariance(role)]));
  const at = siblings.map(() => leaning.mean);
  const curvature = siblings.map((): Matrix | null => null);
  for (let round = 0; round < ROUNDS; round++) {
    const prior = priorWith(leaning, between);
    const sums = leaning.roles.map((role) => firstVariance(role));
    siblings.forEach((counts, g) => {
      const f = negativeLogLikelihood(counts, leaning.shape, prior);
      const metric = curvature[g] ?? inverse(hessianAt(f, at[g]!));
      const found = minimise(f, at[g]!, { tolerance: 1e-5, metric });
      at[g] = found.at;
      curvature[g] = inverse(hessianAt(f, found.at));
      leaning.roles.forEach((_, i) => {
        const own = curvature[g]?.[i]?.[i] ?? prior.variance[i]!;
        sums[i]! += (found.at[i]! - leaning.mean[i]!) ** 2 + own;
      });
    });
    leaning.roles.forEach((role, i) => {
      between.set(role, Math.max(SMALLEST_VARIANCE, sums[i]! / (siblings.length + 1)));
    });
  }
  return between;
}

/** The siblings in one family; null if one of them has no peak even under the prior. */
function leaningFits(
  siblings: readonly MixtureCounts[],
  leaning: Leaning,
  between: ReadonlyMap<Role, number>,
): LeaningFit[] | null {
  const prior = priorWith(leaning, between);
  const found = siblings.map((counts) => {
    const f = negativeLogLikelihood(counts, leaning.shape, prior);
    const metric = inverse(hessianAt(f, leaning.mean));
    return minimiseWithCurvature(f, leaning.mean, { tolerance: 1e-5, metric });
  });
  /** Weight of the parent in parameter i of a sibling. */
  const weight = (covariance: Matrix, i: number) => covariance[i]![i]! / prior.variance[i]!;
  const squares = leaning.roles.map((_, i) =>
    found.reduce((sum, { covariance: c }) => sum + (c ? (1 - weight(c, i)) ** 2 : 0), 0),
  );
  const fits: LeaningFit[] = [];
  for (const { at, value, covariance } of found) {
    if (!covariance) return null;
    const total = covariance.map((row, i) => {
      const share = weight(covariance, i);
      const away = at[i]! - leaning.mean[i]!;
      const out = row.slice();
      out[i]! += share ** 2 * (leaning.parentVariance[i]! + (2 * away ** 2) / (1 + squares[i]!));
      return out;
    });
    fits.push({
      weight: 1,
      shape: leaning.shape,
      parameters: at,
      covariance: total,
      mixture: mixtureAt(at, leaning.shape),
      objective: value,
      leaning: weight(covariance, 0),
    });
  }
  return fits;
}

/**
 * The models of sibling segments given those of their parent, in every family of the parent. The
 * weights of the families are the siblings' together. One list of fits a sibling, in their order.
 */
export function leanOnParent(
  parent: readonly FamilyFit[],
  siblings: readonly MixtureCounts[],
): LeaningFit[][] {
  const leading = parent.reduce((a, b) => (b.weight > a.weight ? b : a));
  const between = varianceBetween(siblings, leaningOn(leading));
  const byFamily = parent.flatMap((family) => {
    const leaning = leaningOn(family);
    for (const role of leaning.roles) {
      if (!between.has(role)) between.set(role, firstVariance(role));
    }
    const fits = leaningFits(siblings, leaning, between);
    return fits ? [{ size: family.parameters.length, fits }] : [];
  });
  const cost = byFamily.map(({ size, fits }) => fits.reduce((sum, f) => sum + f.objective, size));
  const lowest = Math.min(...cost);
  const raw = cost.map((value) => Math.exp(lowest - value));
  const seen = raw.map((weight) => (weight >= SMALLEST_WEIGHT ? weight : 0));
  const total = seen.reduce((sum, weight) => sum + weight, 0);
  return siblings.map((_, g) =>
    byFamily.flatMap(({ fits }, m) =>
      seen[m]! > 0 ? [{ ...fits[g]!, weight: seen[m]! / total }] : [],
    ),
  );
}
