import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseTable, readShared, skipWithout } from '../../test/reference/read-reference.ts';
import { type BaselineInput, baselines } from './baselines.ts';
import { bornhuetterFerguson, chainLadder } from './baselines-chain-ladder.ts';

const EXPECTED = 'reference/expected/forecast.json';
const TRIANGLE = 'reference/inputs/triangle_taylor_ashe.csv';
const skip = skipWithout(EXPECTED) || skipWithout(TRIANGLE);

describe('the triangle of Taylor and Ashe, as Mack published it', { skip }, () => {
  const expected = skip ? null : JSON.parse(readShared(EXPECTED));
  const text = skip ? '' : readShared(TRIANGLE).replaceAll('"', '');
  const triangle = skip
    ? []
    : parseTable(text).map((row) =>
        Object.values(row)
          .filter((cell) => cell !== '')
          .map(Number),
      );
  const near = (actual: readonly number[], wanted: readonly number[]) => {
    assert.equal(actual.length, wanted.length);
    actual.forEach((value, i) => {
      const error = Math.abs(value - wanted[i]!);
      assert.ok(error <= 1e-8 * Math.max(1, wanted[i]!), `${value} is not ${wanted[i]}`);
    });
  };

  test('factors, variances, reserves and their errors', () => {
    const found = chainLadder(triangle);
    const wanted = expected.chain_ladder_taylor_ashe;
    near(found.factors, wanted.factors);
    near(found.variances, wanted.sigma2);
    near(found.reserves, wanted.reserve);
    near(found.errors, wanted.mack_se);
    near([found.total, found.totalError], [wanted.reserve_total, wanted.mack_se_total]);
    assert.equal(Math.round(found.total), 18_680_856);
    assert.equal(Math.round(found.totalError), 2_447_095);
  });

  test('Bornhuetter-Ferguson with a sum assumed beforehand', () => {
    const { prior_ultimate, reserve } = expected.bornhuetter_ferguson;
    near(bornhuetterFerguson(chainLadder(triangle).factors, prior_ultimate), reserve);
  });
});

test('a small triangle by hand', () => {
  const { factors, full, reserves } = chainLadder([[100, 150, 165], [200, 300], [100]]);
  assert.deepEqual(factors, [1.5, 1.1]);
  assert.deepEqual(
    full[2]!.map((value) => Math.round(value * 1e6) / 1e6),
    [100, 150, 165],
  );
  assert.deepEqual(
    reserves.map((value) => Math.round(value * 1e6) / 1e6),
    [0, 30, 65],
  );
});

describe('baselines by hand', () => {
  const won = (openedIn: number, wonIn: number, amount: number, openedAt = 0.1) => ({
    openedIn,
    openedAt,
    wonIn,
    wonAt: 0.9,
    amount,
  });
  const input: BaselineInput = {
    // Eight whole quarters: 100 a quarter in the first year, 120 in the second.
    won: Array.from({ length: 8 }, (_, quarter) => won(quarter, quarter, quarter < 4 ? 100 : 120)),
    open: [
      { stage: 'a', closesIn: 8, isCommit: true, amount: 50 },
      { stage: 'b', closesIn: 8, isCommit: false, amount: 200 },
      { stage: 'a', closesIn: 9, isCommit: true, amount: 1000 },
    ],
    stageRates: new Map([
      ['a', 0.5],
      ['b', 0.1],
    ]),
    firstQuarter: 0,
    current: 8,
    elapsed: 0.5,
    target: 8,
    hasCommit: true,
  };

  test('stage-weighted: open deals that are to close in the quarter, and the run rate', () => {
    // Past deals were opened before the middle of their quarter: nothing comes by the run rate.
    assert.equal(baselines(input).stage_weighted_pipeline, 25 + 20);
    const late = { ...input, won: input.won.map((deal) => ({ ...deal, openedAt: 0.6 })) };
    assert.equal(baselines(late).stage_weighted_pipeline, 25 + 20 + 120);
  });

  test('seasonal naive: the quarter a year before, times how the last year grew', () => {
    assert.equal(baselines(input).seasonal_naive, 120 * 1.2);
    assert.equal(baselines({ ...input, firstQuarter: 6 }).seasonal_naive, null);
  });

  test('chain ladder: what is booked, and the share of the quarter that is left', () => {
    // Everything is won in the quarter of its opening, so a new quarter brings 120, half of it yet.
    assert.ok(Math.abs(baselines(input).chain_ladder! - 60) < 1e-9);
    const next = baselines({ ...input, target: 9 }).chain_ladder!;
    assert.ok(Math.abs(next - 120) < 1e-9);
    assert.equal(baselines({ ...input, firstQuarter: 5 }).chain_ladder, null);
  });

  test("commit: what is booked and what reps commit to, null where nobody's record says so", () => {
    assert.equal(baselines({ ...input, won: [won(8, 8, 7)] }).commit, 57);
    assert.equal(baselines({ ...input, hasCommit: false }).commit, null);
  });
});
