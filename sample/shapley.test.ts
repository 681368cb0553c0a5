import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shapley, wholeShares } from './shapley.ts';

test('shares of a product of four factors are those of the reference', () => {
  // 400 * .2 * .6 * 30000 to 340 * .18 * .5 * 31500: METHODS 3.2 with exact fractions,
  // -192,885 / -125,285 / -216,245 / +58,315.
  const from = [400, 0.2, 0.6, 30_000];
  const to = [340, 0.18, 0.5, 31_500];
  const value = (subset: number) =>
    Math.round(from.reduce((all, x, i) => all * (subset & (1 << i) ? (to[i] ?? 0) : x), 1));
  const shares = shapley(4, value);
  assert.deepEqual(shares, [-192_885, -125_285, -216_245, 58_315]);
  assert.equal(
    shares.reduce((a, b) => a + b, 0),
    -476_100,
  );
});

test('a player that changes nothing gets nothing, alike players get alike, none is fine', () => {
  assert.deepEqual(
    shapley(3, (subset) => (subset & 1 && subset & 2 ? 10 : 0)),
    [5, 5, 0],
  );
  assert.deepEqual(
    shapley(0, () => 7),
    [],
  );
});

test('whole shares add up to the whole, also below zero', () => {
  assert.deepEqual(wholeShares([1 / 3, 1 / 3, 1 / 3], 1), [1, 0, 0]);
  assert.deepEqual(wholeShares([-0.5, -0.5], -1), [0, -1]);
});
