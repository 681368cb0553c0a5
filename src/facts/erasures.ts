/**
 * Who was erased from a home: one JSON object a line in `erasures.jsonl`, appended and never rewritten.
 * It lies beside the landed rows because no import may bring anybody back, ledger or not.
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
  /** Day of the decision. */
  readonly at: string;
  readonly salt: string;
  readonly id_hashes: readonly string[];
  readonly email_hashes: readonly string[];
  /** Folder under landed/ whose presence says that it was carried out; null when it needs none. */
  readonly done: string | null;
}

function fileOf(home: Home): string {
  return join(home.path, 'erasures.jsonl');
}

/** Whole lines only: one that was being written when the machine stopped was never said. */
function linesOf(home: Home): string[] {
  if (!existsSync(fileOf(home))) return [];
  return readFileSync(fileOf(home), 'utf8').split('\n').slice(0, -1);
}

/** Erasures that were carried out. */
export function erasures(home: Home): ErasureEntry[] {
  return linesOf(home)
    .map((line) => JSON.parse(line) as ErasureEntry)
    .filter(({ done }) => done === null || existsSync(join(home.landed, done)));
}

export function appendErasure(home: Home, entry: ErasureEntry): void {
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
