import { z } from 'zod';
import { BASELINES } from '../models/baselines.ts';
import type { Correction } from '../models/forecast-conformal.ts';
import type { ForecastResult, QuarterForecast } from '../models/forecast-run.ts';
import type { Landing } from '../models/forecast-summary.ts';
import { sortedQuantile } from '../models/scoring.ts';
import {
  asOfInput,
  type Caveat,
  DEFAULT_DEFINITIONS,
  envelope,
  momentOf,
  moneySchema,
} from './answer.ts';
import { sourceCautions } from './cautions.ts';
import { unusedDefinitions } from './definitions-held.ts';
import { FEWEST_PAST, makeForecast, type Plan, weekOf } from './forecast-made.ts';
import { type PastRun, USUAL_PAST } from './forecast-runs.ts';
import { accuracyOf, coverageOf, hasAmounts, trackOf, weeksOf } from './forecast-track.ts';
import { operation } from './operation.ts';
import { inScope } from './row-scope.ts';

const landingFields = {
  booked: moneySchema.describe('Won in the quarter so far'),
  mean: moneySchema.describe('Sum of the parts'),
  p05: moneySchema,
  p25: moneySchema,
  p50: moneySchema,
  p75: moneySchema,
  p95: moneySchema,
  target: moneySchema.nullable().describe('From the revenue plan; null where it has none'),
  probability: z.number().nullable().describe('Of reaching the target'),
  parts: z
    .object({
      booked: moneySchema,
      open_pipeline: moneySchema,
      engaged: moneySchema.describe('From people engaged already, without an opportunity yet'),
      planned: moneySchema.describe('From planned campaigns and the usual pace of what is new'),
    })
    .describe('Means: they add up to `mean`. Quantiles do not add up'),
};

const quarterSchema = z.object({
  quarter: z.string(),
  from: z.string(),
  to: z.string().describe('First day after it'),
  ...landingFields,
  wins: z.object({
    booked: z.int(),
    mean: z.number(),
    p05: z.number(),
    p50: z.number(),
    p95: z.number(),
  }),
  segments: z.array(z.object({ segment: z.string(), ...landingFields })),
  large_deals: z
    .array(
      z.object({
        id: z.string(),
        name: z.string().nullable(),
        amount: moneySchema,
        chance: z.number().describe('That it is won in this quarter'),
        without: z.object({
          mean: moneySchema,
          p05: moneySchema,
          p50: moneySchema,
          p95: moneySchema,
          probability: z.number().nullable(),
        }),
      }),
    )
    .describe('Open deals above 5 % of the target, with the forecast without each'),
  correction: z
    .object({
      kind: z.enum(['none', 'split', 'adaptive']),
      quarters: z.int().describe('Past forecasts of the same week that it is learnt from'),
      width: z.number().describe('What the arms of the band were multiplied by'),
      shift: z.number().describe('What the centre was multiplied by, parts included'),
      bias: z.number().nullable().describe('Mean of ln(actual / median)'),
    })
    .describe('What past forecasts of the same week taught'),
  baselines: z.array(z.object({ name: z.enum(BASELINES), amount: moneySchema.nullable() })),
});

const output = z.object({
  ...envelope,
  week: z.int().describe('Whole weeks of the quarter that are over'),
  quarters: z.array(quarterSchema),
  past: z
    .array(
      z.object({
        as_of: z.string(),
        quarter: z.string(),
        p05: moneySchema,
        p50: moneySchema,
        p95: moneySchema,
        actual: moneySchema,
      }),
    )
    .describe('Forecasts of past quarters, made with what was known in the same week, uncorrected'),
  accuracy: z
    .object({
      runs: z.int(),
      coverage: z.number().describe('Share of actuals between p05 and p95; 0.9 is right'),
      coverage_80: z.number(),
      coverage_50: z.number(),
      crps: moneySchema.describe('Mean; smaller is better'),
      bias: z
        .number()
        .nullable()
        .describe('Mean of ln(actual / median); above 0: forecasts were low'),
      pit: z
        .array(z.int())
        .describe('Actuals by the fifth of the forecast in which they fell; even is right'),
    })
    .nullable()
    .describe('Of the past forecasts, uncorrected; null without any'),
  track: z
    .array(
      z.object({
        name: z.enum(BASELINES),
        runs: z.int(),
        error: moneySchema.describe('Its mean distance to what came'),
        own_error: moneySchema.describe('That of our middle, over the same quarters'),
      }),
    )
    .describe('Simpler forecasts of past quarters in the same week, and ours'),
  coverage: z
    .object({
      open: moneySchema.describe('Amounts of all open deals'),
      lands: moneySchema.describe('What they bring to the quarter on average'),
      to_go: moneySchema.describe('Target less what is booked'),
      present: z.number().describe('Open ÷ to go'),
      needed: z
        .number()
        .nullable()
        .describe(
          'Open ÷ to go at which the mean would reach the target; null: open deals bring none',
        ),
    })
    .nullable()
    .describe(
      'Of the quarter that runs; null without a target or open amounts, or where it is reached',
    ),
  weeks: z
    .array(
      z.object({
        as_of: z.string(),
        week: z.number().describe('Weeks of the quarter that were over'),
        booked: moneySchema,
        p05: moneySchema,
        p50: moneySchema,
        p95: moneySchema,
      }),
    )
    .describe(
      'The quarter that runs as it was forecast week by week, uncorrected; the last is now',
    ),
});
export type ForecastAnswer = z.output<typeof output>;
export type ForecastQuarter = ForecastAnswer['quarters'][number];

