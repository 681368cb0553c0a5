/** What tests of the import ask for: its answer, the rows that it gave, and how it refused. */

import assert from 'node:assert/strict';
import { allRows } from '../engine/engine.ts';
import { statement } from '../engine/statement.ts';
import { BadInput } from '../errors.ts';
import type { Home } from './home.ts';
import type { Facts } from './store.ts';

/** What these tests need of a temporary home. */
interface TestHome {
  readonly home: Home;
  import(
    paths: readonly string[],
    more?: Record<string, unknown>,
  ): Promise<Record<string, unknown>>;
  facts(): Promise<Facts>;
}

interface FileReport {
  readonly file: string;
  readonly recognised_as: string | null;
  readonly read: number;
  readonly loaded: number;
  readonly rejected: number;
  readonly reasons: { code: string; count: number; example: { row: number; value: string } }[];
}

/** The answer for each file; every row of it is accounted for. */
export async function files(home: TestHome, path: string, more = {}): Promise<FileReport[]> {
  const reports = (await home.import([path], more))['files'] as FileReport[];
  for (const report of reports) assert.equal(report.read, report.loaded + report.rejected);
  return reports;
}

export async function rows(home: TestHome, sql: string): Promise<unknown[][]> {
  const facts = await home.facts();
  const found = await allRows<Record<string, unknown>>(facts.engine.query(statement('t', sql)));
  return found.map((row) => Object.values(row));
}

export async function refused(home: TestHome, path: string, code: string): Promise<BadInput> {
  const error = await home.import([path]).then(
    () => assert.fail(`${code} was not refused`),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof BadInput, `${(error as Error).stack}`);
  assert.equal(error.code, code);
  assert.deepEqual(home.home.manifests(), []);
  return error;
}

export const codes = (report: FileReport | undefined) =>
  Object.fromEntries(report?.reasons.map(({ code, count }) => [code, count]) ?? []);

export const DEALS = ['opportunity_id', 'happened', 'outcome', 'amount', 'close_on', 'name'];
export const deals = (lines: readonly string[], separator = ';') =>
  [DEALS.join(separator), ...lines, ''].join('\n');
