/** What an unknown file could be: tables whose columns sound like its headers. Nobody relies on it. */

import { normalised } from '../connectors/connector.ts';
import { type Column, FACT_TABLES } from './facts.ts';
import type { SeenColumn } from './inspect-columns.ts';
import type { FileMapping } from './mapping.ts';
import { PLAIN } from './plain.ts';

interface TableColumn {
  readonly name: string;
  readonly meaning: string;
  readonly needed: boolean;
  readonly kind: 'text' | 'date' | 'number' | 'flag';
  readonly one_of: readonly string[];
}

export interface Table {
  readonly table: string;
  readonly meaning: string;
  readonly columns: readonly TableColumn[];
}

const OWN_COLUMNS = new Map<string, Column>(
  FACT_TABLES.flatMap(({ columns }) => columns.map((each): [string, Column] => [each.name, each])),
);

const KINDS: Readonly<Record<Column['type'], TableColumn['kind']>> = {
  text: 'text',
  flag: 'flag',
  day: 'date',
  instant: 'date',
  integer: 'number',
  number: 'number',
  money: 'number',
};

const OTHER_MEANINGS: Readonly<Record<string, string>> = {
  recorded_at: 'When the source recorded this row',
  state: 'Whether the source still holds the row',
};

/** Every table that a mapping may name, with its columns, the needed ones first. */
export const TABLES: readonly Table[] = FACT_TABLES.map(({ name, meaning, columns }) => {
  const stream = PLAIN.streams.find((each) => each.name === name);
  const described = (stream?.fields ?? []).map((field): TableColumn => {
    const own = columns.find((each) => each.name === field.name) ?? OWN_COLUMNS.get(field.name);
    return {
      name: field.name,
      meaning: own?.meaning ?? OTHER_MEANINGS[field.name] ?? '',
      needed: stream?.required.includes(field.name) ?? false,
      kind: field.name === 'recorded_at' ? 'date' : KINDS[own?.type ?? 'text'],
      one_of: own?.oneOf ?? [],
    };
  });
  const sorted = described.sort((a, b) => Number(b.needed) - Number(a.needed));
  return { table: name, meaning, columns: sorted };
});

/** Words of the trade that mean the same. */
const SAME: readonly (readonly string[])[] = [
  ['opportunity', 'opportunitie', 'deal', 'opp', 'oppty'],
  ['account', 'company', 'companie', 'customer', 'client', 'organisation', 'organization', 'firm'],
  ['person', 'people', 'contact', 'lead', 'prospect', 'attendee', 'participant'],
  ['user', 'owner', 'rep', 'seller', 'agent', 'salesperson', 'employee'],
  ['amount', 'value', 'price', 'revenue', 'sum', 'acv', 'arr', 'total', 'cost'],
  ['outcome', 'result'],
  ['stage', 'phase', 'step'],
  ['close', 'closing', 'closed'],
  ['campaign', 'programme', 'program'],
  ['meeting', 'appointment', 'call'],
  ['id', 'number', 'no', 'nr', 'key', 'code'],
  ['email', 'mail'],
  ['country', 'location'],
  ['industry', 'sector'],
  ['employee', 'headcount', 'staff'],
  ['domain', 'website', 'web', 'url'],
  ['product', 'item'],
  ['region', 'territory'],
];
const CANONICAL = new Map(SAME.flatMap((words) => words.map((word) => [word, words[0] as string])));
const DATE_WORDS = new Set(['date', 'day', 'on', 'at', 'time', 'timestamp']);
const BEGINNINGS = new Set(
  'happened created create opened open start started begin engage'.split(' '),
);

function wordsOf(name: string): Set<string> {
  const parts = name
    .replace(/__c$/i, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => (word.length > 3 ? word.replace(/s$/, '') : word))
    .map((word) => CANONICAL.get(word) ?? word);
  const kept = parts.filter((word) => !DATE_WORDS.has(word));
  return new Set(kept.length > 0 ? kept : parts);
}

function alike(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = [...a].filter((word) => b.has(word)).length;
  return (2 * both) / (a.size + b.size || 1);
}

