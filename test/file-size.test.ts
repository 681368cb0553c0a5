/** A file of more lines than this holds two things: it should be two files. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { projectFiles, projectText } from './source-text.ts';

const MOST_LINES = 400;

function tooLong(file: string, text: string): string[] {
  const lines = text.split('\n').length - 1;
  return lines > MOST_LINES
    ? [`${file} has ${lines} lines; ${MOST_LINES} is the most. Split it.`]
    : [];
}

test(`no file under src is longer than ${MOST_LINES} lines`, () => {
  const files = projectFiles('src/**/*.{ts,tsx,sql,css}');
  assert.ok(files.length > 50, `only ${files.length} files were found`);
  const found = files.flatMap((file) => tooLong(file, projectText(file)));
  assert.deepEqual(found, [], found.join('\n'));
});

test('this guard can fail', () => {
  assert.deepEqual(tooLong('a.ts', '\n'.repeat(MOST_LINES)), []);
  assert.equal(tooLong('a.ts', '\n'.repeat(MOST_LINES + 1)).length, 1);
});
