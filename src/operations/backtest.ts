import { z } from 'zod';
import { addDays } from '../calendar.ts';
import { BASELINES, type BaselineName } from '../models/baselines.ts';
import { Random } from '../models/forecast-random.ts';
import type { ForecastResult, QuarterForecast } from '../models/forecast-run.ts';
import {
  heldShare,
  meanLogError,
  pinball,
  pit,
  skillAgainst,
  sortedQuantile,
  uniformityChance,
} from '../models/scoring.ts';
import {
  asOfInput,
  type Caveat,
  DEFAULT_DEFINITIONS,
  envelope,
  momentOf,
  moneySchema,
} from './answer.ts';
import { type Run, type Scored, score } from './backtest-scores.ts';
import { sourceCautions } from './cautions.ts';
import { unusedDefinitions } from './definitions-held.ts';
import { ForecastThread } from './forecast-apart.ts';
import { quartersFrom } from './forecast-data.ts';
import {
  dayOfWeek,
  type Forecasting,
  forecastRun,
  pastRun,
  saidOf,
  USUAL_PAST,
  type Walk,
} from './forecast-runs.ts';
import { hasAmounts } from './forecast-track.ts';
import { operation } from './operation.ts';

/** Weeks of the quarter at which forecasts are made; -13: as the quarter before begins. */
const WEEKS = [-13, 0, 4, 8, 12] as const;
/** Fewer quarters than this prove nothing. */
const FEWEST_QUARTERS = 8;
const PIT_BINS = 5;

const baselineSchema = z.object({
  name: z.enum(BASELINES),
  crps: z.number().describe('Mean absolute error: it names one number'),
  runs: z.int(),
  own_crps: z.number().describe('Of our forecast, over the same runs'),
  own_error: z.number().describe('Mean absolute error of our median, over the same runs'),
  skill: z.number().describe('1 − own CRPS / its CRPS; above 0 is better than it'),
  low: z.number().describe('90 % interval of the skill, by drawing quarters anew'),
  high: z.number(),
});

const output = z.object({
  ...envelope,
  runs: z.array(
    z.object({
      as_of: z.string(),
      quarter: z.string(),
      week: z.int().describe('Weeks into the quarter; −13: as the quarter before begins'),
      mean: moneySchema,
      p05: moneySchema,
      p50: moneySchema,
      p95: moneySchema,
      actual: moneySchema,
      width: z.number().describe('By how much what earlier forecasts missed widens its band'),
      crps: z.number(),
      pit: z.number().describe('Share of the forecast below what came'),
    }),
  ),
  coverage: z.number().nullable().describe('Share of actuals between p05 and p95; 0.9 is right'),
  coverage_80: z.number().nullable(),
  coverage_50: z.number().nullable(),
  crps: z.number().nullable().describe('Mean, in minor units; smaller is better'),
  pinball: z
    .array(z.object({ quantile: z.number(), loss: z.number() }))
    .describe('Quantile losses, in minor units'),
  bias: z.number().nullable().describe('Mean of ln(actual / median); above 0: forecasts were low'),
  uniformity: z
    .number()
    .nullable()
    .describe('Chance of PIT values as uneven as these if the intervals are right'),
  baselines: z.array(baselineSchema),
});
export type BacktestAnswer = z.output<typeof output>;

export const backtest = operation({
  name: 'backtest',
  kind: 'question',
  title: 'How far off were forecasts of past quarters, made with what was known then',
  summary:
    'Makes the forecast of each past quarter anew, at five points of time, from nothing but what was recorded by then, and compares it with what came and with simpler forecasts. The first time it takes minutes; what is found is kept until the facts change.',
  input: z.strictObject({
    as_of: asOfInput,
    quarters: z.int().min(1).max(16).default(8).describe('Past quarters'),
    past: z
      .int()
      .min(0)
      .max(16)
      .default(USUAL_PAST)
      .describe('Quarters before each that its forecast learns from'),
    seed: z.int().min(0).default(1).describe('Of the random numbers'),
  }),
  output,
  local: false,
  async run(context, { as_of, quarters, past, seed }) {
    using thread = new ForecastThread(context.signal);
    const forecasting = { context, thread };
    const { settings } = context.home;
    const moment = momentOf(as_of, settings);
    const asked = { seed, draws: 1000, targets: [], past: [], behind: false, ahead: 0 };
    const present = await forecastRun(forecasting, as_of, asked);
    const { firstWin, actuals, actualWins } = present;
    const first = firstWin ?? moment.as_of;
    const span = quartersFrom({ first, last: moment.as_of, ahead: 0 }, settings);
    const known = { ...span, firstWin, actuals, actualWins };
    const runs = await walk(forecasting, known, { quarters: quarters + past, seed });
    const begin = span.periods[Math.max(0, span.current - quarters)]!.start;
    const scored = score(runs, past).filter((run) => run.from >= begin && hasAmounts(run));
    const facts = await context.facts();
    const { currency } = settings;
    return {
      as_of,
      definition_versions: DEFAULT_DEFINITIONS,
      caveats: [
        ...(await sourceCautions(facts, moment, await unusedDefinitions(context, as_of, moment))),
        ...cautions(scored),
      ],
      runs: scored.map((run) => shown(run, currency)),
      ...summary(scored, seed),
      baselines: BASELINES.flatMap((name) => againstBaseline(name, scored, seed)),
    };
  },
});

