/** The documents say what the code says. */

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, test } from 'node:test';
import { CONNECTORS } from '../src/connectors/index.ts';
import { type Column, FACT_TABLES, type FactTable, VERSION_COLUMNS } from '../src/facts/facts.ts';
import { PLAIN } from '../src/facts/plain.ts';
import { projectFiles, projectText } from './source-text.ts';

const importing = plainTables(projectText('docs/importing.md'));
const words = projectText('docs/words.md');

describe('docs/importing.md', () => {
  for (const table of FACT_TABLES) {
    test(`the table ${table.name} is as in src/facts/facts.ts`, () => {
      const expected = documented(table);
      assert.ok(importing.includes(expected), `docs/importing.md should hold:\n\n${expected}`);
    });
  }

  test('it describes no other table', () => {
    const titles = [...importing.matchAll(/^### `([a-z_]+)`$/gm)].map((match) => match[1]);
    assert.deepEqual(
      titles,
      FACT_TABLES.map((table) => table.name),
    );
  });

  test('it lists every object of every connector', () => {
    const missing = CONNECTORS.flatMap(({ streams }) =>
      streams.filter(({ name }) => !importing.includes(`| ${name} |`)).map(({ name }) => name),
    );
    assert.deepEqual(missing, [], `docs/importing.md does not list: ${missing.join(', ')}`);
  });

  test('it lists every custom field that is guessed', () => {
    const guesses = CONNECTORS.flatMap(({ streams }) =>
      streams.flatMap(({ fields }) => fields.flatMap((field) => field.guesses)),
    ).filter((guess) => guess.endsWith('__c'));
    const missing = [...new Set(guesses)].filter((guess) => !importing.includes(`\`${guess}\``));
    assert.deepEqual(missing, [], `docs/importing.md does not list: ${missing.join(', ')}`);
  });
});

test('every code of an answer, and of a failure below the surfaces, is explained', () => {
  const files = projectFiles(
    'src/{connectors,engine,facts,operations,reports}/**/*.{ts,sql}',
    'src/*.ts',
  );
  const codes = files
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => [...projectText(file).matchAll(CODE)])
    .map((match) => (match[1] ?? match[2]) as string);
  assert.ok(codes.length > 20, `only ${codes.length} codes were found`);
  const missing = [...new Set(codes)].filter(
    (code) => !importing.includes(`\`${code}\``) && !words.includes(`\`${code}\``),
  );
  assert.deepEqual(missing, [], `Explain in docs/words.md: ${missing.join(', ')}`);
});

/** `code: 'x'` in TypeScript; `'x' as skip_reason`, `'x' end as skip_reason` in SQL. */
const CODE = /\bcode: '([a-z_]+)'|'([a-z_]+)'(?: end)? as skip_reason/g;

test('every link from a document to a file leads somewhere', () => {
  const broken = projectFiles('*.md', 'docs/**/*.md', 'test/**/*.md').flatMap((file) =>
    [...projectText(file).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
      .map((match) => match[1] as string)
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter(
        (link) =>
          !existsSync(new URL(`../${posix.join(posix.dirname(file), link)}`, import.meta.url)),
      )
      .map((link) => `${file} → ${link}`),
  );
  assert.deepEqual(broken, [], broken.join('\n'));
});

test('the two set-up commands are the first two that README.md shows', () => {
  const fences = [...projectText('README.md').matchAll(/^```(\S*)\n([\s\S]*?)^```$/gm)];
  const shell = fences.filter(([, kind]) => /^(sh|bash|shell|console)$/.test(kind as string));
  assert.deepEqual(
    shell.slice(0, 2).map(([, kind, text]) => [kind, text]),
    [
      ['sh', 'npm ci && npm run demo\n'],
      ['sh', 'npm ci && npm test\n'],
    ],
  );
});

/** Tables without the padding that lines their columns up. */
function plainTables(text: string): string {
  return text.replace(/^\|.*$/gm, (row) => row.replace(/ {2,}/g, ' ').replace(/-{3,}/g, '---'));
}

/** The heading, meaning and columns of a table, as they stand in docs/importing.md. */
function documented(table: FactTable): string {
  const stream = PLAIN.streams.find((candidate) => candidate.name === table.name);
  const rows = (stream?.fields ?? [])
    .filter((field) => !VERSION_COLUMNS.some((column) => column.name === field.name))
    .map((field) => columnOf(table, field.name))
    .map((column) => {
      const needed = stream?.required.includes(column.name) ? 'yes' : '';
      const cells = [`\`${column.name}\``, column.type, column.unit ?? '', needed, meaning(column)];
      return `| ${cells.join(' | ')} |`;
    });
  const head = '| column | type | unit | needed | meaning |\n| --- | --- | --- | --- | --- |';
  return plainTables(`### \`${table.name}\`\n\n${table.meaning}.\n\n${head}\n${rows.join('\n')}\n`);
}

/** A table's own column; an opportunities file may also say where each deal stands. */
function columnOf(table: FactTable, name: string): Column {
  const changes = FACT_TABLES.find((each) => each.name === 'opportunity_changes');
  const column = [table, changes]
    .flatMap((each) => each?.columns ?? [])
    .find((each) => each.name === name);
  if (!column) throw new Error(`no column ${name} in ${table.name}`);
  return column;
}

function meaning(column: Column): string {
  if (!column.oneOf) return column.meaning;
  return `${column.meaning}: ${column.oneOf.map((value) => `\`${value}\``).join(', ')}`;
}
