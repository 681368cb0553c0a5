/** The forecast of a day with what past forecasts of the same week taught; kept, so that its rows are its own. */

import { daysBetween } from '../calendar.ts';
import { revenuePlanOf } from '../ledger/plans.ts';
import type { ForecastResult, QuarterForecast } from '../models/forecast-run.ts';
import { knownOn } from './decide.ts';
import { ForecastThread } from './forecast-apart.ts';
import { quartersFrom } from './forecast-data.ts';
import {
  asPast,
  dayOfWeek,
  type Forecasting,
  forecastRun,
  type PastRun,
  pastRun,
  saidOf,
} from './forecast-runs.ts';
import type { Context } from './operation.ts';

const DRAWS = 4000;
/** Fewer past quarters than this say nothing of the width of the band. */
export const FEWEST_PAST = 8;

export interface Asked {
  readonly as_of: string;
  /** Quarters after this one. */
  readonly ahead: number;
  /** Past quarters to learn from. */
  readonly past: number;
  readonly seed: number;
  /** Whether to make the forecasts of the quarter's earlier weeks too. */
  readonly weekly: boolean;
}

export interface Made {
  readonly result: ForecastResult;
  /** By how many quarters ahead they looked; oldest first. */
  readonly past: readonly (readonly PastRun[])[];
  readonly plan: Plan;
  /** The quarter that runs in the weeks before, oldest first; empty unless asked for. */
  readonly earlier: readonly EarlierWeek[];
}

interface EarlierWeek {
  readonly as_of: string;
  /** Whole weeks of the quarter that were over. */
  readonly week: number;
  /** Before any correction. */
  readonly quantiles: readonly number[];
  readonly booked: number;
}

export async function makeForecast(
  context: Context,
  { as_of, ahead, past: wanted, seed, weekly }: Asked,
): Promise<Made> {
  using thread = new ForecastThread(context.signal);
  const forecasting = { context, thread };
  const plan = await targets(context, as_of);
  const asked = { seed, draws: DRAWS, targets: plan.rows, ahead, behind: true };
  context.progress('forecast: open deals, the engaged and the planned');
  const first = await forecastRun(forecasting, as_of, { ...asked, past: [] });
  const past = await pastForecasts(forecasting, first, { wanted, seed });
  const isTaught = past.some((runs) => runs.length >= FEWEST_PAST);
  const result = isTaught
    ? await forecastRun(forecasting, as_of, {
        ...asked,
        past: past.map((runs) => runs.map(asPast)),
      })
    : first;
  return {
    result,
    past,
    plan,
    earlier: weekly ? await earlierWeeks(forecasting, result, seed) : [],
  };
}

/** The forecast of the quarter that runs as it was made at the end of each of its weeks, and before it began. */
async function earlierWeeks(
  forecasting: Forecasting,
  { quarters, as_of, firstWin }: ForecastResult,
  seed: number,
): Promise<EarlierWeek[]> {
  const { quarter, from, to } = quarters[0] as QuarterForecast;
  const weeks: EarlierWeek[] = [];
  for (let week = 0; ; week++) {
    const day = dayOfWeek({ start: from, end: to }, week);
    if (day >= as_of) return weeks;
    forecasting.context.progress(`forecast of ${quarter} as of ${day}`);
    const result = await pastRun(forecasting, day, { firstWin, seed });
    const found = result?.quarters.find((each) => each.quarter === quarter);
    if (!found) continue;
    weeks.push({ as_of: day, week, quantiles: found.quantiles, booked: found.landing.booked });
  }
}

export function weekOf({ from }: { readonly from: string }, day: string): number {
  return Math.max(0, Math.floor((daysBetween(from, day) + 1) / 7));
}

export interface Plan {
  readonly rows: { quarter: string; segment: string | null; amount: number }[];
  readonly currency: string | null;
  readonly isSigned: boolean;
}

/** Targets of the revenue plan; none where it is in another currency. */
async function targets(context: Context, as_of: string): Promise<Plan> {
  const { known, ...on } = await knownOn(context, as_of);
  const { current, isSigned } = revenuePlanOf(known, on);
  if (current === null) return { rows: [], currency: null, isSigned: false };
  const { currency, rows } = current.body;
  const isOurs = currency === context.home.settings.currency;
  return {
    rows: isOurs
      ? rows.map(({ quarter, segment, bookings }) => ({ quarter, segment, amount: bookings }))
      : [],
    currency,
    isSigned,
  };
}

/** Past forecasts made in the same week, by how many quarters ahead they looked; oldest first. */
async function pastForecasts(
  forecasting: Forecasting,
  present: ForecastResult,
  { wanted, seed }: { wanted: number; seed: number },
): Promise<PastRun[][]> {
  const names = Object.keys(present.actuals);
  const firstWin = present.firstWin;
  const week = weekOf(present.quarters[0] as QuarterForecast, present.as_of);
  const ahead = present.quarters.length;
  const runs: PastRun[][] = present.quarters.slice(0, 3).map(() => []);
  if (firstWin === null) return runs;
  const { periods, current } = quartersFrom(
    { first: firstWin, last: present.as_of, ahead: 0 },
    forecasting.context.home.settings,
  );
  const { actuals, actualWins } = present;
  const walk = { periods, current, firstWin, actuals, actualWins };
  const past = periods.slice(Math.max(0, current - wanted), current);
  for (const [i, period] of past.entries()) {
    forecasting.context.progress(
      `forecast of ${period.name} as of the same week, ${i + 1} of ${past.length}`,
    );
    const result = await pastRun(forecasting, dayOfWeek(period, week), { firstWin, seed });
    if (!result) continue;
    for (let k = 0; k < Math.min(ahead, runs.length); k++) {
      const name = names[names.indexOf(period.name) + k];
      const said = name === undefined ? null : saidOf(result, name, walk);
      if (said) runs[k]!.push(said);
    }
  }
  return runs;
}
