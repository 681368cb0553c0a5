/** How a forecast stands: against simpler ones, against its target, and against its own of the weeks before. */

import { daysBetween } from '../calendar.ts';
import { BASELINES } from '../models/baselines.ts';
import type { ForecastResult, QuarterForecast } from '../models/forecast-run.ts';
import { sortedQuantile } from '../models/scoring.ts';
import type { Made } from './forecast-made.ts';
import { asPast, type PastRun } from './forecast-runs.ts';

/** How far simpler forecasts of past quarters were off, and ours. */
export function trackOf(past: readonly PastRun[], currency: string) {
  const money = (amount: number) => ({ amount: Math.round(amount), currency });
  return BASELINES.flatMap((name) => {
    const runs = past.filter(({ baselines }) => (baselines[name] ?? null) !== null);
    if (runs.length === 0) return [];
    const mean = (said: (run: PastRun) => number) =>
      runs.reduce((sum, run) => sum + Math.abs(said(run) - run.actual), 0) / runs.length;
    return [
      {
        name,
        runs: runs.length,
        error: money(mean(({ baselines }) => baselines[name] as number)),
        own_error: money(mean((run) => asPast(run).median)),
      },
    ];
  });
}

/** How much open pipeline there is for what is still to go, and how much the target needs. */
export function coverageOf(
  { openAmount }: ForecastResult,
  { landing }: QuarterForecast,
  currency: string,
) {
  const { target, booked, parts } = landing;
  if (target === null || target <= booked || openAmount === 0) return null;
  const toGo = target - booked;
  const wanted = Math.max(0, toGo - parts.engaged - parts.planned);
  const share = parts.open_pipeline / openAmount;
  return {
    open: { amount: openAmount, currency },
    lands: { amount: parts.open_pipeline, currency },
    to_go: { amount: toGo, currency },
    present: openAmount / toGo,
    needed: share > 0 ? wanted / share / toGo : null,
  };
}

/** This quarter's forecasts, the earlier first and the present one last. */
export function weeksOf({ result, earlier }: Made, currency: string) {
  const { quantiles, landing, from } = result.quarters[0] as QuarterForecast;
  const now = {
    as_of: result.as_of,
    week: (daysBetween(from, result.as_of) + 1) / 7,
    quantiles,
    booked: landing.booked,
  };
  const money = (amount: number) => ({ amount: Math.round(amount), currency });
  return [...earlier, now].map(({ as_of, week, booked, quantiles: said }) => ({
    as_of,
    week,
    booked: money(booked),
    p05: money(sortedQuantile(said, 0.05)),
    p50: money(sortedQuantile(said, 0.5)),
    p95: money(sortedQuantile(said, 0.95)),
  }));
}
