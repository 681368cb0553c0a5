/** The laws of opportunity → won by segment: fitted mixtures where the data carry them, else curves. */

import type { AgeCounts, WinningCohort } from '../measures/rows.ts';
import { addCohorts, type Cohort } from './cohorts.ts';
import { conversionCurve } from './curve-reading.ts';
import { fitCurves } from './fit-curves.ts';
import { type ChanceLaw, curveLaw, emptyTable, type LawTable, NEVER } from './forecast-laws.ts';
import { mixtureLaw } from './forecast-mixture.ts';

/** Fewer conversions than this in a group: it goes by the law of all. */
const FEWEST = 10;

export function winningLaws(
  rows: readonly WinningCohort[],
  segments: readonly string[],
): ChanceLaw[] {
  const bySegment = Map.groupBy(rows, ({ segment }) => segment ?? '');
  const groups = [...bySegment].map(([segment, own]) => ({
    path: [segment],
    cohorts: cohortsOf(own),
  }));
  if (groups.length === 0) return segments.map(() => NEVER);
  const fits = fitCurves(groups);
  const all = fits.find(({ path }) => path.length === 0);
  const since = all?.lateRecording?.recordedFromDaysAgo ?? Infinity;
  const counted = (cohorts: readonly Cohort[]) =>
    addCohorts(cohorts.filter(({ daysAgo }) => daysAgo <= since));
  const allLaw =
    all && all.models.length > 0
      ? mixtureLaw(all.models)
      : countsLaw(counted(groups.flatMap(({ cohorts }) => cohorts)));
  return segments.map((segment) => {
    const fit = fits.find(({ path }) => path.length === 1 && path[0] === segment);
    if (fit && fit.models.length > 0) return mixtureLaw(fit.models);
    const own = groups.find(({ path }) => path[0] === segment);
    const counts = own ? counted(own.cohorts) : [];
    return conversions(counts) >= FEWEST ? countsLaw(counts) : allLaw;
  });
}

function cohortsOf(rows: readonly WinningCohort[]): Cohort[] {
  return [...Map.groupBy(rows, ({ days_ago }) => days_ago)].map(([daysAgo, counts]) => ({
    daysAgo: Math.max(0, daysAgo),
    counts,
  }));
}

/** The curve of these counts as a law; nothing ever happens where nothing did. */
export function countsLaw(counts: readonly AgeCounts[]): ChanceLaw {
  return conversions(counts) > 0 ? curveLaw(conversionCurve(counts)) : NEVER;
}

export function conversions(counts: readonly AgeCounts[]): number {
  return counts.reduce((sum, { converted }) => sum + converted, 0);
}

/** Best estimates. */
export function lawTables(laws: readonly ChanceLaw[]): LawTable[] {
  return laws.map((law) => {
    const table = emptyTable();
    law.fill(table, null);
    return table;
  });
}
