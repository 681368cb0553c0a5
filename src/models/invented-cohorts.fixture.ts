/** Cohorts of an invented step whose truth is known, from a seed. */
import type { AgeCounts } from '../measures/rows.ts';
import type { Cohort } from './cohorts.ts';
import { type LagFamily, standardMedian, standardQuantile } from './lag-laws.ts';

/** Uniform numbers in (0, 1) from a seed: Marsaglia's xorshift with 32 bits. */
export function uniforms(seed: number): () => number {
  let state = (Math.imul(seed, 2654435761) ^ 0x9e3779b9) >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return (state + 0.5) / 4294967296;
  };
  for (let i = 0; i < 20; i++) next();
  return next;
}

export interface InventedStep {
  readonly subjects: number;
  /** Subjects arrive evenly over so many days up to the answer. */
  readonly days: number;
  readonly won: number;
  /** 0: nobody is ever lost. */
  readonly lost: number;
  readonly family?: LagFamily;
  /** Median days, and spread of the logarithm. */
  readonly wonAfter: number;
  readonly wonSigma: number;
  readonly lostAfter?: number;
  readonly lostSigma?: number;
  /** Share of wins that are entered on the day on which they are won. */
  readonly sameDay?: number;
  /** Wins earlier than this many days before the answer were not recorded. */
  readonly winsFromDaysAgo?: number;
  /** Whether subjects with an unrecorded win are missing (true), or stay as open ones (false). */
  readonly unrecordedAreMissing?: boolean;
  /** Length of a cohort in days, default a week. */
  readonly cohortDays?: number;
}

/** The cohorts of the step, and the share of the lag law that its subjects truly lived through. */
export function inventCohorts(step: InventedStep, next: () => number): Cohort[] {
  const { family = 'lognormal', cohortDays = 7 } = step;
  const lag = (median: number, sigma: number) => {
    const e = standardQuantile(family, next(), 0) - standardMedian(family, 0);
    return Math.floor(median * Math.exp(sigma * e));
  };
  const byCohort = new Map<number, Map<number, { -readonly [K in keyof AgeCounts]: number }>>();
  for (let i = 0; i < step.subjects; i++) {
    const daysAgo = Math.floor(next() * step.days);
    const fate = next();
    const wins = fate < step.won;
    const ends = wins || fate < step.won + step.lost;
    let age = Infinity;
    if (wins) age = next() < (step.sameDay ?? 0) ? 0 : lag(step.wonAfter, step.wonSigma);
    else if (ends) age = lag(step.lostAfter ?? 60, step.lostSigma ?? 0.9);
    if (wins && daysAgo - age > (step.winsFromDaysAgo ?? Infinity)) {
      if (step.unrecordedAreMissing) continue;
      age = Infinity;
    }
    const cohort = (Math.floor(daysAgo / cohortDays) + 1) * cohortDays - 1;
    const rows = byCohort.get(cohort) ?? new Map();
    byCohort.set(cohort, rows);
    const row = (k: number) => {
      const known = rows.get(k) ?? { age: k, entered: 0, converted: 0, lost: 0, censored: 0 };
      rows.set(k, known);
      return known;
    };
    row(0).entered++;
    if (age <= daysAgo) row(age)[wins ? 'converted' : 'lost']++;
    else row(daysAgo).censored++;
  }
  return [...byCohort].map(([daysAgo, rows]) => ({ daysAgo, counts: [...rows.values()] }));
}
