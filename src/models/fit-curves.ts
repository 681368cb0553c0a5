/** Final rates and lags of one step for every segment: fits, the gate, and who leans on whom. */
import type { AgeCounts } from '../measures/rows.ts';
import { averagedInterval, type FamilyFit, inside } from './averages.ts';
import type { Interval } from './binomial.ts';
import {
  addCohorts,
  type Cohort,
  checkCohorts,
  entered,
  halfLifeWeights,
  type SegmentCohorts,
  type SegmentNode,
  segmentTree,
} from './cohorts.ts';
import {
  type CurveCaveat,
  type CurveFit,
  type CurveVerdict,
  familyShares,
  lagLived,
  lagOf,
  seenOf,
} from './curve-fit.ts';
import { conversionCurve } from './curve-reading.ts';
import { driftOf } from './drift-blocks.ts';
import { rateInterval, type WeighedFit, weighFamilies } from './families.ts';
import { findLateRecording, type LateRecording } from './late-recording.ts';
import { leanOnParent } from './lean-on-parent.ts';
import {
  logistic,
  type Mixture,
  type MixtureCounts,
  type MixtureShape,
  mixtureAt,
  mixtureCounts,
  type Prior,
} from './mixture.ts';
import { normalQuantile } from './normal.ts';
import { rolesOf } from './roles.ts';
import { findZombies } from './zombies.ts';

const QUARTER = 91.3125;
/** Conversions below which a segment without a parent says too little. */
const ENOUGH = 10;
/** Exposures from which a rate may be printed: with a borrowed lag, and on its own. */
const PHI_WITH_BORROWED_LAG = 0.2;
const PHI_ALONE = 0.6;
/** The upper end of a rate that runs this far up does not end below 1. */
const NEAR_ONE = 0.985;
/** Cohorts are mature if they lived through this share of the lag … */
const MATURE = 0.9;
/** … and brought at least so many conversions. */
const ENOUGH_MATURE = 30;
/** A lag law is known if the s.d. of its ln median is at most this. */
const KNOWN_MEDIAN = 0.25;
/** A lag law from elsewhere is never believed closer than this (s.d. of ln median and ln sigma). */
const BORROWED_ERROR = 0.15;
/** From here on the likelihood is close to a parabola, and its curvature gives the interval. */
const PHI_OF_PARABOLA = 0.85;
const EVENTS_OF_PARABOLA = 100;

export interface CurveFitOptions {
  /** Confidence of all intervals, in (0, 1); default 0.9. */
  readonly level?: number;
  /** Days after which a cohort counts half; default 4 quarters; null: all count in full. */
  readonly halfLife?: number | null;
  /** Length of a block of cohorts in `drift`, in days; default a quarter. */
  readonly blockDays?: number;
  /** Cohorts of the same step elsewhere or earlier, old enough to know its lag law. */
  readonly mature?: readonly Cohort[];
}

interface Settings {
  readonly level: number;
  readonly halfLife: number | null;
  readonly blockDays: number;
  readonly mature: readonly WeighedFit[];
  readonly late: LateRecording | null;
}

/**
 * Fits the curves of one step: for every segment and every parent up to everything, the final rate
 * with its interval, the lag, a verdict on whether they may be printed, and the drift of its cohorts.
 *
 * Counts by cohort and age in, so the cost does not depend on how many subjects they count. Methods
 * (docs/mathematics.md): grouped likelihood of won, lost and never (Larson and Dinse), families
 * averaged by AIC, empirical Bayes along the chain of segments, half-life weights. A rate is given
 * only behind the gate; otherwise `rate` is null and `seen` is what may be printed.
 *
 * @returns one fit a node, parents before children, everything first
 * @throws RangeError on counts that cannot be (a subject that leaves and never entered, an age that
 * is no whole number) and on options out of range
 */
export function fitCurves(
  segments: readonly SegmentCohorts[],
  { level = 0.9, halfLife = 4 * QUARTER, blockDays = QUARTER, mature = [] }: CurveFitOptions = {},
): CurveFit[] {
  if (!(level > 0 && level < 1)) throw new RangeError(`Level ${level} is not between 0 and 1`);
  if (!(halfLife === null || halfLife > 0))
    throw new RangeError(`Half-life ${halfLife} is not positive`);
  if (!(blockDays >= 1)) throw new RangeError(`Blocks of ${blockDays} days are shorter than a day`);
  const all = segments.flatMap(({ cohorts }) => cohorts);
  checkCohorts(all);
  checkCohorts(mature);
  const late = findLateRecording(all);
  const counted = late
    ? segments.map(({ path, cohorts }) => ({
        path,
        cohorts: cohorts.filter(({ daysAgo }) => daysAgo <= late.recordedFromDaysAgo),
      }))
    : segments;
  const settings = { level, halfLife, blockDays, late, mature: matureLaw(mature) };
  const out: CurveFit[] = [];
  standAlone(segmentTree(counted), settings, out);
  return out.sort((a, b) => a.path.length - b.path.length);
}