export const forecast = operation({
  name: 'forecast',
  kind: 'question',
  title: 'Where will each quarter end, and how sure is that',
  summary:
    'Bookings of this quarter and the next ones, from what is booked, each open deal by its age and stage, people engaged already and planned campaigns, by simulation; with the chance of the target, and the same forecast of past quarters as it would have been made in the same week. The first time it takes up to a minute.',
  input: z.strictObject({
    as_of: asOfInput,
    ahead: z.int().min(0).max(4).default(3).describe('Quarters after this one'),
    past: z
      .int()
      .min(0)
      .max(16)
      .default(USUAL_PAST)
      .describe('Past quarters to learn from; 12 or more adapt the band'),
    seed: z.int().min(0).default(1).describe('Of the random numbers'),
    weekly: z
      .boolean()
      .default(false)
      .describe('Also how this quarter was forecast in each of its weeks so far'),
  }),
  output,
  local: false,
  async run(context, asked) {
    const { as_of } = asked;
    const made = await makeForecast(context, asked);
    const { result, plan } = made;
    const past = (made.past[0] ?? []).filter(hasAmounts);
    const { settings } = context.home;
    const moment = momentOf(as_of, settings);
    const facts = await context.facts();
    const scoped = await inScope(
      context,
      result.quarters.flatMap(({ large }) => large),
      moment,
    );
    const seen = new Set(scoped.rows.map((row) => (row as { id: string }).id));
    const { currency } = settings;
    const current = result.quarters[0] as QuarterForecast;
    return {
      as_of,
      definition_versions: DEFAULT_DEFINITIONS,
      caveats: [
        ...(await sourceCautions(facts, moment, await unusedDefinitions(context, as_of, moment))),
        ...cautions(result, { past, plan, currency }),
        ...scoped.caveats,
      ],
      week: weekOf(current, moment.as_of),
      quarters: result.quarters.map((quarter) => shown(quarter, { currency, seen })),
      past: past.map(({ as_of: day, quarter, quantiles, actual }) => {
        const end = (p: number) => ({ amount: Math.round(sortedQuantile(quantiles, p)), currency });
        return {
          as_of: day,
          quarter,
          p05: end(0.05),
          p50: end(0.5),
          p95: end(0.95),
          actual: { amount: actual, currency },
        };
      }),
      accuracy: accuracyOf(past, currency),
      track: trackOf(past, currency),
      coverage: coverageOf(result, current, currency),
      weeks: asked.weekly ? weeksOf(made, currency) : [],
    };
  },
});

/** A centre that is moved by less, in logarithms, is not spoken of. */
const CLEAR = 0.05;

