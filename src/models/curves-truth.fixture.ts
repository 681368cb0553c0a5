/** How often the curves are right about invented companies: for the test, and at length for the bench. */
import { convertedBy } from './averages.ts';
import type { SegmentCohorts } from './cohorts.ts';
import type { CurveFit } from './curve-fit.ts';
import { adjustForMany } from './exact-tests.ts';
import { fitCurves } from './fit-curves.ts';
import { inventCohorts, uniforms } from './invented-cohorts.fixture.ts';
import { type LagLaw, lagQuantile, lagTails } from './lag-laws.ts';
import { logit } from './mixture.ts';
import { normalQuantile, normalUpper } from './normal.ts';
import { rolesOf } from './roles.ts';

/** How one kind of figure did. */
interface Score {
  n: number;
  /** Intervals that held the truth, of n. */
  held: number;
  /** Mean error, and the mean standard error that the intervals claim, on the figure's own scale. */
  error: number;
  standardError: number;
  squared: number;
}

export type Scores = Map<string, Score>;

interface Told {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const LEVEL = 0.9;
const WIDTH_IN_ERRORS = 2 * normalQuantile((1 + LEVEL) / 2);

function note(scores: Scores, what: string, told: Told, truth: number): void {
  const score = scores.get(what) ?? { n: 0, held: 0, error: 0, standardError: 0, squared: 0 };
  scores.set(what, score);
  score.n++;
  score.held += Number(told.low <= truth && truth <= told.high);
  score.error += told.value - truth;
  score.squared += (told.value - truth) ** 2;
  score.standardError += (told.high - told.low) / WIDTH_IN_ERRORS;
}

const DAYS = [90, 180, 365];
const SAME_DAY = 0.03;
/** Chances to win, median days and spreads by size of the customer: the sample company's. */
const SIZES = [
  { won: 0.22, wonAfter: 150, wonSigma: 0.55 },
  { won: 0.27, wonAfter: 90, wonSigma: 0.65 },
  { won: 0.33, wonAfter: 42, wonSigma: 0.75 },
] as const;
const REGIONS = 8;

/**
 * Companies of 3 sizes × 8 regions, about 4,000 deals in 1,000 days; regions differ by .25 in logit
 * rate and .12 in ln median. Scores of rate, curve and median lag by size of the segment.
 */
export function segmentScores(seeds: number): Scores {
  const scores: Scores = new Map();
  for (let seed = 1; seed <= seeds; seed++) {
    const next = uniforms(seed * 13 + 5);
    const normal = () => normalQuantile(next());
    const segments: SegmentCohorts[] = [];
    const truths = new Map<string, { won: number; law: LagLaw; subjects: number }>();
    for (const [i, size] of SIZES.entries()) {
      for (let region = 0; region < REGIONS; region++) {
        const odds = (size.won / (1 - size.won)) * Math.exp(0.25 * normal());
        const won = odds / (1 + odds);
        const wonAfter = size.wonAfter * Math.exp(0.12 * normal());
        const subjects = Math.max(3, Math.round(166 * Math.exp(0.9 * normal() - 0.4)));
        const path = [`size ${i}`, `region ${region}`];
        const lost = Math.min(0.64, 0.9 - won);
        const step = { subjects, days: 1000, won, lost, wonAfter, wonSigma: size.wonSigma };
        const losses = { lostAfter: 0.75 * wonAfter, lostSigma: 0.9, sameDay: SAME_DAY };
        segments.push({ path, cohorts: inventCohorts({ ...step, ...losses }, next) });
        const law = {
          family: 'lognormal',
          logMedian: Math.log(wonAfter),
          sigma: size.wonSigma,
          q: 0,
        };
        truths.set(path.join(), { won, law: law as LagLaw, subjects });
      }
    }
    for (const fit of fitCurves(segments, { halfLife: null, level: LEVEL })) {
      const truth = truths.get(fit.path.join());
      if (!truth || !fit.rate) continue;
      const size = truth.subjects < 60 ? 'under 60' : truth.subjects < 200 ? '60 to 199' : '200 on';
      note(scores, `rate, ${size}`, fit.rate, truth.won);
      for (const day of DAYS) {
        const share = SAME_DAY + (1 - SAME_DAY) * lagTails(truth.law, day + 1)[0];
        note(scores, `day ${day}, ${size}`, convertedBy(fit.models, day, LEVEL), truth.won * share);
      }
      const half = lagQuantile(truth.law, (0.5 - SAME_DAY) / (1 - SAME_DAY));
      note(scores, `ln half, ${size}`, logs(fit.lag!.half), Math.log(half));
    }
  }
  return scores;
}

function logs({ value, low, high }: Told): Told {
  return { value: Math.log(value), low: Math.log(low), high: Math.log(high) };
}

const ALONE = {
  won: 0.27,
  lost: 0.63,
  wonAfter: 90,
  wonSigma: 0.65,
  lostAfter: 70,
  lostSigma: 0.9,
};

/** One step of 800 deals without segments: rate, curve, ln median, ln sigma of the true family. */
export function aloneScores(seeds: number): Scores {
  const scores: Scores = new Map();
  const law: LagLaw = { family: 'lognormal', logMedian: Math.log(90), sigma: 0.65, q: 0 };
  for (let seed = 1; seed <= seeds; seed++) {
    const cohorts = inventCohorts({ ...ALONE, subjects: 800, days: 700 }, uniforms(seed * 7 + 3));
    const [fit] = fitCurves([{ path: [], cohorts }], { halfLife: null, level: LEVEL });
    if (!fit?.rate) continue;
    note(scores, 'rate', fit.rate, ALONE.won);
    for (const day of DAYS) {
      const truth = ALONE.won * lagTails(law, day + 1)[0];
      note(scores, `day ${day}`, convertedBy(fit.models, day, LEVEL), truth);
    }
    note(scores, 'ln half', logs(fit.lag!.half), law.logMedian);
    noteParameter(scores, fit, law);
  }
  return scores;
}

function noteParameter(scores: Scores, fit: CurveFit, law: LagLaw): void {
  const model = fit.models.find(({ shape }) => shape.won.family === law.family);
  if (!model) return;
  const at = rolesOf(model.shape).indexOf('won.sigma');
  const half = (WIDTH_IN_ERRORS / 2) * Math.sqrt(model.covariance[at]![at]!);
  const value = model.parameters[at]!;
  note(scores, 'ln sigma', { value, low: value - half, high: value + half }, Math.log(law.sigma));
}

export interface Refusals {
  /** Days of data over the median lag, and the share of the lag truly lived through. */
  readonly ratio: number;
  readonly phi: number;
  readonly seeds: number;
  readonly refused: number;
  /** Refused though the fit itself found φ >= .6 and there were 30 conversions. */
  readonly refusedAboveGate: number;
  readonly scores: Scores;
}

/** The experiment on the gate: 600 subjects, rate .25, lognormal lag of 60 days and .8. */
export function refusals(ratio: number, seeds: number): Refusals {
  const days = Math.round(60 * ratio);
  const law: LagLaw = { family: 'lognormal', logMedian: Math.log(60), sigma: 0.8, q: 0 };
  let phi = 0;
  for (let k = 0; k < days; k++) phi += lagTails(law, k + 1)[0] / days;
  const scores: Scores = new Map();
  let [refused, refusedAboveGate] = [0, 0];
  for (let seed = 1; seed <= seeds; seed++) {
    const step = { subjects: 600, days, won: 0.25, lost: 0, wonAfter: 60, wonSigma: 0.8 };
    const cohorts = inventCohorts(step, uniforms(seed * 7 + 1));
    const fit = fitCurves([{ path: [], cohorts }], { halfLife: null, level: LEVEL })[0]!;
    if (fit.rate) {
      note(scores, 'rate', fit.rate, 0.25);
      continue;
    }
    refused++;
    if ((fit.phi ?? 0) >= 0.6 && fit.seen.conversions >= 30) refusedAboveGate++;
  }
  return { ratio, phi, seeds, refused, refusedAboveGate, scores };
}

const SHUFFLED = { subjects: 1800, labels: 12, days: 700 };

/**
 * Deals of three unlike sizes, whose labels were dealt out by chance: how many of the companies have a
 * label that seems to differ from all (Benjamini and Hochberg at 10 %), and how many of their blocks
 * of cohorts seem to have moved.
 */
export function shuffles(seeds: number): { found: number; moved: number; blocks: number } {
  const counted = { found: 0, moved: 0, blocks: 0 };
  for (let seed = 1; seed <= seeds; seed++) {
    const next = uniforms(seed * 31 + 3);
    const sizes = Array.from({ length: SHUFFLED.labels }, () => SIZES.map(() => 0));
    for (let deal = 0; deal < SHUFFLED.subjects; deal++) {
      sizes[Math.floor(next() * SHUFFLED.labels)]![Math.floor(next() * SIZES.length)]!++;
    }
    const segments = sizes.map((counts, label) => ({
      path: [`label ${label}`],
      cohorts: counts.flatMap((subjects, size) =>
        inventCohorts({ ...SIZES[size]!, subjects, days: SHUFFLED.days, lost: 0.6 }, next),
      ),
    }));
    const [all, ...kinds] = fitCurves(segments, { halfLife: null, level: LEVEL });
    const pValues = kinds.map(({ rate }) => {
      const error = (logit(rate!.high) - logit(rate!.low)) / WIDTH_IN_ERRORS;
      return 2 * normalUpper(Math.abs(logit(rate!.value) - logit(all!.rate!.value)) / error);
    });
    if (adjustForMany(pValues).some((p) => p < 0.1)) counted.found++;
    for (const { low, high } of kinds.flatMap(({ drift }) => drift)) {
      counted.blocks++;
      if (low > 1 || high < 1) counted.moved++;
    }
  }
  return counted;
}
