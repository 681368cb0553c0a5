/** A YAML file that says what the columns of any other file mean. */

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
  table: z.string().min(1),
  columns: z.record(z.string(), z.string()),
  /** Per column: value in the file → value here. */
  values: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  /** Columns that have one value for the whole file. */
  constants: z.record(z.string(), z.string()).default({}),
  ...notation,
});

const fullMapping = z.strictObject({
  source: z.string().min(1).default('files'),
  exported: day.optional(),
  observed_from: day.optional(),
  files: z.array(fileMapping).min(1),
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
  const content = parseYaml(file);
  const isFull = typeof content === 'object' && content !== null && 'files' in content;
  if (!isFull) {
    const { date_order, decimal, ...extra } = parsed(extraFields, content, file);
    return { ...NO_MAPPING, extra, dateOrder: date_order ?? null, decimal: decimal ?? null };
  }
  const full = parsed(fullMapping, content, file);
  for (const entry of full.files) checkColumns(entry, file);
  return {
    source: full.source,
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
  if (mapped) return { recognition: mappedRecognition(mapped, fileName, headers), mapped };
  const known = recognise(headers, fileName, connectors);
  if (!known) return null;
  return { recognition: withExtra(known, headers, mapping.extra), mapped: null };
}

function mappedRecognition(
  mapped: FileMapping,
  fileName: string,
  headers: readonly string[],
): Recognition {
  const stream = PLAIN.streams.find((candidate) => candidate.name === mapped.table);
  if (!stream) throw new Error(`unchecked mapping to ${mapped.table}`);
  const matches = Object.entries(mapped.columns).map(([field, source]): FieldMatch => {
    const header = headers.find((name) => normalised(name) === normalised(source));
    if (header !== undefined) return { field, header, guessed: false };
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
  extra: Readonly<Record<string, string>>,
): Recognition {
  const added = Object.entries(extra).flatMap(([name, source]): FieldMatch[] => {
    const field = name.split('.').at(-1) as string;
    const header = headers.find((candidate) => normalised(candidate) === normalised(source));
    const wanted = known.stream.fields.some((candidate) => candidate.name === field);
    return header !== undefined && wanted ? [{ field, header, guessed: false }] : [];
  });
  const replaced = new Set(added.map((match) => match.field));
  const kept = known.matches.filter((match) => !replaced.has(match.field));
  return { ...known, matches: [...kept, ...added] };
}

function checkColumns(entry: FileMapping, file: string): void {
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
  const given = [...Object.keys(entry.columns), ...Object.keys(entry.constants)];
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
