import { z } from 'zod';
import type { Settings } from '../config.ts';
import { BadInput } from '../errors.ts';
import { healthRows } from '../facts/checks/health.ts';
import type { Facts } from '../facts/store.ts';
import { measure } from '../measures/measures.ts';
import { asOfInput, dayInput, envelope, type Moment, momentOf } from './answer.ts';
import { STEPS, TRAITS } from './curves.ts';
import { LISTS } from './definition-effect.ts';
import { type HeldDefinitions, heldDefinitions } from './definitions-held.ts';
import { FIGURES } from './frozen-figures.ts';
import { operation } from './operation.ts';
import { MOVES, periodOf, pipelineParameters } from './pipeline.ts';
import { REASONS } from './restatement-reasons.ts';
import { inScope } from './row-scope.ts';
import { definitionRows } from './rows-definition.ts';
import { FORECAST_PARTS, forecastRows } from './rows-forecast.ts';
import { restatementRows } from './rows-restatement.ts';

const figure = z.discriminatedUnion('figure', [
  z.strictObject({
    figure: z.literal('curve'),
    from: z.enum(STEPS),
    to: z.enum(STEPS),
    outcome: z.enum(['converted', 'lost', 'recycled', 'censored']).optional(),
    trait: z.enum(TRAITS).optional(),
    value: z.string().optional(),
  }),
  z.strictObject({
    figure: z.literal('pipeline'),
    move: z.enum(MOVES),
    from: dayInput.optional(),
    to: dayInput.optional(),
    quarter: z.string().optional(),
  }),
  z.strictObject({
    figure: z.literal('week'),
    step: z.enum([
      'engagements',
      'net_new_meetings',
      'prospect_meetings',
      'customer_meetings',
      'prospect_meetings_booked',
      'customer_meetings_booked',
      'opportunities',
      'won',
    ]),
    from: dayInput,
    to: dayInput,
  }),
  z.strictObject({ figure: z.literal('check'), check: z.string() }),
  z.strictObject({
    figure: z.literal('restatement'),
    frozen: z.enum(FIGURES.map(({ name }) => name)),
    from: dayInput,
    frozen_on: dayInput,
    reason: z.enum(REASONS).optional(),
  }),
  z.strictObject({
    figure: z.literal('definition'),
    list: z.enum(LISTS),
    quarter: z.string().optional(),
    version: z.coerce.number().int().min(0).optional(),
    against: z.coerce.number().int().min(0).optional(),
  }),
  z.strictObject({
    figure: z.literal('forecast'),
    part: z.enum(FORECAST_PARTS),
    quarter: z.string(),
    ahead: z.coerce.number().int().min(0).max(4).default(3),
    past: z.coerce.number().int().min(0).max(16).default(10),
    seed: z.coerce.number().int().min(0).default(1),
  }),
]);
type Figure = z.output<typeof figure>;

/** One flat list of parameters, because a command line and a form have no unions. */
const input = z.strictObject({
  as_of: asOfInput,
  figure: z
    .enum(['curve', 'pipeline', 'week', 'check', 'restatement', 'definition', 'forecast'])
    .describe('Whose rows'),
  from: z
    .string()
    .optional()
    .describe('curve: step; pipeline, week: first day; restatement: first day of the week'),
  to: z.string().optional().describe('curve: step; pipeline, week: first day after'),
  outcome: z
    .string()
    .optional()
    .describe('curve: converted, lost, recycled or censored; all by default'),
  trait: z.string().optional().describe('curve: trait, such as segment'),
  value: z.string().optional().describe('curve: its value; "" means not recorded'),
  move: z.string().optional().describe('pipeline: bar, such as pushed_out'),
  quarter: z
    .string()
    .optional()
    .describe('pipeline, definition, forecast: the quarter that was asked for'),
  part: z.string().optional().describe('forecast: booked, open_pipeline, engaged or planned'),
  ahead: z.string().optional().describe('forecast: as it was asked for'),
  past: z.string().optional().describe('forecast: as it was asked for'),
  seed: z.string().optional().describe('forecast: as it was asked for'),
  step: z.string().optional().describe('week: what is counted, such as prospect_meetings'),
  check: z.string().optional().describe('check: name of the data-health check'),
  frozen: z.string().optional().describe('restatement: frozen figure, such as bookings'),
  frozen_on: z.string().optional().describe('restatement: day on which it was frozen'),
  reason: z
    .string()
    .optional()
    .describe('restatement: why its rows moved, such as edit; all by default'),
  list: z.string().optional().describe('definition: left_out, taken_in, old or new'),
  version: z.string().optional().describe('definition: the new version'),
  against: z.string().optional().describe('definition: the old version'),
  limit: z.coerce.number().int().min(1).max(10_000).default(200),
  offset: z.coerce.number().int().min(0).default(0),
});

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const output = z.object({
  ...envelope,
  title: z.string(),
  formula: z.string().describe('How the figure is made, in words'),
  count: z.int().describe('Rows in all; equal to the figure'),
  rows_hidden: z.int().describe('Of them, rows of teams and regions that you do not see'),
  columns: z.array(z.string()),
  rows: z.array(z.record(z.string(), cell)),
});

