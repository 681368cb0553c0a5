import { z } from 'zod';
import { NotFound } from '../errors.ts';
import { erasures, type FreezeEntry, type FrozenFigure, freezes } from '../facts/decisions.ts';
import type { Facts } from '../facts/store.ts';
import { measure, type WeekRow } from '../measures/measures.ts';
import { asOfInput, DEFAULT_DEFINITIONS, dayInput, envelope, momentOf } from './answer.ts';
import { sourceCautions } from './cautions.ts';
import { figureValue, shownValue } from './freeze-week.ts';
import {
  definitionsText,
  FIGURES,
  type FigureSpec,
  figureOf,
  figureRows,
} from './frozen-figures.ts';
import { type Context, operation } from './operation.ts';
import {
  type ChangedRow,
  changedRows,
  type Explained,
  explain,
  REASONS,
} from './restatement-reasons.ts';

const changedRow = z.object({
  id: z.string(),
  name: z.string().nullable(),
  account: z.string().nullable(),
  was: z.int().nullable().describe('Its part of the figure then; null: it was not in it'),
  now: z.int().nullable().describe('Its part of the figure now; null: it is not in it'),
  because_of: z.string().nullable().describe('The other record that made the difference'),
});

const restatedFigure = z.object({
  name: z.string(),
  from: dayInput.describe('First day of the week'),
  to: dayInput.describe('First day after it'),
  frozen_on: dayInput,
  frozen: figureValue.describe('What it was when it was frozen'),
  asked_again: figureValue.describe('The same question with the same as-of, asked again'),
  now: figureValue.describe('What it is as of the day asked'),
  change: figureValue.describe('Now less frozen; the changes of the reasons add up to it'),
  reasons: z.array(
    z.object({
      reason: z.enum(REASONS),
      change: figureValue,
      count: z.int().describe('Rows with this reason'),
      rows: z.array(changedRow),
    }),
  ),
});

const output = z.object({
  ...envelope,
  figures: z.array(restatedFigure),
});

export type RestatementsAnswer = z.output<typeof output>;
export type Restated = RestatementsAnswer['figures'][number];

export const restatements = operation({
  name: 'restatements',
  kind: 'question',
  title: 'Which frozen figures moved, and why',
  summary:
    'Every figure that was frozen for a week beside what it is now: each change with its reason (late record, edit, merge, deletion, vanished, erased, reopened, exchange rate, new definition), the rows behind it and the money. The reasons add up to the change exactly.',
  input: z.strictObject({
    as_of: asOfInput,
    week: dayInput.optional().describe('First day of a week; all frozen weeks by default'),
  }),
  output,
  local: false,
  async run(context, { as_of, week }) {
    const facts = await context.facts();
    const moment = momentOf(as_of, context.home.settings);
    const figures: Restated[] = [];
    for (const entry of freezes(context.home)) {
      if (entry.at > moment.as_of || (week !== undefined && entry.from !== week)) continue;
      for (const frozen of entry.figures) {
        figures.push(await restate(context, { entry, frozen, as_of }));
      }
    }
    const caveats = await sourceCautions(facts, moment);
    if (figures.length === 0) {
      caveats.push({
        code: 'nothing_frozen',
        message: `No week was frozen by ${moment.as_of}, so nothing can be compared: \`freeze-week\` does that.`,
      });
    }
    if (figures.some(({ frozen, asked_again }) => amountOf(frozen) !== amountOf(asked_again))) {
      caveats.push({
        code: 'history_changed',
        message:
          'Some figures are not what they were even as of the day of their freeze: an older export was imported since, or a setting was changed. The frozen value stands.',
      });
    }
    return { as_of, definition_versions: DEFAULT_DEFINITIONS, caveats, figures };
  },
});

/** Which frozen figure is meant. */
export interface FrozenName {
  readonly name: string;
  /** First day of its week. */
  readonly from: string;
  readonly frozen_on: string;
}

