/** Frozen weeks beside what they are as of another day: what changed, row by row, and why. */

import { z } from 'zod';
import { erasures } from '../facts/erasures.ts';
import type { Facts } from '../facts/store.ts';
import type { FrozenFigure, FrozenWeek } from '../ledger/frozen-weeks.ts';
import {
  type AccountHistory,
  measure,
  type RecordHistory,
  type WeekCounts,
  type WeekRow,
} from '../measures/measures.ts';
import { dayInput, momentOf } from './answer.ts';
import { heldDefinitions } from './definitions-held.ts';
import { figureValue, shownValue } from './freeze-week.ts';
import {
  type Counting,
  definitionsText,
  FIGURES,
  type FigureSpec,
  figureOf,
  figureRows,
} from './frozen-figures.ts';
import type { Context } from './operation.ts';
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

export const restatedFigure = z.object({
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

export type Restated = z.output<typeof restatedFigure>;

/** Rows of each step, of all weeks together. */
type StepRows = ReadonlyMap<string, readonly WeekRow[]>;

/** What was counted is asked once for all weeks: there may be years of them. */
export async function restateWeeks(
  context: Context,
  entries: readonly FrozenWeek[],
  as_of: string,
): Promise<Restated[]> {
  const now = await rowsNow(context, entries, as_of);
  const restated: Restated[] = [];
  for (const entry of entries)
    restated.push(...(await restateWeek(context, { entry, now, as_of })));
  return restated;
}

async function rowsNow(
  context: Context,
  entries: readonly FrozenWeek[],
  as_of: string,
): Promise<StepRows> {
  const rows = new Map<string, WeekRow[]>();
  const [from] = entries.map((entry) => entry.from).sort();
  const to = entries
    .map((entry) => entry.to)
    .sort()
    .at(-1);
  if (from === undefined || to === undefined) return rows;
  const counting = await countingOn(context, as_of);
  const names = new Set(entries.flatMap(({ figures }) => figures.map(({ name }) => name)));
  for (const name of names) {
    const figure = specOf(name);
    if (rows.has(figure.step)) continue;
    rows.set(figure.step, await figureRows(await context.facts(), figure, { from, to }, counting));
  }
  return rows;
}

/** By what was signed and known on a day. */
async function countingOn(context: Context, as_of: string): Promise<Counting> {
  const { settings } = context.home;
  const moment = momentOf(as_of, settings);
  return { moment, settings, definitions: await heldDefinitions(context, as_of, moment) };
}

function specOf(name: string): FigureSpec {
  const figure = FIGURES.find((each) => each.name === name);
  if (!figure) throw new Error(`no figure ${name}`);
  return figure;
}

interface Week {
  readonly entry: FrozenWeek;
  readonly now: StepRows;
  readonly as_of: string;
}

/** One figure of a week: as it was frozen, and as it is. */
interface Compared {
  readonly figure: FigureSpec;
  readonly frozen: FrozenFigure;
  readonly rows: readonly WeekRow[];
  readonly current: FrozenFigure;
  readonly changed: readonly ChangedRow[];
}

async function restateWeek(context: Context, { entry, now, as_of }: Week): Promise<Restated[]> {
  const compared = entry.figures.map((frozen): Compared => {
    const figure = specOf(frozen.name);
    const rows = (now.get(figure.step) ?? []).filter(
      ({ day }) => day >= entry.from && day < entry.to,
    );
    const current = figureOf(figure, rows);
    return {
      figure,
      frozen,
      rows,
      current,
      changed: changedRows(partsOf(frozen), partsOf(current)),
    };
  });
  const again = await askedAgain(context, entry);
  const evidence = await evidenceOf(context, { entry, compared, as_of });
  const gone = await goneRows(context, entry, compared);
  return compared.map(({ figure, frozen, rows, current, changed }) => {
    const { name } = frozen;
    const explained = changed.map((row) => ({ ...row, ...evidence(figure, row) }));
    const named = new Map([...(gone.get(figure.step) ?? []), ...rows].map((row) => [row.id, row]));
    const shown = (value: number) => shownValue(name, value, entry);
    return {
      name,
      from: entry.from,
      to: entry.to,
      frozen_on: entry.at,
      frozen: shown(frozen.value),
      asked_again: shown(again.get(name) ?? 0),
      now: shown(current.value),
      change: shown(current.value - frozen.value),
      reasons: REASONS.flatMap((reason) => {
        const because = explained.filter((each) => each.reason === reason);
        if (because.length === 0) return [];
        const change = because.reduce((sum, row) => sum + (row.now ?? 0) - (row.was ?? 0), 0);
        const described = because.map(describe(named));
        return [{ reason, change: shown(change), count: because.length, rows: described }];
      }),
    };
  });
}

function partsOf({ rows }: FrozenFigure): Map<string, number> {
  return new Map(rows.map(({ id, part }) => [id, part]));
}

/** What each figure of the week comes to today, as of the day of its freeze. */
async function askedAgain(
  context: Context,
  { at, from, to }: FrozenWeek,
): Promise<ReadonlyMap<string, number>> {
  const { moment, settings, definitions } = await countingOn(context, at);
  const { currency, new_account_days, reopen_days } = settings;
  const asked = {
    ...moment,
    ...{ currency, new_account_days, reopen_days },
    quarter_start: from,
    quarter_end: to,
    first_week: from,
    end_week: to,
  };
  const { engine } = await context.facts();
  const counts = await measure(engine, 'week_counts', asked, definitions.made);
  const sum = (name: keyof WeekCounts) =>
    counts.reduce((total, week) => total + Number(week[name]), 0);
  return new Map(FIGURES.map(({ name }) => [name, sum(name as keyof WeekCounts)]));
}

/** Rows that are in a figure no more, as they were: for their names. */
async function goneRows(
  context: Context,
  entry: FrozenWeek,
  compared: readonly Compared[],
): Promise<StepRows> {
  const counting = await countingOn(context, entry.at);
  const rows = new Map<string, WeekRow[]>();
  for (const { figure, changed } of compared) {
    if (rows.has(figure.step) || changed.every(({ now }) => now !== null)) continue;
    rows.set(figure.step, await figureRows(await context.facts(), figure, entry, counting));
  }
  return rows;
}

/** Figures as known at the freeze, by what is signed and set now: what differs does so for that alone. */
async function recounted(
  context: Context,
  { entry, compared, as_of }: ToExplain,
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const now = await countingOn(context, as_of);
  const found = new Map<string, Map<string, number>>();
  if (entry.definitions === definitionsText(now)) return found;
  const counting = { ...now, moment: momentOf(entry.at, now.settings) };
  for (const { figure, changed } of compared) {
    if (changed.length === 0) continue;
    const rows = await figureRows(await context.facts(), figure, entry, counting);
    found.set(figure.name, partsOf(figureOf(figure, rows)));
  }
  return found;
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
  readonly entry: FrozenWeek;
  readonly compared: readonly Compared[];
  readonly as_of: string;
}

/** Says why a row of a figure changed. */
async function evidenceOf(context: Context, { entry, compared, as_of }: ToExplain) {
  const { home } = context;
  const facts = await context.facts();
  const moment = momentOf(as_of, home.settings);
  const window = {
    ...moment,
    then_known_at: momentOf(entry.at, home.settings).known_at,
    separator: SEPARATOR,
    currency: home.settings.currency,
  };
  const histories = new Map<string, Histories>();
  for (const kind of new Set(compared.map(({ figure }) => figure.kind))) {
    const changed = compared.flatMap((each) => (each.figure.kind === kind ? each.changed : []));
    const ids = [...new Set(changed.map(({ id }) => id))];
    if (ids.length > 0) histories.set(kind, await historiesOf(facts, { ...window, kind }, ids));
  }
  const byDefinition = await recounted(context, { entry, compared, as_of });
  const wasErasure = erasures(home).some(({ at }) => at > entry.at && at <= moment.as_of);
  return ({ name, kind, step }: FigureSpec, row: ChangedRow): Explained => {
    const record = histories.get(kind)?.records.get(row.id);
    const beside = histories.get(kind)?.around.get(record?.account_id ?? '') ?? [];
    const around = beside.filter(({ id }) => id !== row.id);
    const then = byDefinition.get(name);
    const isNewDefinition = then !== undefined && (then.get(row.id) ?? null) === row.now;
    return explain(row, { isWin: step === 'won', record, around, isNewDefinition, wasErasure });
  };
}

interface Histories {
  readonly records: ReadonlyMap<string, RecordHistory>;
  /** By account. */
  readonly around: ReadonlyMap<string, readonly AccountHistory[]>;
}

interface HistoryWindow {
  readonly as_of: string;
  readonly known_at: string;
  readonly then_known_at: string;
  readonly separator: string;
  readonly currency: string;
  readonly kind: string;
}

async function historiesOf(
  { engine }: Facts,
  { kind, currency, ...window }: HistoryWindow,
  ids: readonly string[],
): Promise<Histories> {
  const records = await measure(engine, 'record_history', {
    ...window,
    ...{ kind, currency },
    ids: ids.join(SEPARATOR),
  });
  const accounts = new Set(records.flatMap(({ account_id }) => account_id ?? []));
  const around = await measure(engine, 'account_history', {
    ...window,
    ids: [...accounts].join(SEPARATOR),
  });
  return {
    records: new Map(records.map((record) => [record.id, record])),
    around: Map.groupBy(around, ({ account_id }) => account_id),
  };
}