export type RowsAnswer = z.output<typeof output>;
type RowList = readonly object[];

export const rows = operation({
  name: 'rows',
  kind: 'question',
  title: 'Which rows stand behind a figure',
  summary:
    'The records behind a count of a curve, a bar of the pipeline, a number of the week, a data-health fault, a frozen figure that moved or a part of a forecast. Their count, or the sum of their amounts, equals the figure.',
  input,
  output,
  local: false,
  async run(context, { as_of, limit, offset, ...rest }) {
    const asked = readFigure(rest);
    const facts = await context.facts();
    const moment = momentOf(as_of, context.home.settings);
    const { settings } = context.home;
    const definitions = await heldDefinitions(context, as_of, moment);
    const found =
      asked.figure === 'restatement'
        ? await restatementRows(context, asked, as_of)
        : asked.figure === 'definition'
          ? await definitionRows(context, asked, { moment, settings, definitions })
          : asked.figure === 'forecast'
            ? await forecastRows(context, asked, as_of)
            : await rowsOf(facts, asked, { moment, settings, definitions });
    const scoped = await inScope(context, found.rows, moment);
    const page = scoped.rows.slice(offset, offset + limit);
    return {
      as_of,
      definition_versions: definitions.versions,
      caveats: scoped.caveats,
      title: found.title,
      formula: found.formula,
      count: found.rows.length,
      rows_hidden: scoped.hidden,
      columns: Object.keys(found.rows[0] ?? {}),
      rows: page as Record<string, z.output<typeof cell>>[],
    };
  },
});

function readFigure(given: Record<string, unknown>): Figure {
  const filled = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  );
  const parsed = figure.safeParse(filled);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new BadInput({
    code: 'bad_parameter',
    message: `${issue?.path.join('.') || 'figure'}: ${issue?.message}`,
    where: 'rows',
    fix: 'Give the parameters of one figure: curve (from, to), pipeline (move), week (step, from, to), check (check), restatement (frozen, from, frozen_on), definition (list) or forecast (quarter, part).',
  });
}

interface Found {
  readonly title: string;
  readonly formula: string;
  readonly rows: RowList;
}

interface When {
  readonly moment: Moment;
  readonly settings: Settings;
}

interface Asking extends When {
  readonly definitions: HeldDefinitions;
}

async function rowsOf(
  facts: Facts,
  asked: Exclude<Figure, { figure: 'restatement' | 'definition' | 'forecast' }>,
  when: Asking,
): Promise<Found> {
  switch (asked.figure) {
    case 'curve':
      return curveRows(facts, asked, when);
    case 'pipeline':
      return pipelineRows(facts, asked, when);
    case 'week':
      return weekRows(facts, asked, when);
    case 'check': {
      const found = await healthRows(facts.engine, asked.check, healthParameters(when));
      return { title: found.title, formula: found.meaning, rows: found.rows };
    }
  }
}

export function healthParameters({ moment, settings }: When) {
  return { ...moment, currency: settings.currency };
}

type Of<Name> = Extract<Figure, { figure: Name }>;

async function curveRows(
  facts: Facts,
  asked: Of<'curve'>,
  { moment, settings, definitions }: Asking,
): Promise<Found> {
  const split = asked.trait ? ` with ${asked.trait} "${asked.value || 'not recorded'}"` : '';
  return {
    title: `${asked.from} → ${asked.to}: ${asked.outcome ?? 'all that entered'}${split}`,
    formula: `Each ${asked.from} that entered the step${split}, what became of it by the as-of day, and its age in days then.`,
    rows: await measure(
      facts.engine,
      'subject_rows',
      {
        ...moment,
        episode_gap: settings.episode_gap_days,
        reopen_days: settings.reopen_days,
        from_step: asked.from,
        to_step: asked.to,
        outcome: asked.outcome ?? '',
        trait: asked.trait ?? '',
        trait_value: asked.value ?? '',
      },
      definitions.made,
    ),
  };
}

async function pipelineRows(
  facts: Facts,
  asked: Of<'pipeline'>,
  { moment, settings }: When,
): Promise<Found> {
  const period = periodOf(asked, moment, settings);
  return {
    title: `Pipeline: ${asked.move.replaceAll('_', ' ')}, ${period.from} to ${period.to}`,
    formula: 'Each opportunity with its part of this bar, in minor units; blank is unknown.',
    rows: await measure(facts.engine, 'pipeline_rows', {
      ...moment,
      ...pipelineParameters(period, settings),
      move: asked.move,
    }),
  };
}

async function weekRows(
  facts: Facts,
  asked: Of<'week'>,
  { moment, settings, definitions }: Asking,
): Promise<Found> {
  return {
    title: `${asked.step.replaceAll('_', ' ')}, ${asked.from} to ${asked.to}`,
    formula: 'Each record that was counted, on the day on which it counts.',
    rows: await measure(
      facts.engine,
      'week_rows',
      {
        ...moment,
        currency: settings.currency,
        new_account_days: settings.new_account_days,
        reopen_days: settings.reopen_days,
        step: asked.step,
        from: asked.from,
        to: asked.to,
      },
      definitions.made,
    ),
  };
}
