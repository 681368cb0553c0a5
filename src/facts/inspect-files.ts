/** Looks at files as an import would read them, and changes nothing. */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { InspectedFile } from '../connectors/csv/inspected-file.ts';
import type { Recognition } from '../connectors/recognise.ts';
import { openDuckDb } from '../engine/duckdb.ts';
import type { Engine } from '../engine/engine.ts';
import { BadInput } from '../errors.ts';
import { ALL_CONNECTORS, type Progress } from './build.ts';
import type { Home } from './home.ts';
import { type SeenColumn, seenIn } from './inspect-columns.ts';
import { columnQuestions, type WrittenFile, writtenQuestions } from './inspect-questions.ts';
import { suggestions } from './inspect-suggest.ts';
import { guessQuestions, tableQuestions } from './inspect-words.ts';
import type { Inspection, LookedAtColumn, LookedAtFile } from './inspection.ts';
import { landRows } from './land.ts';
import { type FileMapping, identify, type Mapping, notationOf } from './mapping.ts';
import { openPaths } from './open-paths.ts';
import { likeName, recall } from './remembered.ts';

export interface InspectOptions {
  readonly home: Home;
  readonly paths: readonly string[];
  /** Null: what is remembered of such files. */
  readonly mapping: Mapping | null;
  readonly progress: Progress;
}

export async function inspectFiles(options: InspectOptions): Promise<Inspection> {
  const { home, progress } = options;
  const staging = mkdtempSync(join(tmpdir(), 'sameboat-inspect-'));
  const engine = await openDuckDb({
    path: ':memory:',
    memoryLimit: home.settings.memory_limit,
    temporaryDirectory: join(staging, 'spill'),
  });
  try {
    const { opened, unreadable } = await openEach(options, staging);
    const tables = opened.filter((file) => file.hiddenRows === null);
    const { mapping, used } = options.mapping
      ? { mapping: options.mapping, used: [] }
      : recall(home, tables);
    const landed = join(staging, 'landed');
    mkdirSync(landed);
    const names = opened.map((file) => file.name);
    const files: LookedAtFile[] = [];
    for (const [index, file] of opened.entries()) {
      progress(`looking at ${file.name}`);
      files.push(await lookAt(engine, file, { folder: landed, index, mapping, names }));
    }
    return { files: [...files, ...unreadable], mapping, used };
  } finally {
    engine.close();
    rmSync(staging, { recursive: true, force: true });
  }
}

/** A file that cannot be read is listed with the reason, beside those that can. */
async function openEach({ paths, progress }: InspectOptions, staging: string) {
  const opened: InspectedFile[] = [];
  const unreadable: LookedAtFile[] = [];
  for (const [index, path] of paths.entries()) {
    try {
      opened.push(...(await openPaths([path], join(staging, String(index)), progress)));
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      const { code, message, where, fix } = error;
      unreadable.push({ ...nothing(basename(path)), problem: { code, message, where, fix } });
    }
  }
  return { opened, unreadable };
}

function nothing(file: string): LookedAtFile {
  return {
    file,
    match: file,
    recognition: null,
    rows: 0,
    isHidden: false,
    problem: null,
    columns: [],
    preview: [],
    questions: [],
    entry: null,
    isSuggested: false,
    likely: [],
  };
}

interface Looking {
  readonly folder: string;
  readonly index: number;
  readonly mapping: Mapping;
  /** Of all files, so that a pattern for one fits no other. */
  readonly names: readonly string[];
}

async function lookAt(
  engine: Engine,
  file: InspectedFile,
  { folder, index, mapping, names }: Looking,
): Promise<LookedAtFile> {
  if (file.hiddenRows !== null) {
    return { ...nothing(file.name), rows: file.hiddenRows, isHidden: true };
  }
  const found = identify(file.name, file.headers, ALL_CONNECTORS, mapping);
  const isOurs = found !== null && found.mapped?.table === undefined;
  const { landed, malformed } = await landRows(engine, file, { folder, index, key: null });
  const written: WrittenFile = { ...file, parquet: join(folder, `${index}.parquet`) };
  const { headers } = file;
  const { columns, preview } = await seenIn(engine, written.parquet, {
    headers,
    withChoices: !isOurs,
  });
  const match = patternFor(file.name, names);
  const likely = isOurs
    ? []
    : suggestions(file.name, columns).map(({ entry }) => ({ ...entry, match }));
  const best = likely[0];
  const isSuggested = found === null && best !== undefined && isPlausible(best);
  const entry = found ? found.mapped : isSuggested ? best : null;
  const recognition = found?.recognition ?? (entry ? suggested(entry, file.headers) : null);
  const questions = recognition
    ? await writtenQuestions(engine, written, {
        recognition,
        told: notationOf(entry, mapping),
      })
    : [];
  return {
    ...nothing(file.name),
    match,
    recognition: found?.recognition ?? null,
    rows: landed + malformed,
    columns: await lookedAt(engine, written, { columns, recognition, isOurs }),
    preview,
    questions: [
      ...(found ? [] : tableQuestions(file.name, { entry, likely, columns })),
      ...(isOurs && recognition ? guessQuestions(recognition) : []),
      ...questions,
    ],
    entry: isOurs && recognition ? ownEntry(entry, recognition, match) : entry,
    isSuggested,
    likely,
  };
}

/** One column that sounds alike may be chance. */
function isPlausible(entry: FileMapping): boolean {
  return Object.keys(entry.columns).length >= 2;
}

function patternFor(name: string, names: readonly string[]): string {
  const like = likeName(name);
  const isOnly = names.filter((other) => likeName(other) === like).length === 1;
  return isOnly ? like : name;
}

function suggested(entry: FileMapping, headers: readonly string[]): Recognition | null {
  const only = { source: null, exported: null, observedFrom: null, extra: {} };
  const mapping = { ...only, dateOrder: null, decimal: null, files: [{ ...entry, match: '*' }] };
  return identify('any', headers, ALL_CONNECTORS, mapping)?.recognition ?? null;
}

/** Of a known export: what was said of it, and the guesses, so that they can be seen and changed. */
function ownEntry(
  entry: FileMapping | null,
  recognition: Recognition,
  match: string,
): FileMapping | null {
  const guesses = recognition.matches.filter((each) => each.guessed);
  if (!entry && guesses.length === 0) return null;
  const guessed = Object.fromEntries(guesses.map(({ field, header }) => [field, header]));
  const base = entry ?? { match, columns: {}, values: {}, constants: {} };
  return { ...base, columns: { ...guessed, ...base.columns } };
}

async function lookedAt(
  engine: Engine,
  written: WrittenFile,
  file: {
    columns: readonly SeenColumn[];
    recognition: Recognition | null;
    isOurs: boolean;
  },
): Promise<LookedAtColumn[]> {
  const columns: LookedAtColumn[] = [];
  for (const column of file.columns) {
    const match = file.recognition?.matches.find(({ header }) => header === column.header);
    const { date, number } = file.isOurs
      ? { date: null, number: null }
      : await columnQuestions(engine, written, column.header);
    columns.push({
      ...column,
      field: match?.field ?? null,
      guessed: match?.guessed ?? false,
      date_question: date,
      number_question: number,
    });
  }
  return columns;
}
