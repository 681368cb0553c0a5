/** Conversions that were recorded only from some day on, found from the counts themselves. */
import type { AgeCounts } from '../measures/rows.ts';
import { addCohorts, type Cohort, entered } from './cohorts.ts';
import { conversionHazard } from './drift.ts';
import { type MixtureShape, mixtureCounts } from './mixture.ts';
import { fitMixture } from './mixture-fit.ts';
import { riskSets } from './risk-sets.ts';

export interface LateRecording {
  /** Days before the answer on which the first conversion was recorded. */
  readonly recordedFromDaysAgo: number;
  /** Days between the first entry and that day. */
  readonly silentDays: number;
  /** Conversions that the later cohorts' model expects in the silence; none was recorded. */
  readonly expected: number;
  /** Subjects that entered in the silence. */
  readonly setAside: number;
}

/** A shorter silence is not looked at. */
const SHORTEST_SILENCE = 28;
/** A silence is believed to be chance down to this probability. */
const CHANCE = 0.01;
/** Conversions that the later cohorts need for a model of their own. */
const ENOUGH = 10;
/** How many conversions are due hardly depends on the family, so one judges. */
const JUDGE: MixtureShape = {
  won: { family: 'lognormal', atom: true },
  lost: { family: 'weibull', atom: true },
};

/** The cohort as if its observation had begun at age `from`. */
function seenFrom({ daysAgo, counts }: Cohort, from: number): Cohort {
  if (from <= 0) return { daysAgo, counts };
  let open = 0;
  for (const row of counts) {
    if (row.age <= from) open += row.entered;
    if (row.age < from) open -= row.converted + row.lost + row.censored;
  }
  const late = counts.map((row) => (row.age <= from ? { ...row, entered: 0 } : row));
  const start = { age: from, entered: open, converted: 0, lost: 0, censored: 0 };
  return { daysAgo, counts: [start, ...late.filter(({ age }) => age >= from)] };
}

/**
 * Whether the silence before the first recorded conversion is too long to be chance, judged by the
 * cohorts that entered after it; where these say too little, by all, each from that day on. null if
 * not, or if fewer than 10 conversions are left to judge by.
 */
export function findLateRecording(cohorts: readonly Cohort[]): LateRecording | null {
  const filled = cohorts.filter((cohort) => entered(cohort) > 0);
  const firstEntry = Math.max(...filled.map(({ daysAgo }) => daysAgo));
  let first = -Infinity;
  for (const { daysAgo, counts } of filled) {
    for (const { age, converted } of counts) {
      if (converted > 0) first = Math.max(first, daysAgo - age);
    }
  }
  const silentDays = firstEntry - first;
  if (!(silentDays >= SHORTEST_SILENCE && silentDays < Infinity)) return null;
  const later = addCohorts(filled.filter(({ daysAgo }) => daysAgo <= first));
  const enough = (rows: readonly AgeCounts[]) =>
    rows.reduce((sum, row) => sum + row.converted, 0) >= ENOUGH;
  const judges = enough(later)
    ? later
    : addCohorts(filled.map((cohort) => seenFrom(cohort, cohort.daysAgo - first)));
  if (!enough(judges)) return null;
  const { mixture } = fitMixture(mixtureCounts(judges), JUDGE);
  const hazard = conversionHazard([{ weight: 1, mixture }], firstEntry + 1);
  const earlier = filled.filter(({ daysAgo }) => daysAgo > first);
  let expected = 0;
  for (const cohort of earlier) {
    const { atRisk } = riskSets(cohort.counts);
    const silentAges = Math.min(atRisk.length, cohort.daysAgo - first);
    for (let k = 0; k < silentAges; k++) expected += atRisk[k]! * hazard[k]!;
  }
  if (Math.exp(-expected) >= CHANCE) return null;
  return {
    recordedFromDaysAgo: first,
    silentDays,
    expected,
    setAside: earlier.reduce((sum, cohort) => sum + entered(cohort), 0),
  };
}
