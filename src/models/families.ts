/** The families of lag laws weighed on one set of counts. */
import { averagedInterval, type FamilyFit } from './averages.ts';
import type { Interval } from './binomial.ts';
import type { LagFamily } from './lag-laws.ts';
import type { MixtureCounts, MixtureShape, Prior } from './mixture.ts';
import { fitMixture, type MixtureFit, profileInterval } from './mixture-fit.ts';
import { normalQuantile } from './normal.ts';

const FAMILIES: readonly LagFamily[] = ['lognormal', 'weibull', 'loglogistic', 'exponential'];
/** Conversions from which the generalised gamma, with its third parameter, is tried. */
const ENOUGH_FOR_THREE = 200;
/** A family below this weight adds nothing that can be seen. */
const SMALLEST_WEIGHT = 0.005;

/** A mixture of unlike segments may hide their family: these are tried in each of them. */
const TRIED_BELOW: readonly LagFamily[] = ['lognormal', 'weibull', 'loglogistic'];

/** A family with its fit; the covariance exists, or the family would not be here. */
export interface WeighedFit extends FamilyFit {
  readonly fit: MixtureFit;
}

export interface Weighed {
  /** Families that can be seen, with weights that add up to 1. */
  readonly fits: readonly WeighedFit[];
  /** Families that segments below may turn to, whatever their weight here. */
  readonly forChildren: readonly WeighedFit[];
  /** Whether a family that can be seen has a likelihood without a peak; it is not among the fits. */
  readonly flat: boolean;
}

/**
 * Fits every family and weighs them by exp(-AIC / 2). First the law of losses is chosen, with
 * lognormal conversions, then the laws of conversions are weighed under it.
 */
export function weighFamilies(
  counts: MixtureCounts,
  priorOf?: (shape: MixtureShape) => Prior | undefined,
): Weighed {
  let near: MixtureFit | undefined;
  const fit = (won: LagFamily, lost: MixtureShape['lost']): MixtureFit => {
    const shape = {
      won: { family: won, atom: true },
      lost,
      ...(near?.shape.never === false ? { never: false } : {}),
    };
    const free = fitMixture(counts, shape, { near });
    near ??= free;
    const prior = priorOf?.(free.shape);
    return prior ? fitMixture(counts, free.shape, { near: free, prior }) : free;
  };
  const losses = best(lawsOfLosses(counts).map((law) => ({ law, fit: fit('lognormal', law) })));
  const lost = losses?.law ?? null;
  // A third parameter cannot find a peak where two did not.
  const three = counts.won.total >= ENOUGH_FOR_THREE && (near ?? fit('lognormal', lost)).onePeak;
  const families: readonly LagFamily[] = three ? [...FAMILIES, 'gengamma'] : FAMILIES;
  const all = families.map((won) => (won === 'lognormal' && losses ? losses.fit : fit(won, lost)));
  const lowest = Math.min(...all.map(({ aic }) => aic));
  const raw = all.map((one) => ({ one, weight: Math.exp((lowest - one.aic) / 2) }));
  const sum = raw.reduce((total, { weight }) => total + weight, 0);
  const weighed = raw.flatMap(({ one, weight }): WeighedFit[] => {
    if (!one.covariance) return [];
    const { shape, parameters, covariance, mixture } = one;
    return [{ weight: weight / sum, shape, parameters, covariance, mixture, fit: one }];
  });
  const seen = weighed.filter(({ weight }) => weight >= SMALLEST_WEIGHT);
  const seenSum = seen.reduce((total, { weight }) => total + weight, 0);
  return {
    fits: seen.map((one) => ({ ...one, weight: one.weight / seenSum })),
    forChildren: weighed.filter(({ shape }) => TRIED_BELOW.includes(shape.won.family)),
    flat: raw.some(({ one, weight }) => weight / sum >= SMALLEST_WEIGHT && !one.covariance),
  };
}

/** Losses that begin at this age or later, with so many on the first day, begin by a rule. */
const RULE = { age: 28, losses: 10, share: 0.2 };

/**
 * Where episodes end after so many days without a touch, no loss is younger than that and many are
 * just that old: their lag counts from there. Losses that all have the same age have no spread: under
 * any other law the likelihood would rise for ever as it shrinks.
 */
function lawsOfLosses({ lost, boundaries }: MixtureCounts): NonNullable<MixtureShape['lost']>[] {
  if (lost.total === 0) return [];
  const first = boundaries[lost.to[0]!]! - 1;
  if (lost.weight.length === 1) {
    return [{ family: 'one_day', atom: false, from: first }];
  }
  const those = lost.weight[0]!;
  const isRule = first >= RULE.age && those >= RULE.losses && those >= RULE.share * lost.total;
  return FAMILIES.map((family) => ({ family, atom: true, from: isRule ? first : 0 }));
}

interface LossLaw {
  readonly law: NonNullable<MixtureShape['lost']>;
  readonly fit: MixtureFit;
}

function best(laws: readonly LossLaw[]): LossLaw | null {
  return laws.reduce<LossLaw | null>((a, b) => (a && a.fit.aic <= b.fit.aic ? a : b), null);
}

/** Interval of logit p_won over all families: from the profile likelihood, or from its curvature. */
export function rateInterval(
  counts: MixtureCounts,
  fits: readonly WeighedFit[],
  { level, profile }: { readonly level: number; readonly profile: boolean },
): Interval {
  const z = normalQuantile((1 + level) / 2);
  const opinions = fits.map(({ weight, parameters, covariance, fit }) => {
    const centre = parameters[0]!;
    if (profile) return { weight, centre, ...profileInterval(counts, fit, z * z) };
    const half = z * Math.sqrt(covariance[0]![0]!);
    return { weight, centre, low: centre - half, high: centre + half };
  });
  return averagedInterval(opinions, level);
}