/** One frozen figure, compared. @throws NotFound when it was not frozen by then */
export async function restateOne(
  context: Context,
  { name, from, frozen_on }: FrozenName,
  as_of: string,
): Promise<Restated> {
  const { as_of: day } = momentOf(as_of, context.home.settings);
  const entry = freezes(context.home).find(
    (each) => each.from === from && each.at === frozen_on && each.at <= day,
  );
  const frozen = entry?.figures.find((each) => each.name === name);
  if (entry && frozen) return restate(context, { entry, frozen, as_of });
  throw new NotFound({
    code: 'nothing_frozen',
    message: `By ${day} no ${name} was frozen on ${frozen_on} for the week from ${from}.`,
    where: 'rows',
    fix: 'Ask `restatements`: it lists every frozen figure with its week and day.',
  });
}

function amountOf(value: z.output<typeof figureValue>): number {
  return typeof value === 'number' ? value : value.amount;
}

interface Frozen {
  readonly entry: FreezeEntry;
  readonly frozen: FrozenFigure;
  readonly as_of: string;
}

async function restate(context: Context, { entry, frozen, as_of }: Frozen): Promise<Restated> {
  const figure = FIGURES.find(({ name }) => name === frozen.name);
  if (!figure) throw new Error(`no figure ${frozen.name}`);
  const { settings } = context.home;
  const facts = await context.facts();
  const rowsAt = (day: string) =>
    figureRows(facts, figure, entry, { moment: momentOf(day, settings), settings });
  const [then, now] = [await rowsAt(entry.at), await rowsAt(as_of)];
  const current = figureOf(figure, now);
  const changed = changedRows(partsOf(frozen), partsOf(current));
  const explained = await explainAll(context, { figure, entry, changed, as_of });
  const named = new Map([...then, ...now].map((row): [string, WeekRow] => [row.id, row]));
  const shown = (value: number) => shownValue(frozen.name, value, entry);
  return {
    name: frozen.name,
    from: entry.from,
    to: entry.to,
    frozen_on: entry.at,
    frozen: shown(frozen.value),
    asked_again: shown(figureOf(figure, then).value),
    now: shown(current.value),
    change: shown(current.value - frozen.value),
    reasons: REASONS.flatMap((reason) => {
      const rows = explained.filter((each) => each.reason === reason);
      if (rows.length === 0) return [];
      const change = rows.reduce((sum, row) => sum + (row.now ?? 0) - (row.was ?? 0), 0);
      return [
        { reason, change: shown(change), count: rows.length, rows: rows.map(describe(named)) },
      ];
    }),
  };
}

function partsOf({ rows }: FrozenFigure): Map<string, number> {
  return new Map(rows.map(({ id, part }) => [id, part]));
}

type ExplainedRow = ChangedRow & Explained;

function describe(named: ReadonlyMap<string, WeekRow>) {
  return ({ id, was, now, because_of }: ExplainedRow) => {
    const { name = null, account = null } = named.get(id) ?? {};
    return { id, name, account, was, now, because_of };
  };
}

/** A mark that no id has. */
const SEPARATOR = '\u001f';

interface ToExplain {
  readonly figure: FigureSpec;
  readonly entry: FreezeEntry;
  readonly changed: readonly ChangedRow[];
  readonly as_of: string;
}

async function explainAll(
  context: Context,
  { figure, entry, changed, as_of }: ToExplain,
): Promise<ExplainedRow[]> {
  if (changed.length === 0) return [];
  const { home } = context;
  const facts: Facts = await context.facts();
  const moment = momentOf(as_of, home.settings);
  const window = {
    ...moment,
    then_known_at: momentOf(entry.at, home.settings).known_at,
    separator: SEPARATOR,
  };
  const records = await measure(facts.engine, 'record_history', {
    ...window,
    ...{ currency: home.settings.currency },
    kind: figure.kind,
    ids: changed.map(({ id }) => id).join(SEPARATOR),
  });
  const accounts = new Set(records.flatMap(({ account_id }) => account_id ?? []));
  const around = await measure(facts.engine, 'account_history', {
    ...window,
    ids: [...accounts].join(SEPARATOR),
  });
  const isNewDefinition = entry.definitions !== definitionsText(home.settings);
  const wasErasure = erasures(home).some(({ at }) => at > entry.at && at <= as_of);
  return changed.map((row) => {
    const record = records.find(({ id }) => id === row.id);
    const beside = around.filter(
      ({ account_id, id }) => account_id === record?.account_id && id !== row.id,
    );
    const isWin = figure.step === 'won';
    return {
      ...row,
      ...explain(row, { isWin, record, around: beside, isNewDefinition, wasErasure }),
    };
  });
}
