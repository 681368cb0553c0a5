/** What must hold for any counts whatever. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AgeCounts } from '../measures/rows.ts';
import { type Curve, cumulativeIncidence, type Incidence } from './curve.ts';
import { conversionCurve, lagExposure, lagQuantiles, readable } from './curve-reading.ts';

type End = 'converted' | 'lost' | 'censored';

const NOTHING = { entered: 0, converted: 0, lost: 0, censored: 0 };

/** A subject as the two rows that it adds to the counts. */
const subject = fc
  .record({
    entry: fc.integer({ min: 0, max: 12 }),
    stay: fc.integer({ min: 0, max: 20 }),
    end: fc.constantFrom<End>('converted', 'lost', 'censored'),
  })
  .map(({ entry, stay, end }): AgeCounts[] => [
    { ...NOTHING, age: entry, entered: 1 },
    { ...NOTHING, age: entry + stay, [end]: 1 },
  ]);

const subjects = fc.array(subject, { minLength: 1, maxLength: 60 });

function sumByAge(rows: readonly AgeCounts[]): AgeCounts[] {
  const byAge = new Map<number, AgeCounts>();
  for (const row of rows) {
    const sum = byAge.get(row.age) ?? { ...NOTHING, age: row.age };
    byAge.set(row.age, {
      age: row.age,
      entered: sum.entered + row.entered,
      converted: sum.converted + row.converted,
      lost: sum.lost + row.lost,
      censored: sum.censored + row.censored,
    });
  }
  return [...byAge.values()];
}

function scaled(rows: readonly AgeCounts[], factor: number): AgeCounts[] {
  return rows.map((row) => ({
    age: row.age,
    entered: row.entered * factor,
    converted: row.converted * factor,
    lost: row.lost * factor,
    censored: row.censored * factor,
  }));
}

function same(a: Float64Array, b: Float64Array, what: string, tolerance = 1e-11) {
  assert.equal(a.length, b.length, what);
  a.forEach((value, k) => {
    assert.ok(Math.abs(value - b[k]!) <= tolerance, `${what} day ${k}: ${value} and ${b[k]}`);
  });
}

function sameIncidence(a: Incidence, b: Incidence) {
  same(a.share, b.share, 'share');
  // A square root: rounding of a zero variance may show as 1e-8.
  same(a.standardError, b.standardError, 'standard error', 1e-7);
}

function sameCurve(a: Curve, b: Curve) {
  same(a.open, b.open, 'open');
  same(a.followUp, b.followUp, 'follow-up');
  sameIncidence(a.converted, b.converted);
  sameIncidence(a.lost, b.lost);
}

test('rows may be split, joined and shuffled', () => {
  fc.assert(
    fc.property(subjects, fc.integer({ min: 0, max: 60 }), (people, cut) => {
      const whole = cumulativeIncidence(people.flat());
      const parts = [
        ...sumByAge(people.slice(cut).flat()),
        ...sumByAge(people.slice(0, cut).flat()),
      ];
      sameCurve(cumulativeIncidence(parts.reverse()), whole);
    }),
  );
});

test('shares are between 0 and 1, never fall, and add up to 1 with the open ones', () => {
  fc.assert(
    fc.property(subjects, (people) => {
      const { converted, lost, open } = cumulativeIncidence(people.flat());
      open.forEach((share, k) => {
        assert.ok(Math.abs(share + converted.share[k]! + lost.share[k]! - 1) < 1e-12);
        for (const { share: value } of [converted, lost]) {
          assert.ok(value[k]! >= (value[k - 1] ?? 0) && value[k]! <= 1 + 1e-12);
        }
      });
    }),
  );
});

test('intervals contain the estimate, stay in [0, 1] and widen with the level', () => {
  fc.assert(
    fc.property(subjects, (people) => {
      const wide = cumulativeIncidence(people.flat(), { level: 0.95 });
      const narrow = cumulativeIncidence(people.flat(), { level: 0.5 });
      for (const outcome of ['converted', 'lost'] as const) {
        const { share, low, high } = wide[outcome];
        share.forEach((value, k) => {
          assert.ok(low[k]! >= 0 && low[k]! <= value + 1e-12, `low ${low[k]} of ${value}`);
          assert.ok(high[k]! <= 1 + 1e-12 && high[k]! >= value - 1e-12, `high ${high[k]}`);
          assert.ok(low[k]! <= narrow[outcome].low[k]! + 1e-12);
          assert.ok(high[k]! >= narrow[outcome].high[k]! - 1e-12);
        });
      }
    }),
  );
});

test('halves give the same estimate; twice the subjects give the error divided by root 2', () => {
  fc.assert(
    fc.property(subjects, (people) => {
      const whole = cumulativeIncidence(people.flat());
      const halves = scaled(people.flat(), 0.5);
      sameCurve(cumulativeIncidence([...halves, ...halves]), whole);
      const twice = cumulativeIncidence(scaled(people.flat(), 2));
      same(twice.converted.share, whole.converted.share, 'share');
      const grown = twice.converted.standardError.map((error) => error * Math.SQRT2);
      same(grown, whole.converted.standardError, 'standard error', 1e-7);
    }),
  );
});

test('swapping the outcomes swaps the curves', () => {
  fc.assert(
    fc.property(subjects, (people) => {
      const rows = people.flat();
      const swapped = rows.map((row) => ({ ...row, converted: row.lost, lost: row.converted }));
      const [a, b] = [cumulativeIncidence(rows), cumulativeIncidence(swapped)];
      sameIncidence(a.converted, b.lost);
      sameIncidence(a.lost, b.converted);
      same(a.open, b.open, 'open');
    }),
  );
});

test('without late entry and before any censoring the curve is the plain share', () => {
  fc.assert(
    fc.property(subjects, (people) => {
      const rows = people.flat().map((row) => ({
        ...row,
        age: row.entered ? 0 : row.age,
        lost: row.lost + row.censored,
        censored: 0,
      }));
      const { converted } = cumulativeIncidence(rows);
      const n = people.length;
      converted.share.forEach((share, k) => {
        const seen = rows.filter((row) => row.age <= k).reduce((s, row) => s + row.converted, 0);
        assert.ok(Math.abs(share - seen / n) < 1e-12);
        const binomial = Math.sqrt(((seen / n) * (1 - seen / n)) / n);
        assert.ok(Math.abs(converted.standardError[k]! - binomial) < 1e-7);
      });
    }),
  );
});

test('readings stay within the curve and their own ranges', () => {
  fc.assert(
    fc.property(subjects, (people) => {
      const curve = conversionCurve(people.flat());
      const span = readable(curve);
      const exposure = lagExposure(curve);
      assert.ok(exposure >= 0 && exposure <= 1);
      const days = lagQuantiles(curve, [0.5, 0.8, 0.95]);
      if (span === null) return assert.deepEqual(days, [null, null, null]);
      assert.ok(span.firstReliableAge <= span.lastReliableAge);
      assert.ok(span.firstReliableAge >= curve.startAge);
      const [p50, p80, p95] = days;
      if (p50 == null || p80 == null || p95 == null) return;
      assert.ok(p50 <= p80 && p80 <= p95 && p95 <= span.lastReliableAge);
    }),
  );
});
