import { z } from 'zod';
import { addDays, quarterNamed, quarterOf } from '../calendar.ts';
import type { Settings } from '../config.ts';
import { BadInput } from '../errors.ts';
import { measure, type PipelineMove } from '../measures/measures.ts';
import {
  asOfInput,
  type Caveat,
  DEFAULT_DEFINITIONS,
  dayInput,
  envelope,
  type Moment,
  momentOf,
  moneySchema,
} from './answer.ts';
import { sourceCautions } from './cautions.ts';
import { unusedDefinitions } from './definitions-held.ts';
import { operation } from './operation.ts';

/** In the order in which they are told; between start and end they add up. */
export const MOVES = [
  'start',
  'new',
  'reopened',
  'pulled_in',
  'pushed_out',
  'amount_up',
  'amount_down',
  'amount_learnt',
  'amount_lost_sight_of',
  'fx',
  'won',
  'lost',
  'end',
] as const;

/** Moves that a waterfall always shows; the others only when something moved. */
const USUAL_MOVES: ReadonlySet<string> = new Set([
  'start',
  'new',
  'pulled_in',
  'pushed_out',
  'amount_up',
  'amount_down',
  'won',
  'lost',
  'end',
]);

const input = z.strictObject({
  as_of: asOfInput,
  from: dayInput.optional().describe('First day of the period; the quarter so far by default'),
  to: dayInput.optional().describe('First day after it; the day after as-of by default'),
  quarter: z
    .string()
    .optional()
    .describe('Only opportunities that close in this quarter (2026-Q3); all open ones by default'),
});

const moveSchema = z.object({
  move: z.enum(MOVES),
  opportunities: z.int(),
  amount: moneySchema,
  unknown_amounts: z
    .int()
    .describe('Opportunities in it whose amount is not known: not counted as 0'),
});

const output = z.object({
  ...envelope,
  from: dayInput,
  to: dayInput,
  quarter: z.string().nullable(),
  moves: z.array(moveSchema).describe('Start + moves = end, exactly'),
});

export type PipelineAnswer = z.output<typeof output>;

export const pipeline = operation({
  name: 'pipeline',
  kind: 'question',
  title: 'How did the open pipeline move, and why',
  summary:
    'A waterfall of the open pipeline over any period: start, new, pulled in, pushed out, amount up and down, won, lost, end, and what exchange rates did on a line of its own. It adds up exactly. With a quarter, only what is to close in it.',
  input,
  output,
  local: false,
  async run(context, given) {
    const { settings } = context.home;
    const moment = momentOf(given.as_of, settings);
    const period = periodOf(given, moment, settings);
    const facts = await context.facts();
    const rows = await measure(facts.engine, 'pipeline_moves', {
      ...moment,
      ...pipelineParameters(period, settings),
    });
    const moves = MOVES.filter(
      (move) => USUAL_MOVES.has(move) || rows.some((row) => row.move === move),
    );
    return {
      as_of: given.as_of,
      definition_versions: DEFAULT_DEFINITIONS,
      caveats: [
        ...(await sourceCautions(
          facts,
          moment,
          await unusedDefinitions(context, given.as_of, moment),
        )),
        ...unknownAmounts(rows),
      ],
      from: period.from,
      to: period.to,
      quarter: period.quarter?.name ?? null,
      moves: moves.map((move) => describe(move, rows, settings.currency)),
    };
  },
});

export interface PipelinePeriod {
  readonly from: string;
  readonly to: string;
  readonly quarter: { readonly name: string; readonly start: string; readonly end: string } | null;
}

export function periodOf(
  given: { from?: string | undefined; to?: string | undefined; quarter?: string | undefined },
  moment: Moment,
  settings: Settings,
): PipelinePeriod {
  const quarter = given.quarter === undefined ? null : knownQuarter(given.quarter, settings);
  const tomorrow = addDays(moment.as_of, 1);
  const whole = quarter ?? quarterOf(moment.as_of, settings);
  const to = given.to ?? (whole.end < tomorrow ? whole.end : tomorrow);
  const from = given.from ?? (whole.start < to ? whole.start : to);
  if (from > to) {
    throw new BadInput({
      code: 'bad_period',
      message: `The period ends (${to}) before it begins (${from}).`,
      fix: 'Give a `from` that is not after `to`, and not after the as-of day.',
    });
  }
  return { from, to, quarter };
}

function knownQuarter(name: string, settings: Settings) {
  const quarter = quarterNamed(name, settings);
  if (quarter) return quarter;
  throw new BadInput({
    code: 'bad_quarter',
    message: `"${name}" is no quarter.`,
    fix: 'Write it as 2026-Q3.',
  });
}

export function pipelineParameters(period: PipelinePeriod, settings: Settings) {
  return {
    from: period.from,
    to: period.to,
    close_from: period.quarter?.start ?? '0001-01-01',
    close_to: period.quarter?.end ?? '9999-12-31',
    any_close: period.quarter === null,
    currency: settings.currency,
  };
}

function describe(move: (typeof MOVES)[number], rows: readonly PipelineMove[], currency: string) {
  const row = rows.find((candidate) => candidate.move === move);
  return {
    move,
    opportunities: row?.opportunities ?? 0,
    amount: { amount: row?.amount ?? 0, currency },
    unknown_amounts: row?.unknown_amounts ?? 0,
  };
}

function unknownAmounts(rows: readonly PipelineMove[]): Caveat[] {
  const end = rows.find((row) => row.move === 'end');
  if (!end || end.unknown_amounts === 0) return [];
  return [
    {
      code: 'unknown_amounts',
      message: `${end.unknown_amounts} of ${end.opportunities} open opportunities have no known amount: the pipeline is worth more than the sum shown.`,
    },
  ];
}
