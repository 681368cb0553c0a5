import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Simulated } from './forecast.ts';
import { type Correction, NO_CORRECTION } from './forecast-conformal.ts';
import { Random } from './forecast-random.ts';
import { landing } from './forecast-summary.ts';

/** One quarter of three segments: booked, and what is expected to come. */
const BOOKED = [900_000, 0, 100_000];
const COMING = [100_000, 700_000, 200_000];
const DRAWS = 2000;

function simulated(): Simulated {
  const random = new Random(3);
  const draw = (mean: number) => mean * Math.exp(0.2 * random.normal() - 0.02);
  return {
    draws: DRAWS,
    totals: BOOKED.map((booked, s) =>
      Float64Array.from({ length: DRAWS }, () => booked + draw(COMING[s]!)),
    ),
    parts: COMING.map((mean) => ({
      open_pipeline: mean / 2,
      engaged: mean / 4,
      planned: mean / 4,
    })),
    wins: [new Float64Array(DRAWS)],
    watched: [],
    chances: new Float64Array(0),
  };
}

for (const shift of [0.4, 0.7, 1, 1.3]) {
  test(`means of segments add up to the quarter whose centre is moved by ${shift}`, () => {
    const correction: Correction = { ...NO_CORRECTION, kind: 'split', shift };
    const of = (segment: number | null) =>
      landing(simulated(), {
        quarter: 0,
        segment,
        booked: BOOKED,
        segments: 3,
        target: null,
        correction,
      });
    const [whole, ...segments] = [of(null), of(0), of(1), of(2)];
    const sum = segments.reduce((all, { mean }) => all + mean, 0);
    assert.ok(Math.abs(sum - whole!.mean) <= 3, `${sum} is not ${whole!.mean}`);
    assert.ok(Math.abs(whole!.mean - Math.max(1_000_000, 2_000_000 * shift)) <= 3);
    for (const [s, { mean, p05, p50, p95 }] of segments.entries()) {
      assert.ok(mean >= BOOKED[s]! && p05 >= BOOKED[s]! && p95 >= p05);
      assert.ok(Math.abs(p50 - mean) < 0.05 * mean + 2, `${p50} ${mean}`);
    }
  });
}
