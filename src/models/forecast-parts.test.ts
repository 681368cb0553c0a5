/** What a forecast is made of: random numbers, amounts, past snapshots, arrivals. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SnapshotCounts } from '../measures/rows.ts';
import { amountLaw, paretoTail, sometimesNothing } from './forecast-amounts.ts';
import { type ArrivalInput, emptyArrivals, fillArrivals } from './forecast-arrivals.ts';
import { countsLaw } from './forecast-fits.ts';
import { amountRatios, factorOf, quarterEffects, stageFactors } from './forecast-history.ts';
import { chance, emptyTable, fillSmooth, type LawTable } from './forecast-laws.ts';
import { evenDays, quarterProfile, shareOfLate } from './forecast-pace.ts';
import { Random } from './forecast-random.ts';

function moments(draw: () => number, n = 60_000): { mean: number; variance: number } {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < n; i++) {
    const value = draw();
    sum += value;
    squares += value * value;
  }
  return { mean: sum / n, variance: squares / n - (sum / n) ** 2 };
}

describe('random numbers', () => {
  const near = (found: number, wanted: number, within: number) =>
    assert.ok(Math.abs(found - wanted) < within, `${found} is not near ${wanted}`);

  test('normal, gamma and Poisson have their means and variances', () => {
    const random = new Random(3);
    const normal = moments(() => random.normal());
    near(normal.mean, 0, 0.02);
    near(normal.variance, 1, 0.03);
    for (const shape of [0.4, 2.5, 30]) {
      const gamma = moments(() => random.gamma(shape));
      near(gamma.mean / shape, 1, 0.03);
      near(gamma.variance / shape, 1, 0.08);
    }
    for (const mean of [0.3, 7, 24, 26, 140]) {
      const poisson = moments(() => random.poisson(mean), 30_000);
      near(poisson.mean / mean, 1, 0.03);
      near(poisson.variance / mean, 1, 0.05);
    }
  });

  test('a seed is a stream', () => {
    const stream = (seed: number) => {
      const random = new Random(seed);
      return Array.from({ length: 5 }, () => random.uniform());
    };
    assert.deepEqual(stream(4), stream(4));
    assert.notDeepEqual(stream(4), stream(5));
  });
});

describe('amounts', () => {
  const lognormal = (n: number, seed = 1) => {
    const random = new Random(seed);
    return Array.from({ length: n }, () => Math.exp(8 + 0.8 * random.normal()));
  };

  test('few by themselves go by all, none by nothing', () => {
    const all = lognormal(300);
    assert.equal(amountLaw([1, 2], all)!.mean, amountLaw(all)!.mean);
    assert.equal(amountLaw([]), null);
    assert.equal(amountLaw([0, 0]), null);
    assert.equal(amountLaw([5])!.mean, 5);
    const half = sometimesNothing(amountLaw(all)!, 0.5);
    assert.ok(Math.abs(half.mean / amountLaw(all)!.mean - 0.5) < 1e-12);
    const drawn = Array.from({ length: 1000 }, (_, i) => half.draw((i + 0.5) / 1000));
    assert.equal(drawn.filter((amount) => amount === 0).length, 500);
    assert.ok(
      Math.abs(drawn.reduce((sum, amount) => sum + amount, 0) / 1000 / half.mean - 1) < 0.02,
    );
  });

  test('keep the mean, whether the tail is fitted or as seen', () => {
    for (const [n, tail] of [
      [200, 'seen'],
      [4000, 'pareto'],
    ] as const) {
      const amounts = lognormal(n);
      const law = amountLaw(amounts)!;
      assert.equal(law.tail, tail);
      const mean = amounts.reduce((sum, amount) => sum + amount, 0) / n;
      assert.ok(Math.abs(law.mean / mean - 1) < 0.05, `${law.mean} is not near ${mean}`);
    }
  });

  test('amounts that are all alike stay so', () => {
    const law = amountLaw(new Array(20).fill(500))!;
    assert.ok([0.01, 0.5, 0.99].every((u) => Math.abs(law.draw(u) - 500) < 1e-6));
  });

  test('the tail finds the shape of a generalised Pareto law', () => {
    const random = new Random(8);
    const sorted = Float64Array.from(
      { length: 20_000 },
      () => (1000 / 0.3) * (random.uniform() ** -0.3 - 1),
    ).sort();
    const { shape, scale } = paretoTail(sorted);
    assert.ok(Math.abs(shape - 0.3) < 0.04 && Math.abs(scale / 1000 - 1) < 0.08);
  });
});

/** Every open subject is won in 400 days, evenly. */
function evenTable(): LawTable {
  const table = emptyTable();
  fillSmooth(
    table,
    (age) => Math.min(1, age / 400),
    () => 1,
  );
  return table;
}

/** Everybody converts on day 0. */
function atOnceTable(): LawTable {
  const table = emptyTable();
  table.converted.fill(1, 1);
  table.open[0] = 1;
  return table;
}

