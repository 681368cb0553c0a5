/**
 * Where SQL runs. One small interface, so that facts can live in an embedded database or in a
 * warehouse; `statement.ts` says what a statement is, `dialect.ts` what differs between engines.
 */

import type { Statement } from './statement.ts';

/** What may be bound to a named parameter. Days and instants are bound as ISO text. */
type SqlValue = string | number | bigint | boolean | null;
export type Parameters = Readonly<Record<string, SqlValue>>;

/**
 * One row. Days are `YYYY-MM-DD`, instants ISO 8601 in UTC with milliseconds, integers numbers (a
 * value beyond 2^53 throws), decimals numbers, lists arrays.
 */
export type Row = Readonly<Record<string, unknown>>;

export interface QueryOptions {
  /** Stops the statement when aborted. */
  readonly signal?: AbortSignal;
  /** Milliseconds; the engine's own limit when absent. */
  readonly timeout?: number;
}

export interface Engine {
  /**
   * Runs one statement and yields its rows in chunks, so that a large answer never stands in
   * memory whole. Statements that follow one another share a connection, so that a transaction can
   * span them.
   * @throws Stopped on time-out or abort; OutOfResources when memory or disk is exhausted.
   */
  query(
    statement: Statement,
    parameters?: Parameters,
    options?: QueryOptions,
  ): AsyncIterable<readonly Row[]>;
  /**
   * The same tables on a connection of its own: a temporary table that one statement makes is there for
   * those that follow it, nobody else sees it, and closing the session drops it.
   */
  session(): Engine;
  /** Appends rows to a table; values in the order of its columns. */
  append(table: string, rows: Iterable<readonly SqlValue[]>): Promise<void>;
  close(): void;
}

/** All rows of a statement, typed by the caller that wrote the SQL. */
export async function allRows<T>(chunks: AsyncIterable<readonly Row[]>): Promise<T[]> {
  const rows: T[] = [];
  for await (const chunk of chunks) for (const row of chunk) rows.push(row as T);
  return rows;
}

/** The only row of a statement that returns exactly one. */
export async function oneRow<T>(chunks: AsyncIterable<readonly Row[]>): Promise<T> {
  const rows = await allRows<T>(chunks);
  if (rows.length !== 1) throw new Error(`expected one row, got ${rows.length}`);
  return rows[0] as T;
}

/** Runs a statement for its effect. */
export async function execute(chunks: AsyncIterable<readonly Row[]>): Promise<void> {
  for await (const _ of chunks);
}