/** The quarters' forecasts at each point, oldest first within a point. */
async function walk(
  forecasting: Forecasting,
  known: Walk,
  { quarters, seed }: { quarters: number; seed: number },
): Promise<Run[]> {
  const { periods, current, firstWin } = known;
  const runs: Run[] = [];
  const first = Math.max(1, current - quarters);
  for (let j = first; j < current; j++) {
    const period = periods[j]!;
    for (const week of WEEKS) {
      const day = week < 0 ? addDays(periods[j - 1]!.start, -1) : dayOfWeek(period, week);
      forecasting.context.progress(`forecast of ${period.name} as of ${day}`);
      const result = await pastRun(forecasting, day, { firstWin, seed });
      const said = result && saidOf(result, period.name, known);
      if (!result || !said) continue;
      runs.push({ ...said, week, from: period.start, actuals: endedBy(result) });
    }
  }
  return runs;
}

/** Booked in the quarters that are over at the end of its day, as known then. */
function endedBy({ as_of, actuals, quarters }: ForecastResult): Readonly<Record<string, number>> {
  const [{ quarter, to, landing }] = quarters as [QuarterForecast];
  return to <= addDays(as_of, 1) ? { ...actuals, [quarter]: landing.booked } : actuals;
}

function shown(run: Scored, currency: string) {
  const money = (amount: number) => ({ amount: Math.round(amount), currency });
  return {
    as_of: run.as_of,
    quarter: run.quarter,
    week: run.week,
    mean: money(run.correctedMean),
    p05: money(sortedQuantile(run.corrected, 0.05)),
    p50: money(sortedQuantile(run.corrected, 0.5)),
    p95: money(sortedQuantile(run.corrected, 0.95)),
    actual: money(run.actual),
    width: run.width,
    crps: run.crps,
    pit: pit(run.corrected, run.actual, 0.5),
  };
}

function summary(runs: readonly Scored[], seed: number) {
  if (runs.length === 0) {
    return {
      coverage: null,
      coverage_80: null,
      coverage_50: null,
      crps: null,
      pinball: [],
      bias: null,
      uniformity: null,
    };
  }
  const mean = (value: (run: Scored) => number) =>
    runs.reduce((sum, run) => sum + value(run), 0) / runs.length;
  const outcomes = runs.map(({ corrected, actual }) => ({ sorted: corrected, actual }));
  const random = new Random(seed);
  const placed = runs.map(({ corrected, actual }) => pit(corrected, actual, random.uniform()));
  return {
    coverage: heldShare(outcomes, 0.9),
    coverage_80: heldShare(outcomes, 0.8),
    coverage_50: heldShare(outcomes, 0.5),
    crps: mean(({ crps }) => crps),
    pinball: [0.05, 0.1, 0.5, 0.9, 0.95].map((quantile) => ({
      quantile,
      loss: mean(({ corrected, actual }) =>
        pinball(actual, sortedQuantile(corrected, quantile), quantile),
      ),
    })),
    bias: meanLogError(outcomes),
    uniformity: uniformityChance(placed, PIT_BINS),
  };
}

function againstBaseline(name: BaselineName, runs: readonly Scored[], seed: number) {
  const scores = runs.flatMap((run) => {
    const said = run.baselines[name] ?? null;
    if (said === null) return [];
    return [
      {
        block: run.quarter,
        own: run.crps,
        baseline: Math.abs(said - run.actual),
        error: Math.abs(sortedQuantile(run.corrected, 0.5) - run.actual),
      },
    ];
  });
  const skill = skillAgainst(scores, { seed });
  if (!skill) return [];
  const mean = (value: (score: (typeof scores)[number]) => number) =>
    scores.reduce((sum, each) => sum + value(each), 0) / scores.length;
  return [
    {
      name,
      crps: mean(({ baseline }) => baseline),
      runs: scores.length,
      own_crps: mean(({ own }) => own),
      own_error: mean(({ error }) => error),
      ...skill,
    },
  ];
}

function cautions(runs: readonly Scored[]): Caveat[] {
  const quarters = new Set(runs.map(({ quarter }) => quarter)).size;
  if (quarters >= FEWEST_QUARTERS) return [];
  return [
    {
      code: 'few_past_quarters',
      message: `Only ${quarters} past quarters can be forecast with what was known then: that proves little.`,
    },
  ];
}
