/** Rows as the baselines read them. */

import { daysBetween, type Period } from '../calendar.ts';
import type { BaselineInput } from './baselines.ts';
import type { ForecastAsk, ForecastFacts } from './forecast-facts.ts';

export function baselineInput(
  { as_of, booked, open, stages }: ForecastFacts,
  { periods, current }: ForecastAsk,
): Omit<BaselineInput, 'target'> {
  const elapsed = Math.max(0, placeIn(periods[current]!, as_of));
  return {
    won: booked.flatMap(({ entered_on, closed_on, amount }) => {
      const wonIn = indexOf(periods, closed_on);
      if (wonIn < 0 || amount === null) return [];
      const opened = entered_on === null ? -1 : indexOf(periods, entered_on);
      return [
        {
          openedIn: opened < 0 ? null : opened,
          openedAt: opened < 0 ? 0 : placeIn(periods[opened]!, entered_on!),
          wonIn,
          wonAt: placeIn(periods[wonIn]!, closed_on),
          amount,
        },
      ];
    }),
    open: open.flatMap(({ stage, amount, close_on, forecast_category }) => {
      if (amount === null) return [];
      const closes = close_on === null ? -1 : indexOf(periods, close_on);
      return [
        {
          stage,
          amount,
          closesIn: closes < 0 ? null : closes,
          isCommit: isCommit(forecast_category),
        },
      ];
    }),
    stageRates: new Map(
      stages.flatMap(({ stage, closed, won }) => (closed > 0 ? [[stage, won / closed]] : [])),
    ),
    firstQuarter: firstWhole(periods, booked),
    current,
    elapsed,
    hasCommit: open.some(({ forecast_category }) => isCommit(forecast_category)),
  };
}

/** `Commit` of Salesforce, `COMMIT` of HubSpot, and what people write like it. */
function isCommit(category: string | null): boolean {
  return category !== null && /^commit/i.test(category.trim());
}

function indexOf(periods: readonly Period[], day: string): number {
  return periods.findIndex(({ start, end }) => day >= start && day < end);
}

/** Share of a quarter that is over at the end of a day. */
function placeIn({ start, end }: Period, day: string): number {
  return (daysBetween(start, day) + 1) / daysBetween(start, end);
}

/** The first quarter that was seen from its beginning: the one after the first win. */
function firstWhole(periods: readonly Period[], booked: ForecastFacts['booked']): number {
  const first = booked[0]?.closed_on;
  return first === undefined ? periods.length : indexOf(periods, first) + 1;
}
