/** Answers for tests of reports: a good one of each, to be varied. */

import { addDays } from '../calendar.ts';
import type { CurveAnswer, CurvesAnswer } from '../operations/curves.ts';
import type { DataHealthAnswer } from '../operations/data-health.ts';
import type { PipelineAnswer } from '../operations/pipeline.ts';
import type { ThisWeekAnswer } from '../operations/this-week.ts';

const ENVELOPE = {
  as_of: '2026-08-31',
  definition_versions: { accepted_opportunity: 0 },
  caveats: [],
};
const usd = (amount: number) => ({ amount, currency: 'USD' });

const FIRST = '2026-06-29';
const WEEKS = Array.from({ length: 13 }, (_, index) => addDays(FIRST, 7 * index));

function meetings(held: number, usual: number | null) {
  return {
    planned: null,
    held,
    in_calendar: 11,
    usual,
    weeks: WEEKS.map((week, index) => {
      const complete = index < 9;
      const end = addDays(week, 7);
      return { week, end, held: complete ? held : 0, in_calendar: complete ? 0 : 11, complete };
    }),
  };
}

type Chain = ThisWeekAnswer['chain'];

export function chainStep(
  step: Chain[number]['step'],
  numbers: Pick<Chain[number], 'actual' | 'usual' | 'low' | 'high'>,
): Chain[number] {
  const each = (numbers.actual ?? 0) / 9;
  const weeks = WEEKS.slice(0, 9).map((week) => ({ week, end: addDays(week, 7), actual: each }));
  return { step, planned: null, ...numbers, weeks };
}

export function weekAnswer(change: Partial<ThisWeekAnswer> = {}): ThisWeekAnswer {
  return {
    ...ENVELOPE,
    week: { start: '2026-08-24', end: '2026-08-31', quarter: '2026-Q3', number: 9, of: 13 },
    joint_metric: { prospect_meetings: meetings(37, 41), customer_meetings: meetings(17, 15) },
    chain: [
      chainStep('engagements', { actual: 5482, usual: 5610, low: 5400, high: 5820 }),
      chainStep('net_new_meetings', { actual: 486, usual: 540, low: 500, high: 580 }),
      chainStep('opportunities', { actual: 207, usual: 246, low: 220, high: 270 }),
      chainStep('won', { actual: 63, usual: 70, low: 56, high: 84 }),
      chainStep('bookings', { actual: 221_430_000, usual: 254_000_000, low: 2e8, high: 3e8 }),
    ],
    currency: 'USD',
    changes: [
      { move: 'start', opportunities: 200, amount: usd(360_120_000) },
      { move: 'new', opportunities: 22, amount: usd(2_160_000) },
      { move: 'won', opportunities: 4, amount: usd(-8_870_000) },
      { move: 'end', opportunities: 218, amount: usd(353_410_000) },
    ],
    actions: [],
    handoffs: null,
    target: null,
    forecast: null,
    ...change,
  };
}

export function curve(change: Partial<CurveAnswer> = {}): CurveAnswer {
  return {
    ...GOOD_CURVE,
    ...change,
  };
}

const GOOD_CURVE: CurveAnswer = {
  from: 'engagement',
  to: 'opportunity',
  segment: {},
  entered: 1000,
  converted: 100,
  lost: 400,
  recycled: 100,
  open: 500,
  set_aside: 0,
  recorded_since: null,
  so_far: 0.1,
  so_far_counted: 0.1,
  rate: 0.12,
  low: 0.1,
  high: 0.14,
  rate_by_day: 300,
  start_day: 0,
  lag_days: { p50: 40, p80: 90, p95: 200 },
  by_day: [
    [0, 0, 0, 0.01],
    [40, 0.06, 0.05, 0.07],
    [300, 0.12, 0.1, 0.14],
  ],
  verdict: 'ok',
  won_of_closed: 0.2,
  losses_as_open: null,
  in_the_end: null,
} as CurveAnswer;

export function curvesAnswer(curves: CurveAnswer[]): CurvesAnswer {
  return { ...ENVELOPE, curves };
}

export const PIPELINE: PipelineAnswer = {
  ...ENVELOPE,
  from: '2026-06-29',
  to: '2026-09-01',
  quarter: null,
  moves: weekAnswer().changes.map((move) => ({ ...move, unknown_amounts: 0 })),
};

type Check = DataHealthAnswer['checks'][number];

export function check(change: Partial<Check>): Check {
  return {
    check: 'open_without_amount',
    title: 'Open opportunities without an amount',
    state: 'passed',
    count: 0,
    money: null,
    unknown_amounts: null,
    values: [],
    touches: ['pipeline'],
    meaning: '',
    fix: 'Enter an estimate.',
    why_not: null,
    ...change,
  };
}

export function healthAnswer(checks: Check[]): DataHealthAnswer {
  return { ...ENVELOPE, checks };
}
