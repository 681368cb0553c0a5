/** Blocks of cohorts against what their parent's law expects of them. */
import type { AgeCounts } from '../measures/rows.ts';
import type { FamilyFit } from './averages.ts';
import { addCohorts, type Cohort } from './cohorts.ts';
import type { Drift } from './curve-fit.ts';
import { conversionHazard, expectedConversions, shrunkRatios } from './drift.ts';

const hazards = new WeakMap<readonly FamilyFit[], Float64Array>();

/** The parent's hazard as far as the counts go; siblings share it. */
function hazardOf(parent: readonly FamilyFit[], counts: readonly (readonly AgeCounts[])[]) {
  let days = 0;
  for (const rows of counts) for (const { age } of rows) days = Math.max(days, age + 1);
  const known = hazards.get(parent);
  if (known && known.length >= days) return known;
  const hazard = conversionHazard(parent, days);
  hazards.set(parent, hazard);
  return hazard;
}

/**
 * Blocks of cohorts of `blockDays` days, the oldest first, against the parent's law; [] without one.
 */
export function driftOf(
  cohorts: readonly Cohort[],
  parent: readonly FamilyFit[],
  { blockDays, level }: { readonly blockDays: number; readonly level: number },
): Drift[] {
  if (parent.length === 0) return [];
  const blocks = new Map<number, Cohort[]>();
  for (const cohort of cohorts) {
    const block = Math.floor(cohort.daysAgo / blockDays);
    const list = blocks.get(block) ?? [];
    if (list.length === 0) blocks.set(block, list);
    list.push(cohort);
  }
  const numbers = [...blocks.keys()].sort((a, b) => b - a);
  const counts = numbers.map((number) => addCohorts(blocks.get(number)!));
  const hazard = hazardOf(parent, counts);
  const expected = counts.map((rows) => ({
    observed: rows.reduce((sum, row) => sum + row.converted, 0),
    expected: expectedConversions(rows, hazard),
  }));
  const ratios = shrunkRatios(expected, level);
  return numbers.map((number, i) => ({
    fromDaysAgo: Math.ceil((number + 1) * blockDays) - 1,
    toDaysAgo: Math.ceil(number * blockDays),
    ...expected[i]!,
    ...ratios[i]!,
  }));
}
