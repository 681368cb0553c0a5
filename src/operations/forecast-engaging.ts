/** Counts of engagement → opportunity by campaign type, of those who entered since opportunities are on record. */

import type { CohortCounts } from '../measures/measures.ts';
import { addCohorts, type Cohort } from '../models/cohorts.ts';
import type { TypeCounts } from '../models/forecast-facts.ts';
import { findLateRecording } from '../models/late-recording.ts';
import { cohortsOf } from './curve-fits.ts';

/** @param rows of the step, split by campaign type */
export function engagingCounts(rows: readonly CohortCounts[]): TypeCounts[] {
  const all = cohortsOf(rows);
  const since = findLateRecording(all)?.recordedFromDaysAgo ?? Infinity;
  const typed = (campaign_type: string | null, cohorts: readonly Cohort[]) =>
    addCohorts(cohorts.filter(({ daysAgo }) => daysAgo <= since)).map(
      (counts): TypeCounts => ({ campaign_type, ...counts }),
    );
  return [
    ...typed(null, all),
    ...[...Map.groupBy(rows, ({ trait_value }) => trait_value ?? '')].flatMap(([type, own]) =>
      typed(type, cohortsOf(own)),
    ),
  ];
}
