import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { flagsOf, readFlags } from './flags.ts';
import { nearest } from './nearest.ts';

const FLAGS = flagsOf(
  z.strictObject({
    as_of: z.iso.date(),
    limit: z.coerce.number().int().default(3),
    seed: z.int().optional(),
    exact: z.boolean().default(true),
    paths: z.array(z.string()).optional(),
    kind: z.enum(['a', 'b']).optional(),
    forms: z.array(z.enum(['a', 'b'])).optional(),
  }),
);
const values = (...args: string[]) => readFlags(args, FLAGS, 'thing').values;

test('flags come from the schema', () => {
  assert.deepEqual(
    FLAGS.map(({ name, kind, isRequired }) => [name, kind, isRequired]),
    [
      ['as_of', 'text', true],
      ['limit', 'number', false],
      ['seed', 'number', false],
      ['exact', 'yes-no', false],
      ['paths', 'list', false],
      ['kind', 'text', false],
      ['forms', 'list', false],
    ],
  );
});

test('values are read by kind', () => {
  assert.deepEqual(values('--as-of', '2026-01-01', '--limit=7', '--seed', '0'), {
    as_of: '2026-01-01',
    limit: 7,
    seed: 0,
  });
  assert.deepEqual(values('--as_of=2026-01-01'), { as_of: '2026-01-01' });
  assert.deepEqual(values('--exact'), { exact: true });
  assert.deepEqual(values('--no-exact'), { exact: false });
  assert.deepEqual(values('--exact=no'), { exact: false });
  assert.deepEqual(values('--paths', 'x', '--paths', 'y_z'), { paths: ['x', 'y_z'] });
  assert.deepEqual(values('--paths', 'x,y'), { paths: ['x,y'] });
  assert.deepEqual(values('--forms', 'a, b', '--forms=a'), { forms: ['a', 'b', 'a'] });
  assert.deepEqual(values('--kind', ''), { kind: '' });
  assert.deepEqual(readFlags(['one', '--', '--two'], FLAGS, 'thing').positionals, ['one', '--two']);
});

test('what cannot be read is refused', () => {
  for (const args of [
    ['--limt', '3'],
    ['--limit'],
    ['--limit', 'x'],
    ['--kind', '--exact'],
    ['--exact=7'],
    ['-x'],
  ]) {
    assert.throws(() => values(...args), { name: 'BadInput' }, args.join(' '));
  }
});

test('a refusal names the nearest flag', () => {
  assert.throws(() => values('--limt', '3'), {
    message: 'thing has no flag --limt.',
    fix: /^Did you mean --limit\?/,
  });
  assert.throws(() => values('--limit', 'ten'), { message: '--limit: "ten" is no number.' });
  assert.throws(() => values('--kind'), { message: '--kind needs a value: a, b.' });
});

test('the nearest name is found, and none when none is near', () => {
  const names = ['this-week', 'curves', 'pipeline', 'data-health'];
  assert.equal(nearest('curvs', names), 'curves');
  assert.equal(nearest('CURVES', names), 'curves');
  assert.equal(nearest('pipe', names), 'pipeline');
  assert.equal(nearest('dta-health', names), 'data-health');
  assert.equal(nearest('elephant', names), null);
});