/** The families of mature cohorts, if these know their own lag. */
function matureLaw(cohorts: readonly Cohort[]): readonly WeighedFit[] {
  if (cohorts.length === 0) return [];
  const counts = addCohorts(cohorts);
  const { fits, flat } = weighFamilies(mixtureCounts(counts));
  const known =
    !flat && medianIsKnown(fits) && lagLived(fits, conversionCurve(counts)) >= PHI_ALONE;
  return known ? fits : [];
}

function medianIsKnown(fits: readonly FamilyFit[]): boolean {
  if (fits.length === 0) return false;
  const medians = fits.map(({ weight, mixture, covariance, shape }) => {
    const at = rolesOf(shape).indexOf('won.median');
    return { weight, value: mixture.won.law.logMedian, variance: covariance[at]![at]! };
  });
  const mean = medians.reduce((sum, m) => sum + m.weight * m.value, 0);
  const total = medians.reduce((s, m) => s + m.weight * (m.variance + (m.value - mean) ** 2), 0);
  return Math.sqrt(total) <= KNOWN_MEDIAN;
}

interface Prepared {
  readonly node: SegmentNode;
  readonly counts: MixtureCounts;
  readonly curve: ReturnType<typeof conversionCurve>;
  readonly plain: readonly AgeCounts[];
  readonly conversions: number;
  readonly effectiveN: number;
}

function prepare(node: SegmentNode, { halfLife, level }: Settings): Prepared {
  const { weightOf, effectiveN } = halfLifeWeights(node.cohorts, halfLife);
  const plain = addCohorts(node.cohorts);
  return {
    node,
    counts: mixtureCounts(addCohorts(node.cohorts, weightOf)),
    plain,
    curve: conversionCurve(plain, { level }),
    conversions: plain.reduce((sum, row) => sum + row.converted, 0),
    effectiveN,
  };
}

interface Judged {
  readonly verdict: CurveVerdict;
  readonly caveats: readonly CurveCaveat[];
  readonly models: readonly FamilyFit[];
  /** The families that segments below lean on; empty if they stand alone. */
  readonly forChildren: readonly FamilyFit[];
  /** Of logit rate. */
  readonly interval: Interval;
  readonly phi: number | null;
  readonly leaning: number;
}

const NOWHERE: Interval = { low: -Infinity, high: Infinity };

function silent(verdict: CurveVerdict, phi: number | null = null): Judged {
  return { verdict, caveats: [], models: [], forChildren: [], interval: NOWHERE, phi, leaning: 0 };
}

/** A node without a parent to lean on, then everything below it. */
function standAlone(node: SegmentNode, settings: Settings, out: CurveFit[]): void {
  const prepared = prepare(node, settings);
  const judged = judgeAlone(prepared, settings);
  out.push(answer(prepared, judged, judged.models, settings));
  below(node, judged, settings, out);
}

function below(node: SegmentNode, parent: Judged, settings: Settings, out: CurveFit[]): void {
  if (node.children.length === 0) return;
  if (parent.forChildren.length === 0) {
    for (const child of node.children) standAlone(child, settings, out);
    return;
  }
  const siblings = node.children.map((child) => prepare(child, settings));
  const fits = leanOnParent(
    parent.forChildren,
    siblings.map(({ counts }) => counts),
  );
  siblings.forEach((prepared, g) => {
    const judged = judgeLeaning(prepared, fits[g]!, settings);
    out.push(answer(prepared, judged, parent.models, settings));
    below(prepared.node, judged, settings, out);
  });
}

function judgeAlone({ node, counts, curve, conversions }: Prepared, settings: Settings): Judged {
  if (conversions < ENOUGH) return silent('too_few');
  const { fits, forChildren, flat } = weighFamilies(counts);
  const phi = fits.length > 0 ? lagLived(fits, curve) : null;
  if (!flat && phi !== null && phi >= PHI_WITH_BORROWED_LAG) {
    const borrowed = phi < PHI_ALONE;
    if (!borrowed || (medianIsKnown(fits) && hasMatureCohorts(node, fits))) {
      const profile = phi < PHI_OF_PARABOLA || counts.won.total < EVENTS_OF_PARABOLA;
      const interval = rateInterval(counts, fits, { level: settings.level, profile });
      if (logistic(interval.high) < NEAR_ONE) {
        const caveats: CurveCaveat[] = borrowed ? ['lag_borrowed'] : [];
        return { verdict: 'ok', caveats, models: fits, forChildren, interval, phi, leaning: 0 };
      }
    }
  }
  return withMatureLag({ counts, curve, phi }, settings);
}

/**
 * Whether the oldest cohorts alone have seen the lag through: then the rest borrows it from them.
 * Judged with every lag at the upper end of its interval, since the data that cannot tell a short
 * lag from a long one are those that take it for short.
 */
function hasMatureCohorts({ cohorts }: SegmentNode, fits: readonly FamilyFit[]): boolean {
  const oldest: Cohort[] = [];
  let conversions = 0;
  for (const cohort of [...cohorts].sort((a, b) => b.daysAgo - a.daysAgo)) {
    oldest.push(cohort);
    conversions += cohort.counts.reduce((sum, row) => sum + row.converted, 0);
    if (conversions >= ENOUGH_MATURE) break;
  }
  if (conversions < ENOUGH_MATURE) return false;
  const curve = conversionCurve(addCohorts(oldest));
  return fits.every((fit) => lagLived([{ weight: 1, mixture: slowest(fit) }], curve) >= MATURE);
}

