/** Forecasts as they would have been made on any day, each made once and kept beside the facts. */

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, daysBetween, type Period } from '../calendar.ts';
import type { PastForecast } from '../models/forecast-conformal.ts';
import type { ForecastAsk, PastQuarter } from '../models/forecast-facts.ts';
import type { ForecastResult } from '../models/forecast-run.ts';
import { momentOf } from './answer.ts';
import { knownOn } from './decide.ts';
import type { ForecastThread } from './forecast-apart.ts';
import { forecastFacts, quartersFrom } from './forecast-data.ts';
import type { Context } from './operation.ts';

/** Changes with whatever changes the results. */
const FORMAT = 13;
/** Quarters that a past forecast looks ahead, beside its own. */
const PAST_AHEAD = 2;
const PAST_DRAWS = 1000;
/** A forecast needs so many days of wins, and so many wins, before it. */
const FEWEST_DAYS = 182;
const FEWEST_WINS = 10;
/** Past quarters that a forecast learns from, unless somebody says otherwise. */
export const USUAL_PAST = 10;

type Asked = Pick<ForecastAsk, 'seed' | 'draws' | 'targets' | 'past' | 'behind'> & {
  readonly ahead: number;
};

/** Who asks, and the thread that does the work. */
export interface Forecasting {
  readonly context: Context;
  readonly thread: ForecastThread;
}

/** @param as_of day or instant; what was recorded later is not looked at */
export async function forecastRun(
  { context, thread }: Forecasting,
  as_of: string,
  asked: Asked,
): Promise<ForecastResult> {
  const { known } = await knownOn(context, as_of);
  const { version } = await context.facts();
  const key = createHash('sha256')
    .update(JSON.stringify([FORMAT, as_of, known.hash, asked]))
    .digest('hex')
    .slice(0, 16);
  const file = join(context.home.facts, `${version}.forecast-${key}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as ForecastResult;
  const moment = momentOf(as_of, context.home.settings);
  const facts = await forecastFacts(context, as_of, moment);
  const first = facts.booked[0]?.closed_on ?? moment.as_of;
  const { ahead, ...ask } = asked;
  const quarters = quartersFrom({ first, last: moment.as_of, ahead }, context.home.settings);
  const result = await thread.run(facts, { ...ask, ...quarters });
  keep(file, result);
  return result;
}

/** A home that cannot be written still answers. */
function keep(file: string, result: ForecastResult): void {
  const writing = `${file}.${process.pid}`;
  try {
    writeFileSync(writing, JSON.stringify(result));
    renameSync(writing, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

/** A past forecast of one quarter, and what came of it. */
export interface PastRun {
  readonly as_of: string;
  readonly quarter: string;
  readonly quantiles: readonly number[];
  readonly booked: number;
  readonly mean: number;
  readonly baselines: Readonly<Record<string, number | null>>;
  readonly actual: number;
  readonly wins: PastForecast;
}

export interface Walk {
  /** All quarters, and the place of the one that holds the as-of day. */
  readonly periods: readonly Period[];
  readonly current: number;
  readonly firstWin: string | null;
  /** Booked in each past quarter, as known on the as-of day; and won deals. */
  readonly actuals: Readonly<Record<string, number>>;
  readonly actualWins: Readonly<Record<string, number>>;
}

/** The forecast as of the end of a past day, or null where too little was known then. */
export async function pastRun(
  forecasting: Forecasting,
  day: string,
  { firstWin, seed }: { readonly firstWin: string | null; readonly seed: number },
): Promise<ForecastResult | null> {
  if (firstWin === null || daysBetween(firstWin, day) < FEWEST_DAYS) return null;
  const asked = {
    seed,
    draws: PAST_DRAWS,
    targets: [],
    past: [],
    behind: false,
    ahead: PAST_AHEAD,
  };
  const result = await forecastRun(forecasting, day, asked);
  return result.wins >= FEWEST_WINS ? result : null;
}

/** What a past forecast said of a quarter that is over; null where it did not look so far. */
export function saidOf(
  result: ForecastResult,
  quarter: string,
  { actuals, actualWins }: Walk,
): PastRun | null {
  const found = result.quarters.find((each) => each.quarter === quarter);
  const actual = actuals[quarter];
  if (!found || actual === undefined) return null;
  return {
    as_of: result.as_of,
    quarter,
    quantiles: found.quantiles,
    booked: found.landing.booked,
    mean: found.landing.mean,
    baselines: found.baselines,
    actual,
    wins: { quantiles: found.winQuantiles, actual: actualWins[quarter]! },
  };
}

export function asPast({ quantiles, actual, wins }: PastRun): PastQuarter {
  return { amounts: { quantiles, actual }, wins };
}

/** The end of the day that is so many weeks into a quarter. */
export function dayOfWeek({ start, end }: Pick<Period, 'start' | 'end'>, week: number): string {
  const day = addDays(start, 7 * week - 1);
  return day < end ? day : addDays(end, -1);
}
