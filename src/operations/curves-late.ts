/** Steps whose conversions were recorded only from some day on: who entered before is set aside. */

import { addDays } from '../calendar.ts';
import type { CohortCounts } from '../measures/measures.ts';
import type { AgeCounts } from '../measures/rows.ts';
import type { Caveat } from './answer.ts';
import { BLOCK_DAYS, type FitsOf } from './curve-fits.ts';

/** One step, split by one trait or not at all. */
export interface StepSplit {
  readonly from: string;
  readonly to: string;
  readonly trait: string | null;
}

/** What counts of one curve. */
interface Counted {
  readonly since: string;
  readonly counts: readonly AgeCounts[];
}

/** Null where everybody counts. */
export type CountedOf = (split: StepSplit, value: string | null) => Counted | null;

/**
 * The naive rate of such a step is too low, whoever would have to be blamed for it, so the curves
 * count the same cohorts as the fits.
 * @param ask the counts by cohort of one step, split by a trait
 */
export async function countedSince(
  splits: readonly StepSplit[],
  fits: FitsOf,
  ask: (split: StepSplit) => Promise<readonly CohortCounts[]>,
): Promise<CountedOf> {
  const kept = new Map<string, { since: string; values: Map<string | null, CohortCounts[]> }>();
  for (const split of splits) {
    const since = fits(split.from, split.to, null)?.recorded_since;
    if (!since || kept.has(keyOf(split))) continue;
    const rows = (await ask(split)).filter((row) => firstDay(row) >= since);
    kept.set(keyOf(split), { since, values: Map.groupBy(rows, ({ trait_value }) => trait_value) });
  }
  return (split, value) => {
    const found = kept.get(keyOf(split));
    return found ? { since: found.since, counts: found.values.get(value) ?? [] } : null;
  };
}

/** First day of the row's block of cohorts. */
function firstDay({ counted_to, block }: CohortCounts): string {
  return addDays(counted_to, 1 - (block + 1) * BLOCK_DAYS);
}

function keyOf({ from, to, trait }: StepSplit): string {
  return JSON.stringify([from, to, trait]);
}

/** What is said of a step, of which `setAside` subjects do not count. */
export function recordedLate({ from, to }: StepSplit, since: string, setAside: number): Caveat {
  return {
    code: 'wins_recorded_late',
    message: `From ${from} to ${to}, no conversion is on record before ${since}, and too many had entered for that to be chance: conversions were not recorded yet. The ${setAside} that entered before count in no rate and no lag.`,
  };
}