function snapshot(given: Partial<SnapshotCounts>): SnapshotCounts {
  return {
    snapshot_on: '2026-01-01',
    days_ago: 196,
    segment: 'mid',
    stage: 'Propose',
    stage_bucket: 1,
    age_weeks: 2,
    open: 100,
    won_already: 0,
    won_by_28: 0,
    won_by_91: 0,
    won_by_182: 0,
    ...given,
  };
}

describe('past snapshots', () => {
  const tableOf = evenTable;

  const standing = { segment: 'mid', stage: 'Propose', bucket: 1 };

  test('a stage that wins at once, and later as its age says, has its factor in the first span', () => {
    // Evenly in 400 days: 7 of 100 are expected in 28 days, 15.75 until 91, 22.75 until 182.
    const rows = Array.from({ length: 40 }, (_, i) =>
      snapshot({ days_ago: 196 + i, won_by_28: 21, won_by_91: 37, won_by_182: 60, won_already: 1 }),
    );
    const { spans, already } = factorOf(stageFactors(rows, tableOf), standing);
    const near = (found: number, wanted: number, within: number) =>
      assert.ok(Math.abs(found - wanted) < within, `${found} is not near ${wanted}`);
    near(spans[0]!, 3, 0.03);
    near(spans[1]!, 1.016, 0.01);
    near(spans[2]!, 1.011, 0.01);
    near(already, 0.01, 0.002);
  });

  test('few deals lean on their stage, and a stage without history on all deals', () => {
    const rows = [
      ...Array.from({ length: 20 }, () => snapshot({ won_by_28: 14, won_by_91: 46 })),
      snapshot({ segment: 'small', open: 1 }),
    ];
    const factors = stageFactors(rows, tableOf);
    assert.ok(factorOf(factors, { ...standing, segment: 'small' }).spans[0]! > 1.7);
    const all = factorOf(factors, { ...standing, stage: 'Qualify' }).spans[0]!;
    assert.ok(all > 1.7 && all < 2);
    assert.deepEqual(factorOf(new Map(), standing), { already: 0, spans: [1, 1, 1] });
  });

  test('a snapshot tells of the spans that are over', () => {
    const half = Array.from({ length: 40 }, () => snapshot({ days_ago: 84, won_by_28: 14 }));
    const { spans } = factorOf(stageFactors(half, tableOf), standing);
    assert.ok(spans[0]! > 1.8);
    assert.deepEqual(spans.slice(1), [1, 1]);
  });

  const quarters = (wins: readonly number[]) =>
    wins.map((won_by_91, i) =>
      snapshot({ days_ago: 28 * (4 + 3 * i), won_by_91, snapshot_on: '2026-01-01' }),
    );
  const given = { tableOf, factors: new Map(), volumes: [], firstWin: '2020-01-01' };

  test('before six quarters the usual spread is taken', () => {
    const effects = quarterEffects(quarters([20, 40, 10, 30, 25]), given);
    assert.deepEqual(
      [effects.winning, effects.speed, effects.volume, effects.isMeasured],
      [0.2, 0.1, 0.2, false],
    );
  });

  test('quarters that swing more than chance does show it, calm ones do not', () => {
    const wild = quarterEffects(quarters([10, 45, 12, 50, 11, 40, 9, 44]), given);
    const calm = quarterEffects(quarters([22, 24, 23, 21, 25, 23, 22, 24]), given);
    assert.ok(wild.isMeasured && wild.winning > 0.5);
    assert.equal(calm.winning, 0.05);
  });

  test('nothing is measured before the first win was written down', () => {
    const effects = quarterEffects(quarters([0, 0, 0, 0, 0, 0, 0]), {
      ...given,
      firstWin: '2026-02-01',
    });
    assert.equal(effects.isMeasured, false);
  });

  test('ratios of amounts by stage; few deals go by all', () => {
    const sums = (stage: string, deals: number, mean: number) => ({
      stage,
      deals,
      log_ratio: deals * mean,
      log_ratio_squared: deals * (mean * mean + 0.04),
    });
    const ratios = amountRatios([sums('a', 100, -0.2), sums('b', 3, 2)]);
    assert.ok(Math.abs(ratios.get('a')!.mean + 0.2) < 1e-12);
    assert.ok(Math.abs(ratios.get('a')!.sd - 0.201) < 1e-3);
    assert.equal(ratios.has('b'), false);
    assert.ok(Math.abs(ratios.get('')!.mean - (-20 + 6) / 103) < 1e-12);
  });
});

