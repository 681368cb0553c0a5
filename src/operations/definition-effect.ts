/** What the numbers of a quarter are under two definitions, and which opportunities make the difference. */

import { z } from 'zod';
import type { Period } from '../calendar.ts';
import type { Definition } from '../ledger/definition.ts';
import { definitionField } from '../ledger/definition-fields.ts';
import { fieldsAsked } from '../ledger/definition-rule.ts';
import { partsOf } from '../ledger/definition-sql.ts';
import { conditionText } from '../ledger/definition-words.ts';
import type {
  DefinitionAge,
  DefinitionCounts,
  DefinitionRow,
} from '../measures/definition-rows.ts';
import { comparedDefinitions, type MadeParts, type Side } from '../measures/definitions.ts';
import { measure } from '../measures/measures.ts';
import { denseByAge } from '../measures/rows.ts';
import type { Curve } from '../models/curve.ts';
import { conversionCurve, readable, verdict } from '../models/curve-reading.ts';
import { dayInput, intervalFields, type Moment, moneySchema } from './answer.ts';
import type { Context } from './operation.ts';
import { inScope } from './row-scope.ts';

/** As many opportunities of each list come with the answer; `rows` has them all. */
const MOST_LISTED = 100;

export const LISTS = ['left_out', 'taken_in', 'old', 'new'] as const;
export type List = (typeof LISTS)[number];

const proofSchema = z.object({
  on: dayInput.nullable().describe('The day on which it first met the definition; else today'),
  stage: z.string().nullable(),
  amount: moneySchema.nullable(),
  close_date: z.string().nullable(),
  contact_roles: z.int(),
  primary_contact: z.boolean(),
  meeting_held: z.string().nullable().describe('Last held meeting by then'),
});

const opportunitySchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  account: z.string().nullable(),
  owner: z.string().nullable(),
  segment: z.string().nullable(),
  outcome: z.string(),
  amount: moneySchema.nullable(),
  old_on: z.string().nullable().describe('Day on which it first met the old definition'),
  new_on: z.string().nullable().describe('Day on which it first met the new one'),
  proof: proofSchema,
  lacks: z.array(z.string()).describe('What of the new definition it does not meet'),
});

const listSchema = z.object({
  opportunities: z.int(),
  amount: moneySchema,
  rows_hidden: z.int().describe('Of them, rows of teams and regions that you do not see'),
  rows: z.array(opportunitySchema).describe(`The first ${MOST_LISTED}; all by rows`),
});

const rateSchema = z.object({
  so_far: z.number().nullable().describe('Share won by now'),
  rate: z.number().nullable().describe('Share that is won in the end, from the curve'),
  ...intervalFields,
  verdict: z.enum(['ok', 'too_few', 'too_early', 'not_identifiable']),
});

const sideSchema = z.object({
  version: z.int().nullable().describe('0 is the built-in one; null: not proposed yet'),
  text: z.string(),
  opportunities: z.int(),
  amount: moneySchema,
  unknown_amounts: z.int(),
  won: z.int(),
  lost: z.int(),
  open: z.int(),
  win_rate: rateSchema,
  segments: z.array(
    z.object({
      segment: z.string().describe('"" means not recorded'),
      opportunities: z.int(),
      amount: moneySchema,
      won: z.int(),
      lost: z.int(),
    }),
  ),
});

export const effectSchema = z.object({
  quarter: z.string(),
  from: dayInput,
  to: dayInput.describe('First day after it'),
  old: sideSchema,
  new: sideSchema,
  left_out: listSchema.describe('Counted in the quarter, and would not be'),
  taken_in: listSchema.describe('Not counted in the quarter, and would be'),
  blank: z
    .array(z.object({ field: z.string(), label: z.string(), opportunities: z.int(), of: z.int() }))
    .describe('Of those counted, how many lack a field that the new definition asks for'),
});
export type Effect = z.output<typeof effectSchema>;
export type EffectSide = Effect['old'];

/** A definition with its number; null where it is the built-in one. */
export interface Compared {
  readonly number: number | null;
  readonly definition: Side;
}

export interface Comparison {
  readonly moment: Moment;
  readonly quarter: Period;
  readonly older: Compared;
  readonly newer: Compared;
}

const BUILT_IN =
  'An opportunity is accepted on the day on which it was opened: no definition is signed.';

