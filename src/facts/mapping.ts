/** A YAML file that says what the columns of any other file mean. */

import { parse } from 'yaml';
import { z } from 'zod';
import { parseYaml } from '../config.ts';
import { type Connector, normalised } from '../connectors/connector.ts';
import { type FieldMatch, type Recognition, recognise } from '../connectors/recognise.ts';
import { BadInput } from '../errors.ts';
import { PLAIN } from './plain.ts';

const day = z.iso.date();

/** How dates and numbers are written, where the file itself does not show it. */
const notation = {
  date_order: z.enum(['dmy', 'mdy']).optional(),
  decimal: z.enum(['comma', 'point']).optional(),
};

const fileMapping = z.strictObject({
  /** File name; `*` stands for any characters. */
  match: z.string().min(1),
  /** Absent where the headers say what the file is, and only some columns need a word. */
  table: z.string().min(1).optional(),
  /** Column → column of the file; null: nothing is read as this column, whatever its name. */
  columns: z.record(z.string(), z.string().nullable()).default({}),
  /** Per column: value in the file → value here. */
  values: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  /** Columns that have one value for the whole file. */
  constants: z.record(z.string(), z.string()).default({}),
  ...notation,
});

const fullMapping = z.strictObject({
  source: z.string().min(1).optional(),
  exported: day.optional(),
  observed_from: day.optional(),
  files: z.array(fileMapping),
  ...notation,
});

const extraFields = z.object(notation).catchall(z.string());

export type FileMapping = z.infer<typeof fileMapping>;

export interface Notation {
  readonly dateOrder: 'dmy' | 'mdy' | null;
  readonly decimal: 'comma' | 'point' | null;
}

export interface Mapping extends Notation {
  readonly source: string | null;
  /** Day on which the files were exported: nothing later can be in them. */
  readonly exported: string | null;
  /** Day before which the source did not record what had already ended. */
  readonly observedFrom: string | null;
  readonly files: readonly FileMapping[];
  /** Canonical column → source field, for files that are recognised without a mapping. */
  readonly extra: Readonly<Record<string, string>>;
}

export const NO_MAPPING: Mapping = {
  source: null,
  exported: null,
  observedFrom: null,
  files: [],
  extra: {},
  dateOrder: null,
  decimal: null,
};

/**
 * Reads a mapping: either `files:` with a table for each, or plain `canonical column: source field`.
 * @throws BadInput that names the line which is wrong
 */
export function readMapping(file: string): Mapping {
  return mappingOf(parseYaml(file), file);
}

/** The same of a text that is in no file. @throws BadInput */
export function readMappingText(text: string): Mapping {
  const where = 'mapping';
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    throw new BadInput({
      code: 'bad_yaml',
      message: String((error as Error).message).split('\n')[0] as string,
      where,
      fix: 'Correct the mapping: it has to be YAML.',
    });
  }
  return mappingOf(content, where);
}

function mappingOf(content: unknown, file: string): Mapping {
  const isFull = typeof content === 'object' && content !== null && 'files' in content;
  if (!isFull) {
    const { date_order, decimal, ...extra } = parsed(extraFields, content, file);
    return { ...NO_MAPPING, extra, dateOrder: date_order ?? null, decimal: decimal ?? null };
  }
  const full = parsed(fullMapping, content, file);
  for (const entry of full.files) checkColumns(entry, file);
  return {
    source: full.source ?? (full.files.some((entry) => entry.table) ? 'files' : null),
    exported: full.exported ?? null,
    observedFrom: full.observed_from ?? null,
    files: full.files,
    extra: {},
    dateOrder: full.date_order ?? null,
    decimal: full.decimal ?? null,
  };
}

/** What the mapping says of how a file is written; what it says of that file alone comes first. */
export function notationOf(mapped: FileMapping | null, mapping: Mapping): Notation {
  return {
    dateOrder: mapped?.date_order ?? mapping.dateOrder,
    decimal: mapped?.decimal ?? mapping.decimal,
  };
}

/** What a file is, under a mapping or by its headers alone; null when neither says. */
export function identify(
  fileName: string,
  headers: readonly string[],
  connectors: readonly Connector[],
  mapping: Mapping,
): { recognition: Recognition; mapped: FileMapping | null } | null {
  const mapped = mapping.files.find((entry) => matchesName(entry.match, fileName)) ?? null;
  if (mapped?.table) return { recognition: mappedRecognition(mapped, fileName, headers), mapped };
  const known = recognise(headers, fileName, connectors);
  if (!known) return null;
  const extra = { ...mapping.extra, ...mapped?.columns };
  return { recognition: withExtra(known, headers, extra), mapped };
}