describe('the pace within a quarter', () => {
  const wins = (counts: readonly number[]) =>
    counts.flatMap((n, part) =>
      new Array(n).fill({ place: (part + 0.5) / counts.length, weight: 1 }),
    );

  test('last weeks that win twice their share are seen, chance is not', () => {
    const late = quarterProfile(wins([...new Array(11).fill(110), 220, 220]));
    assert.ok(late[12]! > 1.65 && late[12]! < 1.75, `${late[12]}`);
    assert.ok(Math.abs(late.reduce((sum, each) => sum + each, 0) - 13) < 1e-9);
    const random = new Random(2);
    const even = Array.from({ length: 130 }, () => ({ place: random.uniform(), weight: 1 }));
    assert.ok(quarterProfile(even).every((each) => Math.abs(each - 1) < 0.35));
    assert.deepEqual(quarterProfile([]), new Array(13).fill(1));
  });

  test('weights count for no more than they are', () => {
    const heavy = wins([...new Array(12).fill(1), 4]).map((win) => ({ ...win, weight: 100 }));
    assert.deepEqual(
      quarterProfile(heavy).map((each) => each.toFixed(6)),
      quarterProfile(wins([...new Array(12).fill(1), 4])).map((each) => each.toFixed(6)),
    );
  });

  test('wins not written down yet fell into the quarter by its pace of the last week', () => {
    const even = new Array(13).fill(1);
    assert.equal(shareOfLate({ start: -60, to: 31 }, even, 7), 1);
    assert.ok(Math.abs(shareOfLate({ start: -2, to: 89 }, even, 7) - 3 / 7) < 1e-12);
    assert.equal(shareOfLate({ start: 1, to: 92 }, even, 7), 0);
    const late = [...new Array(11).fill(0.9), 1.4, 1.7];
    // Day 0 is the 84th of 91: its week is the twelfth.
    assert.ok(Math.abs(shareOfLate({ start: -83, to: 8 }, late, 7) - 1.4) < 1e-12);
  });

  test('days of an even pace add up to the days of a whole quarter', () => {
    const profile = [0.5, 1, 1.5];
    const days = evenDays(
      [
        { start: -29, to: 61 },
        { start: 61, to: 151 },
      ],
      profile,
    );
    // The first third and a day are over; then thirty days at 1 and thirty at 1.5.
    assert.deepEqual([days[1], days[31], days[61], days[151]], [0, 30, 75, 165]);
  });
});

describe('a curve as a law', () => {
  // Of a thousand nine in ten leave on day 150, as episodes of engagement do; few are open after it.
  const counts = Array.from({ length: 181 }, (_, age) => ({
    age,
    entered: age === 0 ? 1000 : 0,
    converted: age > 0 && age % 20 === 0 ? 10 : 0,
    lost: age === 150 ? 890 : 0,
    censored: age === 180 ? 20 : 0,
  }));

  test('moves the chance of those who are open by its error, however few they are', () => {
    const law = countsLaw(counts);
    const [best, drawn] = [emptyTable(), emptyTable()];
    law.fill(best, null);
    const span = { age: 155, from: 155, to: 300 };
    const expected = chance(best, span);
    assert.ok(Math.abs(expected - 20 / 40) < 0.01, `${expected}`);
    const random = new Random(6);
    for (let i = 0; i < 300; i++) {
      law.fill(drawn, random);
      const found = chance(drawn, span);
      assert.ok(found > 0.5 * expected && found < 2 * expected, `${found}`);
    }
  });
});

describe('what is still to come', () => {
  const table = evenTable();
  const input: ArrivalInput = {
    weeks: 10,
    segments: 2,
    types: 1,
    engaged: [{ type: 0, segment: 1, ageWeeks: 3, engaged: 80 }],
    campaigns: [{ type: 0, segment: null, from: 8, to: 22, engagements: 140 }],
    pace: [
      { type: 0, segment: 0, perWeek: 30 },
      { type: 0, segment: 1, perWeek: 10 },
    ],
    direct: [2, 0],
    delivery: [{ ratio: 1, shape: 10 }],
    slips: [],
    perConversion: 0.5,
    plannedWeeks: [10],
    mix: Float64Array.of(0.75, 0.25),
  };

  test('the engaged convert by what is left of their law, several of them into one', () => {
    const found = emptyArrivals(input);
    fillArrivals(found, input, { tables: [table], random: null });
    const week = 80 * 0.5 * (7 / 400);
    assert.ok(Math.abs(found.engaged[1 * 10 + 4]! - week) < 1e-9);
    assert.equal(found.engaged[4], 0);
  });

  test('a campaign brings its engagements over its days, split as its type usually is', () => {
    const found = emptyArrivals(input);
    const atOnce = atOnceTable();
    fillArrivals(found, input, { tables: [atOnce], random: null });
    const weeks = [...found.planned.subarray(0, 10)].map((value) => Math.round(value * 1e6) / 1e6);
    assert.deepEqual(weeks, [2, 28.25, 28.25, 2, 2, 2, 2, 2, 2, 2]);
    assert.ok(Math.abs(found.planned[10 + 1]! - 70 * 0.25 * 0.5) < 1e-9);
  });

  test('where no campaign is planned, the usual pace goes on', () => {
    const found = emptyArrivals(input);
    const atOnce = atOnceTable();
    const without = { ...input, campaigns: [], plannedWeeks: [0] };
    fillArrivals(found, without, { tables: [atOnce], random: null });
    assert.ok(Math.abs(found.planned[5]! - (30 * 0.5 + 2)) < 1e-9);
  });
});

test('the chance of a span is what is left of the law, given that one is open', () => {
  const table = evenTable();
  assert.ok(Math.abs(chance(table, { age: 100, from: 100, to: 200 }) - 0.25) < 1e-9);
  assert.equal(chance(table, { age: 2000, from: 2000, to: 2100 }), 0);
});
