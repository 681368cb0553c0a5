import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Correction,
  conformalQuantile,
  correct,
  correctionFrom,
  NO_CORRECTION,
} from './forecast-conformal.ts';
import { Random } from './forecast-random.ts';
import { winsLanding } from './forecast-summary.ts';
import { normalQuantile } from './normal.ts';
import { sortedQuantile } from './scoring.ts';

/** s.d. of ln(actual / 100) by forecasts whose 90 % interval is 80 to 125. */
const SD = Math.log(1.25) / 1.6448536269514722;
const POINTS = 501;
const quantiles = Array.from(
  { length: POINTS },
  (_, i) => 100 * Math.exp(SD * normalQuantile((i + 0.5) / POINTS)),
);
/** Such forecasts, and how many times as much came. */
const past = (ratios: readonly number[]) =>
  ratios.map((ratio) => ({ actual: 100 * ratio, quantiles }));

/** Of the 90 % band. */
const widthOf = ({ widths }: Correction) => widths.at(-1)!;

test('the rank of the conformal quantile', () => {
  const scores = [0.3, 0.1, 0.2, 0.5, 0.4, 0.7, 0.6, 0.9, 0.8];
  assert.equal(conformalQuantile(scores, 0.1), 0.9);
  assert.equal(conformalQuantile(scores, 0.5), 0.5);
});

test('draws keep their order and never fall below what is booked', () => {
  const draws = Float64Array.of(60, 80, 100, 125, 160);
  const correction: Correction = {
    ...NO_CORRECTION,
    kind: 'split',
    widths: [2, 2, 2],
    shift: 0.5,
  };
  correct(draws, { booked: 30, correction });
  assert.deepEqual(
    [...draws].map((value) => Math.round(value * 1000) / 1000),
    [30, 32, 50, 78.125, 128],
  );
});

describe('what past forecasts teach', () => {
  test('fewer than eight quarters change nothing', () => {
    const found = correctionFrom(past([2, 2, 2, 2, 2, 2, 2]));
    assert.deepEqual([found.kind, widthOf(found), found.shift], ['none', 1, 1]);
    assert.ok(Math.abs(found.bias! - Math.log(2)) < 1e-12);
  });

  test('bands that were twice too narrow are made about twice as wide', () => {
    const found = correctionFrom(past([1.5625, 0.64, 1, 1, 1.5625, 0.64, 1, 1]));
    assert.equal(found.kind, 'split');
    assert.ok(widthOf(found) > 1.9 && widthOf(found) < 2.2, `${widthOf(found)}`);
    assert.ok(Math.abs(Math.log(found.shift)) < 0.05, `${found.shift}`);
  });

  test('from twelve quarters on, misses of late widen it', () => {
    const calm = [1.02, 0.98, 1.04, 0.96, 1.06, 0.94, 1.08, 0.92, 1.01, 0.99, 1.03, 0.97, 1.05];
    const missed = [...calm.slice(0, 9), 1.3, 0.75, 1.35, 0.7];
    const [quiet, loud] = [correctionFrom(past(calm)), correctionFrom(past(missed))];
    assert.equal(quiet.kind, 'adaptive');
    assert.ok(widthOf(loud) > 2 * widthOf(quiet));
  });
});

test('wins follow their own misses, and never fall below those there are', () => {
  const calm = [1.05, 0.95, 1.1, 0.9, 1, 1, 1.05, 0.95];
  const raw = Float64Array.from({ length: 101 }, (_, i) => 50 + i);
  const asMade = winsLanding(raw, { booked: 30, correction: correctionFrom([]) });
  assert.deepEqual(asMade, { booked: 30, mean: 100, p05: 55, p50: 100, p95: 145 });
  const correction = correctionFrom(past([...calm, 0.6, 0.6, 0.6]));
  const lower = winsLanding(raw, { booked: 30, correction });
  assert.ok(Math.abs(lower.mean - 60) < 4 && Math.abs(lower.p50 - 60) < 4, `${lower.mean}`);
  assert.ok(lower.p05 >= 30 && lower.p05 < 45 && raw[0] === 50);
  const late = winsLanding(raw, { booked: 90, correction });
  assert.deepEqual([late.mean, late.p05], [90, 90]);
});

