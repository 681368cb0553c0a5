/** The same call gives the same answer for ever: nothing below the surfaces reads a clock or chance. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Visitor } from 'vite';
import { bareSql, lineAt, projectFiles, projectText, syntaxTree } from './source-text.ts';

const TIMELESS = 'src/{connectors,engine,facts,ledger,measures,models,operations,reports}/**/*.ts';

const ADVICE = {
  clock: 'Take the day from the `as_of` input; only src/surfaces fills it in.',
  chance: 'Take a seed from the input and draw from it.',
} as const;
type Kind = keyof typeof ADVICE;

interface Fault {
  readonly at: number;
  readonly found: string;
  readonly kind: Kind;
}

const SQL_CLOCK =
  /\b(?:(?:now|today|get_current_timestamp|get_current_time|transaction_timestamp|localtime|localtimestamp|current_localtimestamp|current_localtime)\s*\(|(?:current_date|current_time|current_timestamp|localtime|localtimestamp)\b)/gi;
const SQL_CHANCE =
  /\b(?:(?:random|rand|uuid|uuidv4|uuidv7|gen_random_uuid|setseed|shuffle)\s*\(|(?:using|table)\s*sample\b)/gi;

function sqlFaults(text: string): Fault[] {
  const of = (pattern: RegExp, kind: Kind) =>
    [...text.matchAll(pattern)].map((match): Fault => ({ at: match.index, found: match[0], kind }));
  return [...of(SQL_CLOCK, 'clock'), ...of(SQL_CHANCE, 'chance')];
}

/** Members of global objects, and names imported from node:crypto, that differ from call to call. */
const MEMBERS: Readonly<Record<string, Kind>> = {
  'Date.now': 'clock',
  'Temporal.Now': 'clock',
  'performance.now': 'clock',
  'performance.timeOrigin': 'clock',
  'process.hrtime': 'clock',
  'Math.random': 'chance',
};
const CRYPTO: ReadonlySet<string> = new Set(
  'randomUUID randomUUIDv7 randomBytes randomInt randomFill randomFillSync getRandomValues'.split(
    ' ',
  ),
);

function scriptFaults(file: string, text: string): Fault[] {
  const faults: Fault[] = [];
  const add = (at: number, found: string, kind: Kind) => faults.push({ at, found, kind });
  const addSql = (at: number, sql: string) =>
    faults.push(...sqlFaults(sql).map((fault) => ({ ...fault, at: at + fault.at })));
  new Visitor({
    NewExpression({ start, callee, arguments: given }) {
      const isDate = callee.type === 'Identifier' && callee.name === 'Date';
      if (isDate && given.length === 0) add(start, 'new Date()', 'clock');
    },
    CallExpression({ start, callee }) {
      if (callee.type === 'Identifier' && callee.name === 'Date') add(start, 'Date()', 'clock');
    },
    MemberExpression({ start, object, property }) {
      if (property.type !== 'Identifier') return;
      if (CRYPTO.has(property.name)) add(start, property.name, 'chance');
      const owner = object.type === 'MemberExpression' ? object.property : object;
      const name = owner.type === 'Identifier' ? `${owner.name}.${property.name}` : '';
      const kind = Object.hasOwn(MEMBERS, name) ? MEMBERS[name] : undefined;
      if (kind) add(start, name, kind);
    },
    ImportSpecifier({ start, imported }) {
      const name = imported.type === 'Identifier' ? imported.name : imported.value;
      if (CRYPTO.has(name)) add(start, name, 'chance');
    },
    Literal({ start, value }) {
      if (typeof value === 'string') addSql(start, value);
    },
    TemplateElement({ start, value }) {
      addSql(start, value.raw);
    },
  }).visit(syntaxTree(file, text));
  return faults;
}

function faultsOf(file: string, text: string): string[] {
  const faults = file.endsWith('.sql') ? sqlFaults(bareSql(text)) : scriptFaults(file, text);
  return faults.map(
    ({ at, found, kind }) => `${file}:${lineAt(text, at)} uses "${found}". ${ADVICE[kind]}`,
  );
}

const FILES = projectFiles(
  'src/**/*.sql',
  TIMELESS,
  'src/{calendar,config,errors,money}.ts',
  'sample/**/*.{ts,sql}',
).filter((file) => !file.endsWith('.test.ts'));

test('nothing below the surfaces reads a clock or unseeded chance', () => {
  const found = FILES.flatMap((file) => faultsOf(file, projectText(file)));
  assert.deepEqual(found, [], found.join('\n'));
});

describe('this guard can fail', () => {
  const bad: readonly (readonly [file: string, text: string, ends: string])[] = [
    ['a.sql', 'select\n  now()', 'a.sql:2 uses "now(". '],
    ['a.sql', 'select CURRENT_DATE', 'a.sql:1 uses "CURRENT_DATE". '],
    ['a.sql', "select '--' as a,\n random()", 'a.sql:2 uses "random(". '],
    ['a.sql', 'from t using sample 10', 'a.sql:1 uses "using sample". '],
    ['a.ts', '\nconst t = Date.now();', 'a.ts:2 uses "Date.now". '],
    ['a.ts', 'const t = new Date();', 'a.ts:1 uses "new Date()". '],
    ['a.ts', 'const t = Temporal.Now.plainDateISO();', 'a.ts:1 uses "Temporal.Now". '],
    ['a.ts', 'const t = globalThis.performance.now();', 'a.ts:1 uses "performance.now". '],
    ['a.ts', 'const t = Math.random();', 'a.ts:1 uses "Math.random". '],
    ['a.ts', "import { randomUUID } from 'node:crypto';", 'a.ts:1 uses "randomUUID". '],
    ['a.ts', 'const t = crypto.randomUUID();', 'a.ts:1 uses "randomUUID". '],
    ['a.ts', 'const sql = `select\n  now()`;', 'a.ts:2 uses "now(". '],
  ];
  for (const [file, text, starts] of bad) {
    test(text.replaceAll('\n', ' '), () => {
      const [found] = faultsOf(file, text);
      assert.equal(found?.slice(0, starts.length), starts);
    });
  }

  const good: readonly (readonly [file: string, text: string])[] = [
    ['a.sql', "select 'now()' -- now()\nfrom observations as known"],
    ['a.sql', 'select now_amount, "random" from t'],
    ['a.ts', '// Date.now()\nconst day = new Date(0);'],
    ['a.ts', "const text = 'what is known by now';"],
  ];
  for (const [file, text] of good) {
    test(`passes ${text.replaceAll('\n', ' ')}`, () => assert.deepEqual(faultsOf(file, text), []));
  }

  test('it looks at SQL, at the folders and at the sample', () => {
    for (const start of ['src/measures/', 'src/facts/known/', 'src/models/', 'sample/']) {
      assert.ok(
        FILES.some((file) => file.startsWith(start)),
        `no file of ${start}`,
      );
    }
  });
});
