/** One SQL text for every engine: functions that all engines share, or a spelling in dialect.ts. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dialectFunctions, SHARED_FUNCTIONS } from '../src/engine/dialect.ts';
import { bareSql, lineAt, projectFiles, projectText } from './source-text.ts';

/** Words that stand before a bracket and call nothing, and names of types with a length. */
const KEYWORDS: ReadonlySet<string> = new Set(
  `all and any as between by case cube distinct else except exists filter from having in intersect
  into join lateral limit not offset on or order over partition primary rollup select set sets some
  then union using values when where with within
  char decimal numeric varchar`.split(/\s+/),
);

interface Call {
  readonly name: string;
  readonly line: number;
  readonly isDialect: boolean;
}

function callsOf(text: string): Call[] {
  const bare = bareSql(text);
  const named = namedQueries(bare);
  return [...bare.matchAll(/(@?)\b([a-z_][a-z0-9_]*)\s*\(/gi)]
    .map((match) => ({
      name: (match[2] as string).toLowerCase(),
      line: lineAt(bare, match.index),
      isDialect: match[1] === '@',
    }))
    .filter(({ name, isDialect }) => isDialect || !(KEYWORDS.has(name) || named.has(name)));
}

/** `name(columns)` of a table that is made or filled is no call. */
function namedQueries(bare: string): ReadonlySet<string> {
  const tables = bare.matchAll(/\b(?:into|table)\s+(?:[a-z_]+\.)*([a-z_]+)\s*\(/gi);
  return new Set([...tables].map((match) => (match[1] as string).toLowerCase()));
}

/** What is wrong with the calls of a file. */
function foreignCalls(file: string, text: string): string[] {
  const spelled = dialectFunctions();
  return callsOf(text).flatMap(({ name, line, isDialect }) => {
    const isKnown = isDialect ? spelled.has(name) : SHARED_FUNCTIONS.has(name);
    if (isKnown) return [];
    const call = isDialect ? `@${name}()` : `${name}()`;
    const advice = isDialect
      ? 'src/engine/dialect.ts has no spelling for it.'
      : spelled.has(name)
        ? `Write @${name}(…): its spelling differs from engine to engine.`
        : 'If every engine has it with the same meaning, add it to SHARED_FUNCTIONS in src/engine/dialect.ts; otherwise give it a spelling there and write @name(…).';
    return [`${file}:${line} calls ${call}. ${advice}`];
  });
}

test('every function in a .sql file runs on every engine', () => {
  // The ledger's table is in SQLite or PostgreSQL, never in an engine of the facts.
  const files = projectFiles('src/**/*.sql').filter((file) => !file.startsWith('src/ledger/'));
  assert.ok(files.length > 20, `only ${files.length} .sql files were found`);
  const found = files.flatMap((file) => foreignCalls(file, projectText(file)));
  assert.deepEqual(found, [], found.join('\n'));
});

describe('this guard can fail', () => {
  test('a function of one engine only is named with its line', () => {
    const [found] = foreignCalls('a.sql', 'select\n  list_aggregate (x, 1)\nfrom t');
    assert.match(found ?? '', /^a\.sql:2 calls list_aggregate\(\)\./);
  });

  test('an unknown dialect call is named', () => {
    const [found] = foreignCalls('a.sql', 'select @no_such(x)');
    assert.match(found ?? '', /^a\.sql:1 calls @no_such\(\)\./);
  });

  test('a dialect function without its @ is named', () => {
    const [found] = foreignCalls('a.sql', 'select add_days(x, 1)');
    assert.match(found ?? '', /Write @add_days/);
  });

  test('keywords, strings, comments and inserted columns are no calls', () => {
    const text = `-- md5(x)\ninsert into staging.t (a, b)
      select 'md5(x)', sum(x) filter (where a in (1)) over (partition by b), cast(a as decimal(18, 4)),
        @add_days(a, 1) from t where not exists (select 1) group by grouping sets ((a), (b))`;
    assert.deepEqual(foreignCalls('a.sql', text), []);
  });
});
