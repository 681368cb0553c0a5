/** The ledger in one SQLite file: write-ahead log, and every commit on disk before it is told. */

import { readFileSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { BadInput, OutOfResources } from '../errors.ts';
import type { Entry } from './entry.ts';
import { type EntryRow, fromRow, type Store, type Transaction, toRow } from './store.ts';

const SCHEMA = readFileSync(new URL('sqlite.sql', import.meta.url), 'utf8');

/** How long one process waits for another, in milliseconds. */
const PATIENCE = 10_000;

/** @throws BadInput when the file is no ledger, OutOfResources when it cannot be written */
export function openSqlite(file: string): Store {
  try {
    const database = new DatabaseSync(file, { timeout: PATIENCE });
    database.exec('pragma journal_mode = wal; pragma synchronous = full');
    database.exec(SCHEMA);
    return new SqliteStore(database, file);
  } catch (error) {
    throw translated(error, file);
  }
}

class SqliteStore implements Store {
  readonly #database: DatabaseSync;
  readonly #file: string;
  readonly #select: Record<'last' | 'lastAbout' | 'byId' | 'bySeq' | 'after', StatementSync>;
  readonly #insert: StatementSync;

  constructor(database: DatabaseSync, file: string) {
    this.#database = database;
    this.#file = file;
    this.#select = {
      last: database.prepare('select * from entries order by seq desc limit 1'),
      lastAbout: database.prepare(
        'select * from entries where subject = ? order by seq desc limit 1',
      ),
      byId: database.prepare('select * from entries where id = ?'),
      bySeq: database.prepare('select * from entries where seq = ?'),
      after: database.prepare('select * from entries where seq > ? order by seq'),
    };
    this.#insert = database.prepare(`insert into entries
      (seq, id, kind, subject, said_at, recorded_at, who, body, reason, replaces, previous, hash)
      values (:seq, :id, :kind, :subject, :said_at, :recorded_at, :who, :body, :reason, :replaces,
        :previous, :hash)`);
  }

  async transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    try {
      this.#database.exec('begin immediate');
      const result = await work(this.#transaction);
      this.#database.exec('commit');
      return result;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('rollback');
      throw translated(error, this.#file);
    }
  }

  readonly #transaction: Transaction = {
    last: async () => entryOf(this.#select.last.get()),
    lastAbout: async (subject) => entryOf(this.#select.lastAbout.get(subject)),
    byId: async (id) => entryOf(this.#select.byId.get(id)),
    bySeq: async (seq) => entryOf(this.#select.bySeq.get(seq)),
    insert: async (entry) => {
      this.#insert.run({ ...toRow(entry) });
    },
  };

  async after(seq: number): Promise<Entry[]> {
    const rows = this.#select.after.all(seq) as unknown as EntryRow[];
    return rows.map(fromRow);
  }

  async hashAt(seq: number): Promise<string | null> {
    return entryOf(this.#select.bySeq.get(seq))?.hash ?? null;
  }

  async close(): Promise<void> {
    this.#database.close();
  }
}

function entryOf(row: unknown): Entry | null {
  return row === undefined ? null : fromRow(row as EntryRow);
}

/** SQLite's primary result codes. */
const [BUSY, LOCKED, READ_ONLY, FULL, CANNOT_OPEN, NO_DATABASE, CORRUPT] = [
  5, 6, 8, 13, 14, 26, 11,
];

function translated(error: unknown, where: string): unknown {
  const result = (error as { errcode?: unknown } | null)?.errcode;
  if (typeof result !== 'number') return error;
  const code = result & 0xff;
  if (code === FULL) {
    return new OutOfResources({
      code: 'disk_full',
      message: 'The disk is full. Nothing was written to the ledger, and nothing in it was lost.',
      where,
      fix: 'Make room, then say it again.',
    });
  }
  if (code === BUSY || code === LOCKED) {
    return new OutOfResources({
      code: 'ledger_busy',
      message: `Another process kept the ledger busy for ${PATIENCE / 1000} seconds. Nothing was written.`,
      where,
      fix: 'Try again in a moment.',
    });
  }
  if (code === NO_DATABASE || code === CORRUPT) {
    return new BadInput({
      code: 'no_ledger',
      message: 'The file is no ledger, or it is damaged.',
      where,
      fix: 'Put back the last backup of ledger.sqlite, and keep this file for a closer look.',
    });
  }
  if (code === READ_ONLY || code === CANNOT_OPEN) {
    return new BadInput({
      code: 'ledger_not_writable',
      message: 'The ledger cannot be opened for writing.',
      where,
      fix: 'Change the permissions of the file and its folder.',
    });
  }
  return error;
}