describe('the centre', () => {
  const shiftOf = (ratios: readonly number[]) => correctionFrom(past(ratios)).shift;

  test('follows a bias that was always there', () => {
    const found = shiftOf([0.8, 0.81, 0.79, 0.8, 0.82, 0.78, 0.8, 0.8]);
    assert.ok(Math.abs(found - 0.8) < 0.015, `${found}`);
  });

  test('stays where misses lie on both sides', () => {
    const found = shiftOf([1.2, 0.85, 1.1, 0.9, 1.15, 0.8, 1.05, 0.95, 1.1, 0.9]);
    assert.ok(Math.abs(found - 1) < 0.02, `${found}`);
  });

  test('follows one bad quarter a little, and two the whole way', () => {
    const calm = [1.05, 0.95, 1.1, 0.9, 1, 1, 1.05, 0.95];
    const [one, two] = [shiftOf([...calm, 0.7]), shiftOf([...calm, 0.7, 0.7])];
    assert.ok(one < 0.97 && one > 0.8, `${one}`);
    assert.ok(two < 0.8 && two > 0.7, `${two}`);
  });

  test('goes back as forecasts are right again', () => {
    const broken = [1, 1, 1, 1, 0.6, 0.6];
    assert.ok(shiftOf([...broken, 0.6, 0.6]) < 0.65);
    const found = shiftOf([...broken, 1, 1, 1, 1]);
    assert.ok(Math.abs(found - 1) < 0.08, `${found}`);
  });

  // The same posterior by adding up over a fine grid of amounts instead of in closed form.
  test('agrees with a sum over all amounts', () => {
    const ratios = [1.1, 0.9, 1.02, 0.95, 1.04, 0.97, 0.86, 0.8, 0.78];
    const residuals = ratios.map(Math.log);
    const sd = Math.log(sortedQuantile(quantiles, 0.95) / 100) / 1.6448536269514722;
    const density = (x: number, by: number) => Math.exp(-((x / by) ** 2) / 2) / by;
    let [weights, sum] = [1, 0];
    for (let start = 0; start < residuals.length; start++) {
      for (let end = start; end < residuals.length; end++) {
        let [weight, weighted] = [0, 0];
        for (let amount = -4; amount <= 4; amount += 0.001) {
          const likely = residuals
            .slice(start, end + 1)
            .reduce((product, r) => (product * density(r - amount, sd)) / density(r, sd), 1);
          const each = (0.001 * density(amount, 0.5) * likely) / Math.sqrt(2 * Math.PI);
          weight += each;
          weighted += each * amount;
        }
        const isLast = end === residuals.length - 1;
        if (start === end) weights += 0.05 * weight;
        else if (!isLast) weights += 0.01 * weight;
        if (isLast) {
          weights += 0.05 * weight;
          sum += 0.05 * weighted;
        }
      }
    }
    const found = Math.log(shiftOf(ratios));
    assert.ok(Math.abs(found - sum / weights) < 1e-6, `${found} is not ${sum / weights}`);
  });
});

