import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readShared, skipWithout } from '../../test/reference/read-reference.ts';
import { Random } from './forecast-random.ts';
import {
  brier,
  heldShare,
  intervalScore,
  logLoss,
  meanLogError,
  pinball,
  pit,
  sampleCrps,
  skillAgainst,
  sortedQuantile,
  uniformityChance,
} from './scoring.ts';

const FILE = 'reference/expected/forecast.json';
const skip = skipWithout(FILE);

function close(actual: number, expected: number, relative = 1e-9): void {
  assert.ok(
    Math.abs(actual - expected) <= relative * Math.max(1, Math.abs(expected)),
    `${actual} is not ${expected}`,
  );
}

describe('scores as R gives them', { skip }, () => {
  const { scores } = skip ? { scores: null } : JSON.parse(readShared(FILE));

  test('CRPS of an ensemble, plain and fair', () => {
    const { x, y, crps, crps_fair } = scores.crps_ensemble;
    close(sampleCrps(x, y, { fair: false }), crps, 1e-11);
    close(sampleCrps(x, y), crps_fair, 1e-11);
  });

  test('CRPS of many normal draws comes near the closed form', () => {
    const { y, mu, sigma, crps } = scores.crps_normal;
    const random = new Random(5);
    const draws = Float64Array.from({ length: 40_000 }, () => mu + sigma * random.normal());
    assert.ok(Math.abs(sampleCrps(draws, y) - crps) < 0.01);
  });

  test('interval score, pinball, Brier and log loss', () => {
    const { y, lower, upper, alpha, score } = scores.interval_score_80;
    y.forEach((actual: number, i: number) => {
      close(intervalScore(actual, { low: lower, high: upper }, alpha), score[i]);
    });
    const ball = scores.pinball;
    ball.tau.forEach((tau: number, i: number) => {
      close(pinball(ball.y, ball.q, tau), ball.loss[i]);
    });
    close(brier(scores.brier.p, scores.brier.y), scores.brier.brier);
    close(logLoss(scores.brier.p, scores.brier.y), scores.brier.logloss);
  });
});

test('CRPS of one number is its absolute error', () => {
  assert.equal(sampleCrps([7], 4), 3);
  assert.equal(sampleCrps([7, 7, 7], 4), 3);
});

test('a quantile between two values lies on the line between them', () => {
  assert.equal(sortedQuantile([0, 10, 20], 0.25), 5);
  assert.equal(sortedQuantile([4], 0.95), 4);
});

test('PIT is the share below, and ties are split by the uniform number', () => {
  assert.equal(pit([1, 2, 3, 4], 2.5, 0.5), 0.5);
  assert.equal(pit([0, 0, 0, 4], 0, 0), 0);
  assert.equal(pit([0, 0, 0, 4], 0, 1), 0.75);
});

test('PIT values of right forecasts look uniform, those of narrow ones do not', () => {
  const random = new Random(9);
  const values = (spread: number) =>
    Array.from({ length: 200 }, () => {
      const draws = Float64Array.from({ length: 200 }, () => random.normal());
      return pit(draws, spread * random.normal(), random.uniform());
    });
  assert.ok(uniformityChance(values(1), 10) > 0.01);
  assert.ok(uniformityChance(values(2.5), 10) < 0.001);
});

describe('skill against a baseline', () => {
  const row = (block: string, own: number, baseline: number) => ({ block, own, baseline });

  test('is one less the ratio of the sums', () => {
    const found = skillAgainst([row('a', 1, 4), row('b', 2, 2)], { seed: 1 });
    assert.equal(found?.skill, 0.5);
  });

  test('has an interval as wide as the quarters differ, and null says nothing was scored', () => {
    const found = skillAgainst([row('a', 1, 4), row('b', 5, 2)], { seed: 1 });
    assert.ok(found && found.low < 0 && found.high > 0.5);
    assert.equal(skillAgainst([], { seed: 1 }), null);
  });
});

describe('outcomes of many forecasts', () => {
  const sorted = Float64Array.from({ length: 101 }, (_, i) => i);
  const outcomes = [3, 6, 20, 50, 70, 92, 97].map((actual) => ({ sorted, actual }));

  test('are held by the central interval of a level, ends included', () => {
    assert.equal(heldShare(outcomes, 0.9), 5 / 7);
    assert.equal(heldShare(outcomes, 0.8), 3 / 7);
    assert.equal(heldShare([{ sorted, actual: 75 }], 0.5), 1);
    assert.equal(heldShare([{ sorted, actual: 76 }], 0.5), 0);
  });

  test('lie above the median by so much on average; nothing is no amount', () => {
    const twice = [25, 100].map((actual) => ({ sorted, actual }));
    assert.ok(Math.abs(meanLogError(twice)!) < 1e-12);
    assert.equal(meanLogError([{ sorted, actual: 0 }]), null);
  });
});
