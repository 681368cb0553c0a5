import assert from 'node:assert/strict';
import { test } from 'node:test';
import { largest, meanInterval, medianInterval, shareInterval } from './statistics.ts';

const near = (a: number | null, b: number) =>
  assert.ok(a !== null && Math.abs(a - b) < 1e-4, `${a}`);

test('the share of 8 in 10, with Wilson’s interval', () => {
  const { value, low, high } = shareInterval([1, 1, 1, 1, 1, 1, 1, 1, 0, 0]);
  assert.equal(value, 0.8);
  // (p + z2/2n -+ z sqrt(p q / n + z2 / 4 n2)) / (1 + z2 / n), z = 1.64485
  near(low, 0.5408);
  near(high, 0.93145);
});

test('a median between two, and its order statistics', () => {
  const values = [9, 1, 3, 7, 5, 11, 13, 15, 17, 19];
  // 10 / 2 - 1.645 sqrt(10) / 2 = 2.4: the 2nd and the 9th
  assert.deepEqual(medianInterval(values), { value: 10, low: 3, high: 17 });
  assert.deepEqual(medianInterval([4, 2, 6]), { value: 4, low: null, high: null });
});

test('a mean', () => {
  const { value, low } = meanInterval([0, 1]);
  assert.equal(value, 0.5);
  near(low, 0.5 - 1.644854 * Math.sqrt(0.5 / 2));
  assert.deepEqual(meanInterval([1]), { value: 1, low: null, high: null });
});

test('the largest', () => assert.equal(largest([1, 5, 2]).value, 5));
