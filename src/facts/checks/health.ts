/**
 * Data-health checks: each is a .sql file that returns the rows with a fault, or is found in
 * duplicates.ts.
 */

import { allRows, type Engine, oneRow, type Parameters } from '../../engine/engine.ts';
import { type Statement, statement } from '../../engine/statement.ts';
import { NotFound } from '../../errors.ts';
import { statementFile } from '../statement-file.ts';
import type { Check } from './check.ts';
import { CHECKS } from './checks.ts';
import { FINDERS } from './duplicates.ts';

export interface CheckResult {
  readonly check: string;
  readonly title: string;
  readonly state: 'found' | 'passed' | 'could_not_run';
  readonly count: number | null;
  /** Known money, in minor units of the company currency. */
  readonly amount: number | null;
  readonly unknown_amounts: number | null;
  /** The most frequent values of the faulty column, where they say something. */
  readonly values: { value: string; count: number }[];
  readonly touches: string[];
  readonly meaning: string;
  readonly fix: string;
  readonly why_not: string | null;
}

/** Every row of a check has an id; `amount` is null where it is unknown or there is none. */
interface FaultRow {
  readonly id: string;
  readonly amount: number | null;
  readonly [column: string]: unknown;
}

/** Faults first, by money and count, then what could not run, then what passed. */
export async function runChecks(engine: Engine, parameters: Parameters): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of CHECKS) results.push(await runCheck(engine, check, parameters));
  const order = { found: 0, could_not_run: 1, passed: 2 };
  return results.sort(
    (a, b) =>
      order[a.state] - order[b.state] ||
      Math.abs(b.amount ?? 0) - Math.abs(a.amount ?? 0) ||
      (b.count ?? 0) - (a.count ?? 0),
  );
}

/** The rows with one fault. @throws NotFound for a check that does not exist */
export async function healthRows(
  engine: Engine,
  name: string,
  parameters: Parameters,
): Promise<{ title: string; meaning: string; rows: object[] }> {
  const check = CHECKS.find((candidate) => candidate.name === name);
  if (!check) {
    throw new NotFound({
      code: 'no_such_check',
      message: `There is no check "${name}".`,
      fix: `Checks are: ${CHECKS.map((each) => each.name).join(', ')}.`,
    });
  }
  return { ...check, rows: await faultRows(engine, check, parameters) };
}

async function runCheck(
  engine: Engine,
  check: Check,
  parameters: Parameters,
): Promise<CheckResult> {
  const { name, title, touches, meaning, fix } = check;
  const about = { check: name, title, touches: [...touches], meaning, fix };
  const why_not = await missing(engine, check);
  if (why_not !== null) {
    const nothing = { count: null, amount: null, unknown_amounts: null, values: [] };
    return { ...about, state: 'could_not_run', ...nothing, why_not };
  }
  const rows = await faultRows(engine, check, parameters);
  const known = rows.filter((row) => row.amount !== null && row.amount !== undefined);
  return {
    ...about,
    state: rows.length > 0 ? 'found' : 'passed',
    count: rows.length,
    amount: check.hasMoney ? known.reduce((sum, row) => sum + (row.amount as number), 0) : null,
    unknown_amounts: check.hasMoney ? rows.length - known.length : null,
    values: check.names === null ? [] : mostFrequent(rows, check.names),
    why_not: null,
  };
}

const NAMED_VALUES = 5;

function mostFrequent(rows: readonly FaultRow[], column: string): CheckResult['values'] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = String(row[column] ?? '');
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, NAMED_VALUES);
}

async function faultRows(
  engine: Engine,
  check: Check,
  parameters: Parameters,
): Promise<FaultRow[]> {
  const find = FINDERS[check.name];
  if (find) return (await find(engine, parameters)) as FaultRow[];
  return allRows<FaultRow>(engine.query(sqlOf(check), parameters));
}

function sqlOf(check: Check): Statement {
  return statementFile(new URL(`${check.name}.sql`, import.meta.url));
}

/** What the check lacks, in a sentence, or null where it can run. */
async function missing(engine: Engine, check: Check): Promise<string | null> {
  const count = async (what: string, table: string) => {
    const asked = statement('needs', `select count(${what}) as n from ${table}`);
    return (await oneRow<{ n: number }>(engine.query(asked))).n;
  };
  for (const table of check.needs) {
    if ((await count('*', table)) === 0) {
      return `No ${table.replaceAll('_', ' ')} were imported.`;
    }
  }
  for (const field of check.fields) {
    const [table, column] = field.split('.') as [string, string];
    const what = UNKNOWN_VALUES[field] ?? column;
    if ((await count(what, table)) === 0) {
      return `None of the ${table.replaceAll('_', ' ')} says anything for "${column.replaceAll('_', ' ')}".`;
    }
  }
  return null;
}

/** Columns in which a word stands for a blank. */
const UNKNOWN_VALUES: Readonly<Record<string, string>> = {
  'meetings.outcome': "nullif(nullif(outcome, 'unknown'), 'scheduled')",
};
