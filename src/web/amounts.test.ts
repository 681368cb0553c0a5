import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAmount, typedAmount } from './amounts.ts';

test('amounts as people type them; what could be read in two ways is refused', () => {
  const read: readonly [text: string, minor: number | null | undefined][] = [
    ['4,100,000', 410_000_000],
    ['4 100 000', 410_000_000],
    ['4.1 M', 410_000_000],
    ['562k', 56_200_000],
    ['5620.50', 562_050],
    ['0', 0],
    ['  ', null],
    ['1.005', undefined],
    ['4.100.000', undefined],
    ['4,1', undefined],
    ['0,046', undefined],
    ['k', undefined],
    ['-5', undefined],
    ['four', undefined],
    ['99999999999999999', undefined],
  ];
  for (const [text, minor] of read) assert.equal(readAmount(text, 'USD'), minor, text);
  assert.equal(readAmount('5620', 'JPY'), 5620);
  assert.equal(readAmount('56.5', 'JPY'), undefined);
});

test('an amount is shown as it can be typed again', () => {
  for (const [minor, currency] of [
    [410_000_000, 'USD'],
    [562_050, 'USD'],
    [5_000, 'JPY'],
    [1_234_567, 'KWD'],
  ] as const) {
    assert.equal(readAmount(typedAmount(minor, currency), currency), minor);
  }
  assert.equal(typedAmount(null, 'USD'), '');
});