function mappedRecognition(
  mapped: FileMapping,
  fileName: string,
  headers: readonly string[],
): Recognition {
  const stream = PLAIN.streams.find((candidate) => candidate.name === mapped.table);
  if (!stream) throw new Error(`unchecked mapping to ${mapped.table}`);
  const matches = Object.entries(mapped.columns).flatMap(([field, source]): FieldMatch[] => {
    if (source === null) return [];
    const header = headerLike(headers, source);
    if (header !== undefined) return [{ field, header, guessed: false }];
    throw new BadInput({
      code: 'mapped_column_missing',
      message: `The mapping reads ${field} from "${source}", but the file has no such column.`,
      where: fileName,
      fix: `The file's columns are: ${headers.join(', ')}.`,
    });
  });
  return { connector: PLAIN, stream, matches };
}

function withExtra(
  known: Recognition,
  headers: readonly string[],
  extra: Readonly<Record<string, string | null>>,
): Recognition {
  const added = Object.entries(extra).flatMap(([name, source]): FieldMatch[] => {
    const header = source === null ? undefined : headerLike(headers, source);
    const field = fieldOf(name);
    const wanted = known.stream.fields.some((candidate) => candidate.name === field);
    return header !== undefined && wanted ? [{ field, header, guessed: false }] : [];
  });
  const none = Object.keys(extra).filter((name) => extra[name] === null);
  const replaced = new Set([...added.map((match) => match.field), ...none.map(fieldOf)]);
  const kept = known.matches.filter((match) => !replaced.has(match.field));
  return { ...known, matches: [...kept, ...added] };
}

function headerLike(headers: readonly string[], wanted: string): string | undefined {
  return headers.find((header) => normalised(header) === normalised(wanted));
}

/** `accounts.segment` and `segment` name the same field. */
function fieldOf(name: string): string {
  return name.split('.').at(-1) as string;
}

/** The entry can be used for a file with these headers: every column that it names is there. */
export function fits(entry: FileMapping, name: string, headers: readonly string[]): boolean {
  const named = Object.values(entry.columns).filter((column) => column !== null);
  const hasAll = named.every((column) => headerLike(headers, column) !== undefined);
  return matchesName(entry.match, name) && hasAll;
}

function checkColumns(entry: FileMapping, file: string): void {
  if (entry.table === undefined) {
    insistOnTable(entry, file);
    return;
  }
  const stream = PLAIN.streams.find((candidate) => candidate.name === entry.table);
  if (!stream) {
    throw new BadInput({
      code: 'unknown_table',
      message: `There is no table "${entry.table}".`,
      where: file,
      fix: `Tables are: ${PLAIN.streams.map((candidate) => candidate.name).join(', ')}.`,
    });
  }
  const known = new Set(stream.fields.map((field) => field.name));
  const columns = Object.keys(entry.columns).filter((name) => entry.columns[name] !== null);
  const given = [...columns, ...Object.keys(entry.constants)];
  const wrong = [...given, ...Object.keys(entry.values)].find((name) => !known.has(name));
  const missing = stream.required.find((name) => !given.includes(name));
  if (wrong === undefined && missing === undefined) return;
  throw new BadInput({
    code: 'bad_mapping',
    message: wrong
      ? `The table ${entry.table} has no column "${wrong}".`
      : `The table ${entry.table} needs a column "${missing}".`,
    where: file,
    fix: `Its columns are: ${[...known].join(', ')}.`,
  });
}

/** Translations and constants are of a table's columns. */
function insistOnTable({ match, values, constants }: FileMapping, file: string): void {
  if (Object.keys(values).length + Object.keys(constants).length === 0) return;
  throw new BadInput({
    code: 'bad_mapping',
    message: `The entry of ${match} has values or constants, but no table.`,
    where: file,
    fix: 'Add the line `table:`, or remove `values` and `constants`.',
  });
}

/** A sheet or an entry is matched by its whole name, or by its own, which stands after the last `#`. */
function matchesName(pattern: string, name: string): boolean {
  const source = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  const whole = new RegExp(`^${source}$`, 'i');
  return whole.test(name) || whole.test(name.slice(name.lastIndexOf('#') + 1));
}

function parsed<T>(schema: z.ZodType<T>, content: unknown, file: string): T {
  const result = schema.safeParse(content);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new BadInput({
    code: 'bad_mapping',
    message: `${issue?.path.join('.') || 'mapping'}: ${issue?.message}`,
    where: file,
    fix: 'Write `files:` with match, table and columns, or lines of `canonical column: source field`.',
  });
}
