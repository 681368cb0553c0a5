/**
 * What was decided in a home: one JSON object a line in `decisions.jsonl`, appended and never
 * rewritten. There is no ledger yet; when there is one, these entries move there.
 */

import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Home } from './home.ts';

/** A person was erased. Nothing in it says who: ids and addresses are salted hashes. */
export interface ErasureEntry {
  readonly kind: 'erase-person';
  /** Day of the decision. */
  readonly at: string;
  readonly salt: string;
  readonly id_hashes: readonly string[];
  readonly email_hashes: readonly string[];
  /** Folder under landed/ whose presence says that it was carried out; null when it needs none. */
  readonly done: string | null;
}

export interface FrozenFigure {
  readonly name: string;
  /** A count, or money in minor units. */
  readonly value: number;
  /** What was counted, with its part of the value. */
  readonly rows: readonly { readonly id: string; readonly part: number }[];
}

/** The figures of a week as they were known on a day. */
export interface FreezeEntry {
  readonly kind: 'freeze-week';
  readonly at: string;
  /** First day of the week, and first day after it. */
  readonly from: string;
  readonly to: string;
  readonly currency: string;
  /** What the figures rest on besides the facts. */
  readonly definitions: string;
  readonly figures: readonly FrozenFigure[];
}

type Entry = ErasureEntry | FreezeEntry;

function fileOf(home: Home): string {
  return join(home.path, 'decisions.jsonl');
}

/** Whole lines only: one that was being written when the machine stopped was never said. */
function linesOf(home: Home): string[] {
  if (!existsSync(fileOf(home))) return [];
  return readFileSync(fileOf(home), 'utf8').split('\n').slice(0, -1);
}

function entries(home: Home): Entry[] {
  return linesOf(home).map((line) => JSON.parse(line) as Entry);
}

export function freezes(home: Home): FreezeEntry[] {
  return entries(home).filter((entry) => entry.kind === 'freeze-week');
}

/** Erasures that were carried out. */
export function erasures(home: Home): ErasureEntry[] {
  return entries(home)
    .filter((entry) => entry.kind === 'erase-person')
    .filter(({ done }) => done === null || existsSync(join(home.landed, done)));
}

export function appendDecision(home: Home, entry: Entry): void {
  const whole = linesOf(home).reduce((bytes, line) => bytes + Buffer.byteLength(line) + 1, 0);
  if (existsSync(fileOf(home))) truncateSync(fileOf(home), whole);
  const file = openSync(fileOf(home), 'a');
  try {
    writeSync(file, `${JSON.stringify(entry)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