/** The family's law with its median at the upper end of a 90 % interval. */
function slowest({ shape, parameters, covariance }: FamilyFit): Mixture {
  const at = rolesOf(shape).indexOf('won.median');
  const slow = parameters.slice();
  slow[at]! += normalQuantile(0.95) * Math.sqrt(covariance[at]![at]!);
  return mixtureAt(slow, shape);
}

/** The same counts with the lag law held near that of the mature cohorts. */
function withMatureLag(
  { counts, curve, phi }: Pick<Prepared, 'counts' | 'curve'> & { readonly phi: number | null },
  { mature, level }: Settings,
): Judged {
  if (mature.length === 0) return silent('not_identifiable', phi);
  const { fits, forChildren, flat } = weighFamilies(counts, (shape) => lagPrior(shape, mature));
  if (fits.length === 0 || flat) return silent('not_identifiable', phi);
  const lived = lagLived(fits, curve);
  if (lived < PHI_WITH_BORROWED_LAG) return silent('not_identifiable', lived);
  const interval = rateInterval(counts, fits, { level, profile: false });
  return {
    verdict: 'ok',
    caveats: ['lag_borrowed'],
    models: fits,
    forChildren,
    interval,
    phi: lived,
    leaning: 0,
  };
}

/** The mature law of the same family as a prior of median and spread; of others, nothing. */
function lagPrior(shape: MixtureShape, mature: readonly WeighedFit[]): Prior {
  const from =
    mature.find((fit) => fit.shape.won.family === shape.won.family) ??
    mature.reduce((a, b) => (b.weight > a.weight ? b : a));
  const roles = rolesOf(shape);
  const theirs = rolesOf(from.shape);
  const mean = new Float64Array(roles.length);
  const variance = new Float64Array(roles.length).fill(Infinity);
  roles.forEach((role, i) => {
    const at = theirs.indexOf(role);
    const sameLaw = role === 'won.median' || from.shape.won.family === shape.won.family;
    if (at < 0 || !sameLaw || !(role === 'won.median' || role === 'won.sigma' || role === 'won.q'))
      return;
    mean[i] = from.parameters[at]!;
    variance[i] = Math.max(from.covariance[at]![at]!, BORROWED_ERROR ** 2);
  });
  return { mean, variance };
}

function judgeLeaning(
  { node, curve }: Prepared,
  models: ReturnType<typeof leanOnParent>[number],
  { level }: Settings,
): Judged {
  const subjects = node.cohorts.reduce((sum, cohort) => sum + entered(cohort), 0);
  if (models.length === 0 || subjects === 0) return silent('too_few');
  const phi = lagLived(models, curve);
  if (phi < PHI_WITH_BORROWED_LAG) return silent('not_identifiable', phi);
  const z = normalQuantile((1 + level) / 2);
  const opinions = models.map(({ weight, parameters, covariance }) => {
    const half = z * Math.sqrt(covariance[0]![0]!);
    const centre = parameters[0]!;
    return { weight, centre, low: centre - half, high: centre + half };
  });
  const leaning = models.reduce((sum, model) => sum + model.weight * model.leaning, 0);
  const caveats: CurveCaveat[] = [];
  if (phi < PHI_ALONE) caveats.push('lag_borrowed');
  if (leaning > 0.5) caveats.push('mostly_parent');
  return {
    verdict: 'ok',
    caveats,
    models,
    forChildren: models,
    interval: averagedInterval(opinions, level),
    phi,
    leaning,
  };
}

function answer(
  { node, curve, plain, effectiveN }: Prepared,
  { verdict, caveats, models, interval, phi, leaning }: Judged,
  parent: readonly FamilyFit[],
  settings: Settings,
): CurveFit {
  const zombies = findZombies(plain);
  const mean = (pick: (model: FamilyFit) => number) =>
    models.reduce((sum, model) => sum + model.weight * pick(model), 0);
  const speaks = models.length > 0;
  const hasLosses = models.some(({ mixture }) => mixture.lost !== null);
  return {
    path: node.path,
    verdict,
    caveats: [
      ...caveats,
      ...(zombies?.found ? (['zombies'] as const) : []),
      ...(settings.late ? (['wins_recorded_late'] as const) : []),
    ],
    rate: speaks
      ? inside(
          mean(({ mixture }) => mixture.won.share),
          { low: logistic(interval.low), high: logistic(interval.high) },
        )
      : null,
    lostRate: hasLosses ? mean(({ mixture }) => mixture.lost?.share ?? 0) : null,
    neverRate: speaks ? mean(({ mixture }) => mixture.never) : null,
    lag: speaks ? lagOf(models, settings.level) : null,
    seen: seenOf(plain, curve),
    phi,
    effectiveN,
    leaning,
    families: familyShares(models),
    models,
    drift: driftOf(node.cohorts, parent, settings),
    zombies,
    lateRecording: settings.late,
  };
}
