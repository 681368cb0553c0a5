import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AgeCounts } from '../measures/rows.ts';
import { cumulativeIncidence } from './curve.ts';
import {
  conversionCurve,
  lagExposure,
  lagQuantiles,
  readable,
  safeStartAge,
  verdict,
} from './curve-reading.ts';

function row(age: number, counts: Partial<AgeCounts>): AgeCounts {
  return { age, entered: 0, converted: 0, lost: 0, censored: 0, ...counts };
}

const PLAIN = [
  row(0, { entered: 100, converted: 4 }),
  row(5, { converted: 8 }),
  row(10, { converted: 6, lost: 30 }),
  row(30, { converted: 2, lost: 20 }),
  row(40, { censored: 18 }),
  row(60, { censored: 12 }),
];

test('a curve starts at 0 unless late entry leaves an early risk set stuck', () => {
  assert.equal(safeStartAge(PLAIN), 0);
  // One subject from the start, converted on day 2; the others come on days 4 and 9.
  const stuck = [
    row(0, { entered: 1 }),
    row(2, { converted: 1 }),
    row(4, { entered: 9 }),
    row(9, { entered: 30, converted: 3 }),
    row(20, { censored: 36 }),
  ];
  assert.equal(safeStartAge(stuck), 9);
  assert.equal(cumulativeIncidence(stuck).open[20], 0);
  const curve = conversionCurve(stuck);
  assert.equal(curve.startAge, 9);
  assert.equal(curve.converted.share[8], 0);
  assert.equal(curve.converted.high[8], 0);
  assert.equal(curve.converted.share[9], 3 / 39);
  assert.equal(curve.conversions, 3);
  // Nobody at all is seen before day 7.
  assert.equal(safeStartAge([row(7, { entered: 20 }), row(9, { censored: 20 })]), 7);
  // Small but never stuck.
  const small = [row(0, { entered: 2 }), row(3, { entered: 20, converted: 1 })];
  assert.equal(safeStartAge([...small, row(9, { censored: 21 })]), 0);
  assert.equal(safeStartAge([]), 0);
});

test('a curve is readable while 10 subjects and 2 % of the start are at risk', () => {
  assert.deepEqual(readable(cumulativeIncidence(PLAIN)), {
    firstReliableAge: 0,
    lastReliableAge: 60,
  });
  const many = [
    row(0, { entered: 1000 }),
    row(7, { lost: 980 }),
    row(8, { lost: 1 }),
    row(9, { censored: 19 }),
  ];
  assert.equal(readable(cumulativeIncidence(many))?.lastReliableAge, 8);
  const few = [row(0, { entered: 9 }), row(3, { censored: 9 })];
  assert.equal(readable(cumulativeIncidence(few)), null);
  assert.equal(readable(cumulativeIncidence([])), null);
  const late = [row(0, { entered: 5 }), row(6, { entered: 5 }), row(8, { censored: 10 })];
  assert.deepEqual(readable(cumulativeIncidence(late)), {
    firstReliableAge: 6,
    lastReliableAge: 8,
  });
});

test('lag quantiles are days among those seen to convert', () => {
  // 20 conversions before any censoring: 4 on day 0, 8 on day 5, 6 on day 10, 2 on day 30.
  assert.deepEqual(
    lagQuantiles(cumulativeIncidence(PLAIN), [0.2, 0.5, 0.6, 0.8, 0.95, 1]),
    [0, 5, 5, 10, 30, 30],
  );
  const none = [row(0, { entered: 50 }), row(9, { censored: 50 })];
  assert.deepEqual(lagQuantiles(cumulativeIncidence(none), [0.5]), [null]);
  assert.throws(() => lagQuantiles(cumulativeIncidence(PLAIN), [0]), /not in \(0, 1\]/);
});

test('lag exposure averages the lag law over follow-up', () => {
  const curve = cumulativeIncidence([
    row(0, { entered: 40 }),
    row(2, { converted: 10, censored: 15 }),
    row(4, { converted: 5 }),
    row(5, { censored: 10 }),
  ]);
  // Half end after day 2, where F = 1/4 of the final 1/4 + 3/4 * 1/3 = 1/2; half see all of it.
  assert.ok(Math.abs(lagExposure(curve) - (0.5 * 0.5 + 0.5)) < 1e-12);
});

test('verdicts', () => {
  const waiting = (age: number, n: number) => [row(0, { entered: n }), row(age, { censored: n })];
  const lag = cumulativeIncidence(PLAIN);
  assert.equal(verdict(lag), 'ok');
  assert.equal(verdict(cumulativeIncidence([])), 'too_few');
  assert.equal(verdict(cumulativeIncidence(waiting(50, 500))), 'too_few');
  // Ten conversions on day 0 and hundreds that are still young: .2 of the law of PLAIN is day 0.
  const early = cumulativeIncidence([...PLAIN, ...waiting(4, 5000)]);
  assert.equal(verdict(early, { lag }), 'not_identifiable');
  const lateLag = cumulativeIncidence([
    row(0, { entered: 100 }),
    row(20, { converted: 50 }),
    row(60, { censored: 50 }),
  ]);
  assert.equal(verdict(early, { lag: lateLag }), 'too_early');
  assert.equal(verdict(early, { lag: cumulativeIncidence([]) }), 'too_early');
});