export async function effectOf(context: Context, asked: Comparison): Promise<Effect> {
  const { quarter, older, newer } = asked;
  const { currency } = context.home.settings;
  const { engine } = await context.facts();
  const made = comparedDefinitions(older.definition, newer.definition);
  const parameters = parametersOf(context, asked);
  const counts = await measure(engine, 'definition_counts', parameters, made);
  const ages = await measure(engine, 'definition_ages', parameters, made);
  const ever = { ...parameters, from: '0001-01-01', to: '9999-12-31' };
  const allAges = await measure(engine, 'definition_ages', ever, made);
  const [blanks = {}] = await measure(engine, 'definition_blanks', parameters, made);
  const side = (name: 'old' | 'new', { number, definition }: Compared) => ({
    version: definition ? number : 0,
    text: definition?.text ?? BUILT_IN,
    ...numbers(name, counts, currency),
    win_rate: winRate(name, ages, allAges),
  });
  const list = async (name: List) => {
    const rows = await measure(engine, 'definition_rows', { ...parameters, list: name }, made);
    const amount = rows.reduce((sum, row) => sum + (row.amount ?? 0), 0);
    const seen = await inScope(context, rows, asked.moment);
    return {
      opportunities: rows.length,
      amount: { amount, currency },
      rows_hidden: seen.hidden,
      rows: (seen.rows as DefinitionRow[])
        .slice(0, MOST_LISTED)
        .map((row) => opportunity(row, newer.definition, currency)),
    };
  };
  return {
    quarter: quarter.name,
    from: quarter.start,
    to: quarter.end,
    old: side('old', older),
    new: side('new', newer),
    left_out: await list('left_out'),
    taken_in: await list('taken_in'),
    blank: blankFields(newer.definition, blanks),
  };
}

/** Every opportunity of a list, for the rows behind a number. */
export async function effectRows(context: Context, asked: Comparison, list: List) {
  const { engine } = await context.facts();
  const made: MadeParts = comparedDefinitions(asked.older.definition, asked.newer.definition);
  const parameters = { ...parametersOf(context, asked), list };
  const rows = await measure(engine, 'definition_rows', parameters, made);
  return rows.map((row) => ({
    ...row,
    lacks: lacking(row, asked.newer.definition).join('; ') || null,
  }));
}

function parametersOf({ home }: Context, { moment, quarter }: Comparison) {
  const { reopen_days } = home.settings;
  return { ...moment, reopen_days, from: quarter.start, to: quarter.end };
}

function numbers(name: 'old' | 'new', counts: readonly DefinitionCounts[], currency: string) {
  const own = counts.filter(({ side }) => side === name);
  const all = own.find(({ is_segment }) => !is_segment);
  const { opportunities = 0, amount = 0, unknown_amounts = 0, won = 0, lost = 0 } = all ?? {};
  return {
    opportunities,
    amount: { amount, currency },
    unknown_amounts,
    won,
    lost,
    open: opportunities - won - lost,
    segments: own
      .filter(({ is_segment }) => is_segment)
      .map((row) => ({
        segment: row.segment ?? '',
        opportunities: row.opportunities,
        amount: { amount: row.amount, currency },
        won: row.won,
        lost: row.lost,
      }))
      .toSorted((a, b) => b.opportunities - a.opportunities || (a.segment < b.segment ? -1 : 1)),
  };
}

/** A quarter's opportunities are young: how slow wins are is learnt from all that there ever were. */
function winRate(
  name: 'old' | 'new',
  ages: readonly DefinitionAge[],
  allAges: readonly DefinitionAge[],
): z.input<typeof rateSchema> {
  const own = ages.filter(({ side }) => side === name);
  const curve = curveOf(own);
  const all = curveOf(allAges.filter(({ side }) => side === name));
  const judged = verdict(curve, all.conversions > curve.conversions ? { lag: all } : {});
  const last = readable(curve)?.lastReliableAge ?? null;
  const isRate = judged === 'ok' && last !== null;
  const total = (key: 'entered' | 'converted') => own.reduce((sum, row) => sum + row[key], 0);
  const at = (values: Float64Array) => (isRate ? (values[last] as number) : null);
  return {
    so_far: total('entered') > 0 ? total('converted') / total('entered') : null,
    rate: at(curve.converted.share),
    low: at(curve.converted.low),
    high: at(curve.converted.high),
    verdict: judged,
  };
}

function curveOf(ages: readonly DefinitionAge[]): Curve {
  return conversionCurve(denseByAge(ages));
}

function opportunity(
  row: DefinitionRow,
  definition: Side,
  currency: string,
): z.input<typeof opportunitySchema> {
  const money = (amount: number | null) => (amount === null ? null : { amount, currency });
  const { id, name, account, owner, segment, outcome, old_on, new_on } = row;
  return {
    ...{ id, name, account, owner, segment, outcome, old_on, new_on },
    amount: money(row.amount),
    proof: {
      on: row.proof_on,
      stage: row.proof_stage,
      amount: money(row.proof_amount),
      close_date: row.proof_close_on,
      contact_roles: row.proof_contact_roles ?? 0,
      primary_contact: row.proof_primary_contact ?? false,
      meeting_held: row.proof_met_on,
    },
    lacks: lacking(row, definition),
  };
}

function lacking({ lacks }: DefinitionRow, definition: Side): string[] {
  if (!lacks || !definition) return [];
  const parts = partsOf(definition);
  return lacks
    .split(',')
    .filter((place) => place !== '')
    .map((place) =>
      conditionText(parts[Number(place)] as (typeof parts)[number], definition.currency),
    );
}

function blankFields(definition: Side, blanks: Readonly<Record<string, number>>): Effect['blank'] {
  const asked = definition ? fieldsAsked((definition as Definition).rule) : [];
  return asked
    .map((field) => ({
      field,
      label: definitionField(field)?.label ?? field,
      opportunities: blanks[field] ?? 0,
      of: blanks['opportunities'] ?? 0,
    }))
    .filter(({ opportunities }) => opportunities > 0);
}
