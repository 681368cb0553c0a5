/** The whole ledger as JSON Lines: out of one home, into another. */

import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { BadInput } from '../errors.ts';
import type { Entry } from '../ledger/entry.ts';
import { DEFAULT_DEFINITIONS, dayInput, envelope } from './answer.ts';
import { operation } from './operation.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'is no SHA-256');
const entrySchema = z.strictObject({
  seq: z.int().min(1),
  id: z.string(),
  kind: z.string(),
  subject: z.string(),
  said_at: z.string(),
  recorded_at: z.string(),
  who: z.strictObject({ id: z.string(), name: z.string(), role: z.string() }),
  body: z.unknown(),
  reason: z.string().nullable(),
  replaces: z.int().nullable(),
  previous: z.union([hash, z.literal('')]),
  hash,
});

export const exportLedger = operation({
  name: 'export-ledger',
  kind: 'housekeeping',
  title: 'Write the ledger to a file',
  summary:
    'Writes every entry as a line of JSON, with the chain of hashes by which a change would show. import-ledger reads it into another home.',
  input: z.strictObject({
    as_of: dayInput,
    out: z.string().min(1).describe('File to write; it must not be there yet'),
  }),
  output: z.object({ ...envelope, out: z.string(), entries: z.int(), last_hash: z.string() }),
  local: true,
  async run(context, { as_of, out }) {
    const ledger = await context.ledger();
    const entries = await ledger.entries();
    writeLines(out, entries);
    return {
      as_of,
      definition_versions: DEFAULT_DEFINITIONS,
      caveats: [],
      out,
      entries: entries.length,
      last_hash: entries.at(-1)?.hash ?? '',
    };
  },
});

export const importLedger = operation({
  name: 'import-ledger',
  kind: 'housekeeping',
  title: 'Take a ledger over from a file',
  summary:
    'Reads a file that export-ledger wrote. What is here already has to be its beginning: entries are added, and none is changed. A file that was changed or cut in the middle is refused.',
  input: z.strictObject({ as_of: dayInput, file: z.string().min(1) }),
  output: z.object({ ...envelope, read: z.int(), added: z.int() }),
  local: true,
  async run(context, { as_of, file }) {
    const entries = readLines(file);
    const ledger = await context.ledger();
    const added = await ledger.takeOver(entries);
    return {
      as_of,
      definition_versions: DEFAULT_DEFINITIONS,
      caveats: [],
      read: entries.length,
      added,
    };
  },
});

/** The file is there whole or not at all. */
function writeLines(out: string, entries: readonly Entry[]): void {
  const half = `${out}.half`;
  try {
    closeSync(openSync(out, 'wx'));
    const file = openSync(half, 'w');
    try {
      for (const entry of entries) writeSync(file, `${JSON.stringify(entry)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(half, out);
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new BadInput({
      code: isThere ? 'file_exists' : 'cannot_write',
      message: isThere
        ? 'The file is there already.'
        : `It cannot be written: ${(error as Error).message}`,
      where: out,
      fix: 'Choose another name.',
    });
  }
}

function readLines(path: string): Entry[] {
  const name = basename(path);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new BadInput({
      code: 'cannot_read',
      message: `The file cannot be read: ${(error as Error).message}`,
      where: name,
      fix: 'Check its name.',
    });
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, index) => {
    const parsed = entrySchema.safeParse(json(line));
    if (parsed.success) return parsed.data as Entry;
    const issue = parsed.error.issues[0];
    throw new BadInput({
      code: 'bad_entry',
      message: `It is no entry of a ledger: ${issue?.path.join('.') || 'the line'} ${issue?.message}.`,
      where: `${name}, line ${index + 1}`,
      fix: 'Take the file as export-ledger wrote it. Nothing was taken over.',
    });
  });
}

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
