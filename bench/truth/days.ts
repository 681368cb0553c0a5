/** The days on which is asked, and on which was signed. */

import { dateOf, TARGET_QUARTER, WEEKS_PER_QUARTER } from '../../sample/calendar.ts';
import type { TrueScenario } from '../../sample/truth-file.ts';
import { addDays } from '../../src/calendar.ts';
import { DATES, type DateName } from './examined.ts';
import type { Scenario } from './scenario.ts';

const DAYS_AFTER = 56;

/** The last day of which anything is asked. */
export const EXPORT_DAY = dateOf((TARGET_QUARTER + 1) * WEEKS_PER_QUARTER * 7 - 1 + DAYS_AFTER);

/** The end of the sixth week, the last day, eight weeks later; and before it if that is the point. */
export function askDays(
  { first_day, last_day }: Pick<TrueScenario, 'first_day' | 'last_day'>,
  { causes }: Pick<Scenario, 'causes'>,
): [DateName, string][] {
  const days: Record<DateName, string> = {
    early: addDays(first_day, -14),
    week_6: addDays(first_day, 6 * 7 - 1),
    last_day,
    after: addDays(last_day, DAYS_AFTER),
  };
  const isEarly = causes.some(({ id }) => id === 'TOO_LATE');
  return DATES.filter((name) => name !== 'early' || isEarly).map((name) => [name, days[name]]);
}

/** Plans are signed 13 weeks before the fiscal year. */
export function signingDay({
  quarter,
  first_day,
}: Pick<TrueScenario, 'quarter' | 'first_day'>): string {
  const before = Number(quarter.slice(-1)) - 1;
  return addDays(first_day, -7 * WEEKS_PER_QUARTER * (before + 1));
}
