/** How a forecast stands: against simpler ones, against its target, and against its own of the weeks before. */

import { daysBetween } from '../calendar.ts';
import { BASELINES } from '../models/baselines.ts';
import type { ForecastResult, QuarterForecast } from '../models/forecast-run.ts';
import { heldShare, meanLogError, pit, sampleCrps, sortedQuantile } from '../models/scoring.ts';
import type { Made } from './forecast-made.ts';
import type { PastRun } from './forecast-runs.ts';

const PIT_BINS = 5;

/** Whether money was forecast or came; otherwise there is nothing to compare. */
export function hasAmounts({ quantiles, actual }: PastRun): boolean {
  return actual > 0 || (quantiles.at(-1) ?? 0) > 0;
}

/** How good past forecasts were, before any correction; null without any. */
export function accuracyOf(past: readonly PastRun[], currency: string) {
  if (past.length === 0) return null;
  const outcomes = past.map(({ quantiles, actual }) => ({ sorted: quantiles, actual }));
  const places = new Array<number>(PIT_BINS).fill(0);
  for (const { sorted, actual } of outcomes) {
    places[Math.min(PIT_BINS - 1, Math.floor(pit(sorted, actual, 0.5) * PIT_BINS))]!++;
  }
  const scores = outcomes.map(({ sorted, actual }) => sampleCrps(sorted, actual, { fair: false }));
  const crps = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return {
    runs: past.length,
    coverage: heldShare(outcomes, 0.9),
    coverage_80: heldShare(outcomes, 0.8),
    coverage_50: heldShare(outcomes, 0.5),
    crps: { amount: Math.round(crps), currency },
    bias: meanLogError(outcomes),
    pit: places,
  };
}

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
        own_error: money(mean((run) => sortedQuantile(run.quantiles, 0.5))),
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