const DATE_LIKE = /^(\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{1,2}[ -][A-Za-z]{3}[ -]\d{2,4})\b/;
const NUMBER_LIKE = /^[^\p{L}\d]*([A-Z]{3} ?)?[-(]?\d[\d.,'’  ]*%?[^\p{L}\d]*([A-Z]{3})?$/u;

function share(samples: readonly string[], isLike: (value: string) => boolean): number {
  return samples.filter(isLike).length / (samples.length || 1);
}

/** From 0 to 1: how well a column of the file would do as this column of a table. */
function fitness(column: TableColumn, seen: SeenColumn): number {
  const isDate = share(seen.samples, (value) => DATE_LIKE.test(value)) > 0.5;
  const isNumber = share(seen.samples, (value) => NUMBER_LIKE.test(value)) > 0.5;
  const isEmpty = seen.samples.length === 0;
  if (column.kind === 'date' && !isDate && !isEmpty) return 0;
  if (column.kind === 'number' && (!isNumber || isDate) && !isEmpty) return 0;
  if (column.kind === 'text' && isDate) return 0;
  if (normalised(column.name) === normalised(seen.header)) return 1;
  if (column.name === 'recorded_at' || column.name === 'state') return 0;
  const words = wordsOf(seen.header);
  const named = alike(wordsOf(column.name), words);
  if (column.name === 'happened' && isDate) {
    return [...words].some((word) => BEGINNINGS.has(word)) ? 0.9 : 0.55;
  }
  if (column.one_of.length > 0 && named < 0.9) {
    const known = share(seen.choices, (value) => choiceFor(value, column.one_of) !== null);
    return known < 0.3 ? 0 : 0.5 + known / 4;
  }
  return named;
}

/** The allowed value that a value of the file says in its own words; null when none does. */
function choiceFor(value: string, allowed: readonly string[]): string | null {
  const words = normalised(value);
  const found = allowed.filter((choice) => words.includes(normalised(choice)));
  return found.length === 1 ? (found[0] as string) : null;
}

interface Suggestion {
  readonly entry: FileMapping & { readonly table: string };
  readonly score: number;
  /** Every needed column has one of the file. */
  readonly isComplete: boolean;
}

/** What the file would be as each table, the likeliest first. */
export function suggestions(name: string, columns: readonly SeenColumn[]): Suggestion[] {
  return TABLES.map((table) => suggestion(table, name, columns)).sort(
    (a, b) => Number(b.isComplete) - Number(a.isComplete) || b.score - a.score,
  );
}

const GOOD_ENOUGH = 0.5;

function suggestion(table: Table, name: string, columns: readonly SeenColumn[]): Suggestion {
  const pairs = table.columns
    .flatMap((column) => columns.map((seen) => ({ column, seen, fit: fitness(column, seen) })))
    .filter(({ fit }) => fit >= GOOD_ENOUGH)
    .sort((a, b) => b.fit - a.fit);
  const taken = new Map<string, string>();
  const used = new Set<string>();
  let sum = 0;
  for (const { column, seen, fit } of pairs) {
    const isUsed = used.has(seen.header) && column.one_of.length === 0;
    if (taken.has(column.name) || isUsed) continue;
    taken.set(column.name, seen.header);
    used.add(seen.header);
    sum += fit;
  }
  const needed = table.columns.filter((column) => column.needed);
  const met = needed.filter((column) => taken.has(column.name)).length / (needed.length || 1);
  const inOrder = table.columns.flatMap((column): [string, string][] => {
    const header = taken.get(column.name);
    return header === undefined ? [] : [[column.name, header]];
  });
  const named = alike(wordsOf(name.replace(/\.\w+$/, '')), wordsOf(table.table));
  return {
    entry: {
      match: name,
      table: table.table,
      columns: Object.fromEntries(inOrder),
      values: valuesOf(table, taken, columns),
      constants: {},
    },
    score: (sum / (columns.length || 1)) * (0.5 + met / 2) + named,
    isComplete: met === 1,
  };
}

/** How the file's own words for a choice are translated, where that can be told. */
function valuesOf(
  table: Table,
  taken: ReadonlyMap<string, string>,
  columns: readonly SeenColumn[],
): Record<string, Record<string, string>> {
  const translated = table.columns.flatMap(({ name, one_of }) => {
    const seen = columns.find(({ header }) => header === taken.get(name));
    const pairs = (one_of.length > 0 ? (seen?.choices ?? []) : []).flatMap((value) => {
      const choice = choiceFor(value, one_of);
      return choice !== null && choice !== value ? [[value, choice]] : [];
    });
    return pairs.length > 0 ? [[name, Object.fromEntries(pairs)]] : [];
  });
  return Object.fromEntries(translated);
}