describe('absurd pasts', () => {
  const narrow = Array.from({ length: 201 }, (_, i) => 100 * Math.exp(0.0005 * (i - 100)));
  const calm = [1.05, 0.95, 1.1, 0.9, 1, 1, 1.05, 0.95];

  test('misses of a hundred times the band give finite corrections', () => {
    for (const ratio of [1.46, 20, 1e6, 1e-6]) {
      const found = correctionFrom(
        Array.from({ length: 10 }, () => ({ actual: 100 * ratio, quantiles: narrow })),
      );
      assert.ok([...found.widths, found.shift].every((x) => Number.isFinite(x) && x > 0));
      assert.ok(ratio > 1 ? found.shift > 1 : found.shift < 1, `${found.shift}`);
    }
  });

  test('a quarter without any booking is a miss, and alone does not decide', () => {
    const found = correctionFrom(past([...calm.slice(0, 4), 0, ...calm.slice(4)]));
    assert.equal(found.quarters, 9);
    assert.ok(widthOf(found) > 3 && found.shift > 0.8, `${widthOf(found)} ${found.shift}`);
    const last = correctionFrom(past([...calm, 0]));
    assert.ok(last.shift > 0.6 && last.shift < 1, `${last.shift}`);
  });

  test('forecasts whose band reaches nothing are learnt from', () => {
    const quantiles = Array.from({ length: 201 }, (_, i) => Math.max(0, 10 * (i - 40)));
    const found = correctionFrom(
      [0, 700, 500, 900, 0, 300, 800, 600].map((actual) => ({ actual, quantiles })),
    );
    assert.deepEqual([found.kind, found.quarters], ['split', 8]);
    const sorted = Float64Array.from(quantiles);
    correct(sorted, { booked: 0, correction: found });
    assert.ok(sorted.every((x, i) => x >= (sorted[i - 1] ?? 0)) && sorted[0] === 0);
  });

  test('nothing forecast, nothing come: nothing learnt', () => {
    const found = correctionFrom(past([0, 0]).map(() => ({ actual: 0, quantiles: [0, 0, 0] })));
    assert.deepEqual([found.quarters, found.kind], [0, 'none']);
  });
});

/** Shares of 50, 80 and 90 % bands that hold, over 2,000 companies whose misses are as the bands say. */
function heldAfter(quarters: number, { since, by }: { since: number; by: number }): number[] {
  const random = new Random(5);
  const held = [0, 0, 0];
  for (let company = 0; company < 2000; company++) {
    const ratios = Array.from({ length: quarters + 1 }, (_, i) =>
      Math.exp(SD * random.normal() + (i > quarters - since ? by : 0)),
    );
    const sorted = Float64Array.from(quantiles);
    correct(sorted, { booked: 0, correction: correctionFrom(past(ratios.slice(0, -1))) });
    const actual = 100 * ratios.at(-1)!;
    [0.5, 0.8, 0.9].forEach((level, l) => {
      const ends = [(1 - level) / 2, (1 + level) / 2].map((p) => sortedQuantile(sorted, p));
      if (actual >= ends[0]! && actual <= ends[1]!) held[l]! += 1 / 2000;
    });
  }
  return held;
}

describe('bands of companies whose truth is known', () => {
  // The kth smallest of n scores is above a further one with a chance of k / (n + 1).
  test('hold as often as ranks say where nothing changes', () => {
    for (const [quarters, ranks] of [
      [8, [5, 8, 8]],
      [10, [6, 9, 10]],
    ] as const) {
      const shares = heldAfter(quarters, { since: 0, by: 0 });
      for (const [l, rank] of ranks.entries()) {
        const expected = rank / (quarters + 1);
        assert.ok(Math.abs(shares[l]! - expected) < 0.03, `${shares} after ${quarters} quarters`);
      }
    }
  });

  test('hold as often as they say when the level adapts', () => {
    const shares = heldAfter(16, { since: 0, by: 0 });
    for (const [l, level] of [0.5, 0.8, 0.9].entries()) {
      assert.ok(Math.abs(shares[l]! - level) < 0.06, `${shares}`);
    }
  });

  test('hold again by the third quarter after a break', () => {
    const broken = (since: number) => heldAfter(10, { since, by: -0.6 });
    assert.ok(broken(1).at(-1)! < 0.1, 'in the quarter of the break nobody can know');
    const shares = broken(4);
    assert.ok(shares.at(-1)! > 0.84 && shares[0]! > 0.44, `${shares}`);
  });
});
