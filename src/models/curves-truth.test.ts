/** The short version of bench/curves-truth.ts: a few seeds, and bounds that only a fault can break. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aloneScores, refusals, type Scores, segmentScores } from './curves-truth.fixture.ts';

/** Every figure's bias below half a standard error, and its intervals neither short nor idle. */
function checkScores(scores: Scores, least: number) {
  assert.ok(scores.size > 0);
  for (const [what, { n, held, error, standardError }] of scores) {
    assert.ok(n >= least, `${what}: only ${n}`);
    assert.ok(Math.abs(error / standardError) < 0.6, `${what}: bias ${error / standardError} s.e.`);
    assert.ok(held / n > 0.75, `${what}: held ${held} of ${n}`);
  }
}

test('rates, curves and lags of one step are right as often as they say', () => {
  checkScores(aloneScores(25), 25);
});

test('so are those of segments that lean on their parents', () => {
  checkScores(segmentScores(8), 20);
});

test('the gate refuses young steps and lets mature ones pass', () => {
  const young = refusals(0.75, 20);
  assert.ok(young.phi < 0.2);
  assert.equal(young.refused, 20);
  const mature = refusals(6, 20);
  assert.ok(mature.phi > 0.75);
  assert.equal(mature.refused, 0);
  const between = refusals(3, 20);
  assert.equal(between.refusedAboveGate, 0);
  const { n, held } = mature.scores.get('rate')!;
  assert.ok(held / n >= 0.75, `${held} of ${n}`);
});
