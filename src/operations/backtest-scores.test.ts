import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addDays } from '../calendar.ts';
import { sortedQuantile } from '../models/scoring.ts';
import { type Run, score } from './backtest-scores.ts';

const FIRST = '2024-01-01';
const MIDDLE = 1000;
/** Each forecast runs evenly in the logarithm: its arms are .9 of this long. */
const ARM = 0.5;

/** The nth quarter, forecast so many days after it begins; it ends at so many arms above the middle. */
function run(n: number, { into = 28, miss = 0, week = 4 } = {}): Run {
  const from = addDays(FIRST, 91 * n);
  return {
    as_of: addDays(from, into - 1),
    quarter: `q${n}`,
    from,
    week,
    quantiles: Array.from({ length: 201 }, (_, i) => MIDDLE * Math.exp(ARM * (i / 100 - 1))),
    booked: 0,
    mean: MIDDLE,
    baselines: {},
    wins: { quantiles: [], actual: 0 },
    actual: MIDDLE * Math.exp(0.9 * ARM * miss),
    actuals: {},
  };
}

/** The same runs, each with what earlier ones ended at, as far as their quarters were over by then. */
function knowing(runs: readonly Run[]): Run[] {
  return runs.map((each) => {
    const over = runs.filter(({ from }) => addDays(from, 90) <= each.as_of);
    return { ...each, actuals: Object.fromEntries(over.map((run) => [run.quarter, run.actual])) };
  });
}

const bandOf = (corrected: Float64Array) =>
  [0.05, 0.5, 0.95].map((share) => Math.log(sortedQuantile(corrected, share) / MIDDLE));

describe('past forecasts that learn from those before them', () => {
  const misses = [0.4, -0.6, 0.3, -0.2, 0.7, -1.6, 0.5, -0.1];
  const eight = misses.map((miss, n) => run(n, { miss }));

  it('are as they were made with fewer than eight before them', () => {
    for (const { width, corrected } of score(knowing(eight), 10)) {
      assert.equal(width, 1);
      const [low, middle, high] = bandOf(corrected) as [number, number, number];
      assert.ok(Math.abs(low + 0.45) < 1e-9 && Math.abs(high - 0.45) < 1e-9 && middle === 0);
    }
  });

  // ⌈9 × .9⌉ = 9 of 8: the largest miss, 1.6 arms.
  it('widen by the largest miss of eight', () => {
    const [last] = score(knowing([...eight, run(8, { miss: 1.5 })]), 10).slice(-1);
    assert.ok(last && Math.abs(last.width - 1.6) < 0.05, `${last?.width}`);
    const [low, middle, high] = bandOf(last.corrected) as [number, number, number];
    assert.ok(Math.abs((high - low) / 0.9 - last.width) < 1e-9, `${low} ${high}`);
    assert.ok(Math.abs(middle) < 0.03, `${middle}`);
  });

  it('learn from no quarter that was not over, no other week, and no more quarters than asked', () => {
    const widthOf = (runs: readonly Run[], past = 10) => score(knowing(runs), past).at(-1)?.width;
    assert.equal(widthOf([...eight, run(8, { into: -91 })]), 1, 'the eighth had not ended');
    assert.equal(widthOf([...eight, run(8, { into: 56, week: 8 })]), 1);
    assert.equal(widthOf([...eight, run(8)], 7), 1);
    assert.equal(widthOf([...eight, run(8)], 0), 1);
    const later = [...eight, ...[8, 9, 10].map((n) => run(n, { miss: 0.2 })), run(11)];
    assert.ok(Math.abs((widthOf(later, 8) ?? 0) - 1.6) < 0.05);
    const forgotten = [...later.slice(0, -1), run(11), run(12), run(13), run(14)];
    assert.ok((widthOf(forgotten, 8) ?? 9) < 1, 'the miss is nine quarters back');
  });

  it('learn what was known of a quarter on their day, not what was recorded later', () => {
    const runs = knowing([...eight, run(8)]);
    const last = runs.at(-1) as Run;
    const since = { ...last, actuals: { ...last.actuals, q7: MIDDLE * Math.exp(-0.9 * ARM * 3) } };
    const [then] = score([...runs.slice(0, -1), since], 10).slice(-1);
    assert.ok(then && then.width > 2.5, `${then?.width}`);
  });
});