function cautions(
  result: ForecastResult,
  { past, plan, currency }: { past: readonly PastRun[]; plan: Plan; currency: string },
): Caveat[] {
  const found: Caveat[] = [];
  const { quarters } = result;
  if (result.wins < 10) {
    found.push({
      code: 'few_wins',
      message: `Only ${result.wins} wins are on record: the forecast is little more than a guess.`,
    });
  }
  if (plan.currency === null) {
    found.push({ code: 'no_plan', message: 'No revenue plan was proposed yet.' });
  } else if (plan.currency !== currency) {
    found.push({
      code: 'plan_currency',
      message: `The revenue plan is in ${plan.currency} and bookings are in ${currency}: no target is compared.`,
    });
  } else if (!plan.isSigned) {
    found.push({
      code: 'plan_unsigned',
      message: 'The target is that of a proposal: not both heads have signed the plan.',
    });
  }
  if (past.length < FEWEST_PAST) {
    found.push({
      code: 'few_past_quarters',
      message: `Only ${past.length} past forecasts of this week can be compared with what came: the band is not corrected by them.`,
    });
  }
  const moved = quarters.filter(({ correction }) => Math.abs(Math.log(correction.shift)) >= CLEAR);
  if (moved.length > 0) {
    const by = moved.map(({ quarter, correction: { shift } }) => {
      const percent = Math.round(100 * Math.abs(shift - 1));
      return `${quarter} is ${shift < 1 ? 'lowered' : 'raised'} by ${percent} %`;
    });
    found.push({
      code: 'forecasts_missed',
      message: `Past forecasts of this week missed on one side: ${by.join(', ')}, each part alike.`,
    });
  }
  if (!result.effects.isMeasured) {
    found.push({
      code: 'quarters_assumed',
      message:
        'Fewer than six past quarters have wins enough to tell how much quarters differ: that is assumed.',
    });
  }
  if (result.campaigns === 0) {
    found.push({
      code: 'usual_pace',
      message:
        'No planned campaign is still to bring engagements: what is new is expected at the pace of the last half-year.',
    });
  }
  if (result.unknownAmounts > 0) {
    found.push({
      code: 'unknown_amounts',
      message: `${result.unknownAmounts} of ${result.deals} open deals have no amount in ${currency}: each is taken as one of its segment.`,
    });
  }
  const { withoutAmount } = result.lately;
  if (withoutAmount > 0) {
    found.push({
      code: 'won_without_amount',
      message: `${withoutAmount} of ${result.lately.wins} deals won in the last year have no amount in ${currency}: they count as nothing, and as many of those to come do so too.`,
    });
  }
  const wins = (quarters[0] as QuarterForecast).wins.mean;
  if (wins < 20) {
    found.push({
      code: 'few_deals',
      message: `About ${Math.round(wins)} wins make the quarter: nobody can forecast so few closer than ±40 %.`,
    });
  }
  return found;
}

interface Showing {
  readonly currency: string;
  /** Deals that may be named to whoever asks. */
  readonly seen: ReadonlySet<string>;
}

function shown(
  quarter: QuarterForecast,
  { currency, seen }: Showing,
): z.input<typeof quarterSchema> {
  const money = (amount: number) => ({ amount: Math.round(amount), currency });
  return {
    quarter: quarter.quarter,
    from: quarter.from,
    to: quarter.to,
    ...landed(quarter.landing, currency),
    wins: quarter.wins,
    segments: quarter.segments.map(({ segment, landing }) => ({
      segment,
      ...landed(landing, currency),
    })),
    large_deals: quarter.large
      .filter(({ id }) => seen.has(id))
      .map(({ id, name, amount, chance, without }) => ({
        id,
        name,
        amount: money(amount),
        chance,
        without: {
          mean: money(without.mean),
          p05: money(without.p05),
          p50: money(without.p50),
          p95: money(without.p95),
          probability: without.probability,
        },
      })),
    correction: correctionShown(quarter.correction),
    baselines: BASELINES.map((name) => {
      const amount = quarter.baselines[name] ?? null;
      return { name, amount: amount === null ? null : money(amount) };
    }),
  };
}

function correctionShown({ kind, quarters, widths, shift, bias }: Correction) {
  return { kind, quarters, width: widths.at(-1)!, shift, bias };
}

function landed(landing: Landing, currency: string) {
  const money = (amount: number) => ({ amount, currency });
  const { parts, target } = landing;
  return {
    booked: money(landing.booked),
    mean: money(landing.mean),
    p05: money(landing.p05),
    p25: money(landing.p25),
    p50: money(landing.p50),
    p75: money(landing.p75),
    p95: money(landing.p95),
    target: target === null ? null : money(target),
    probability: landing.probability,
    parts: {
      booked: money(parts.booked),
      open_pipeline: money(parts.open_pipeline),
      engaged: money(parts.engaged),
      planned: money(parts.planned),
    },
  };
}
