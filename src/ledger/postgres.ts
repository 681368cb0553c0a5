/** The ledger in PostgreSQL, for several servers on one database. */

import { readFileSync } from 'node:fs';
import pg from 'pg';
import { BadInput, OutOfResources } from '../errors.ts';
import { type EntryRow, fromRow, type Store, type Transaction, toRow } from './store.ts';

const SCHEMA = readFileSync(new URL('postgres.sql', import.meta.url), 'utf8');

/** Writers wait for each other on this lock: any number will do, as long as all use the same. */
const WRITERS = 7_266_283;

const INSERT = `insert into ledger_entries
  (seq, id, kind, subject, said_at, recorded_at, who, body, reason, replaces, previous, hash)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`;

/** @throws BadInput when the server cannot be reached or refuses us */
export async function openPostgres(url: string): Promise<Store> {
  const pool = new pg.Pool({ connectionString: url, max: 4, connectionTimeoutMillis: 10_000 });
  // A connection that breaks is replaced on next use; without listeners it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const where = safeName(url);
  const client = await pool.connect().catch((error: unknown) => {
    throw translated(error, where);
  });
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [WRITERS]);
    await client.query(SCHEMA);
    await client.query('commit');
  } catch (error) {
    client.release(true);
    await pool.end();
    throw translated(error, where);
  }
  client.release();
  return new PostgresStore(pool, where);
}

class PostgresStore implements Store {
  readonly #pool: pg.Pool;
  readonly #where: string;

  constructor(pool: pg.Pool, where: string) {
    this.#pool = pool;
    this.#where = where;
  }

  async transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    try {
      await client.query('begin');
      await client.query('set local synchronous_commit = on');
      await client.query('select pg_advisory_xact_lock($1)', [WRITERS]);
      const result = await work(transactionOn(client));
      await client.query('commit');
      client.release();
      return result;
    } catch (error) {
      await client.query('rollback').then(
        () => client.release(),
        () => client.release(true),
      );
      throw translated(error, this.#where);
    }
  }

  async after(seq: number) {
    const rows = await this.#read<EntryRow>(
      'select * from ledger_entries where seq > $1 order by seq',
      seq,
    );
    return rows.map(fromRow);
  }

  async hashAt(seq: number) {
    const [row] = await this.#read<{ hash: string }>(
      'select hash from ledger_entries where seq = $1',
      seq,
    );
    return row?.hash ?? null;
  }

  async #read<Row extends pg.QueryResultRow>(sql: string, seq: number): Promise<Row[]> {
    const client = await this.#connect();
    try {
      const found = await client.query<Row>(sql, [seq]);
      client.release();
      return found.rows;
    } catch (error) {
      client.release(true);
      throw translated(error, this.#where);
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw translated(error, this.#where);
    }
  }
}

function transactionOn(client: pg.PoolClient): Transaction {
  const one = async (condition: string, values: unknown[]) => {
    const found = await client.query<EntryRow>(
      `select * from ledger_entries ${condition} limit 1`,
      values,
    );
    return found.rows[0] ? fromRow(found.rows[0]) : null;
  };
  return {
    last: () => one('order by seq desc', []),
    lastAbout: (subject) => one('where subject = $1 order by seq desc', [subject]),
    byId: (id) => one('where id = $1', [id]),
    bySeq: (seq) => one('where seq = $1', [seq]),
    insert: async (entry) => {
      const row = toRow(entry);
      await client.query(INSERT, [
        row.seq,
        row.id,
        row.kind,
        row.subject,
        row.said_at,
        row.recorded_at,
        row.who,
        row.body,
        row.reason,
        row.replaces,
        row.previous,
        row.hash,
      ]);
    },
  };
}

/** The address without what is secret in it. */
function safeName(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `PostgreSQL ${host}${pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}

/** Classes of SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html */
function translated(error: unknown, where: string): unknown {
  const { code, syscall } = (error ?? {}) as { code?: unknown; syscall?: unknown };
  if (code === '53100') {
    return new OutOfResources({
      code: 'disk_full',
      message: "The database server's disk is full. Nothing was written to the ledger.",
      where,
      fix: 'Make room on it, then say it again.',
    });
  }
  const isGone = typeof syscall === 'string' || /^(08|57P)/.test(String(code));
  if (isGone || /terminated|timeout exceeded|Connection ended/i.test(String(error))) {
    return new OutOfResources({
      code: 'ledger_unreachable',
      message:
        'The database of the ledger did not answer. Whether the entry was written is not known.',
      where,
      fix: 'Start the database, then say it again with the same id: it is written once.',
    });
  }
  if (/^(28|3D|42)/.test(String(code))) {
    return new BadInput({
      code: 'ledger_refused',
      message: `The database refuses: ${(error as Error).message}`,
      where,
      fix: 'Check user, password, name and rights in DATABASE_URL.',
    });
  }
  return error;
}
