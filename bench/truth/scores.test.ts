import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { causeOf, lineOf, luckOf, missOf, partOf, truthOf, UNKNOWN } from './made-up.ts';
import type { Score } from './score.ts';
import { intervalOfSum, scoreAmount, scoreCoverage } from './score-amount.ts';
import { scoreCause, scoreCauseNamed } from './score-cause.ts';
import { scoreClaims } from './score-claims.ts';
import { scoreExactness } from './score-exactness.ts';
import { leans, scoreFalseAlarm, scoreLean } from './score-false-alarm.ts';
import { scoreMasking } from './score-masking.ts';
import { scoreRecoverable } from './score-recoverable.ts';

const value = (score: Score | undefined) =>
  score?.status === 'scored' ? score.value : score?.status;

describe('S1: the lines add up', () => {
  test('to the cent', () => {
    assert.equal(value(scoreExactness(missOf([partOf({ amount: -70 }), luckOf(20)]))), 0);
  });
  test('a cent off is a cent off', () => {
    assert.equal(value(scoreExactness(missOf([partOf({ amount: -70 })], { gap: -71 }))), 1);
    assert.equal(value(scoreExactness(missOf([partOf({ amount: -70 })], { actual: 999_929 }))), 1);
    assert.equal(value(scoreExactness(missOf([partOf({ amount: -70 })], { total: -67 }))), 3);
  });
  test('no answer is no score', () => assert.equal(value(scoreExactness(UNKNOWN)), 'not_answered'));
});

describe('S2 and S6: the amount', () => {
  const cause = causeOf({ lines: [lineOf({ amount: -400, campaign_types: ['webinar'] })] });
  const truth = truthOf({ causes: [cause], sd: 100 });
  const parts = [
    partOf({ amount: -100, campaign_type: 'webinar', low: -130, high: -60 }),
    partOf({ amount: -200, campaign_type: 'webinar', low: -240, high: -170, flagged: false }),
    partOf({ amount: -500, campaign_type: 'trade_event' }),
  ];

  test('|-300 - -400| / 400', () => {
    assert.equal(value(scoreAmount(truth, missOf(parts))[0]?.score), 0.25);
  });
  test('the sd is the least that it is measured by', () => {
    const small = truthOf({ causes: [causeOf({ lines: [lineOf({ amount: -40 })] })], sd: 100 });
    assert.equal(value(scoreAmount(small, missOf([]))[0]?.score), 0.4);
  });
  test('arms of 30 and 40 below add to 50, arms of 40 and 30 above to 50', () => {
    assert.deepEqual(intervalOfSum(parts.slice(0, 2)), { low: -350, high: -250 });
  });
  test('-400 lies outside, -340 inside', () => {
    assert.equal(value(scoreCoverage(truth, missOf(parts))[0]?.score), 0);
    const closer = truthOf({ causes: [causeOf({ lines: cause.lines, delta: -340 })] });
    assert.equal(value(scoreCoverage(closer, missOf(parts))[0]?.score), 1);
  });
  test('no interval is no answer; no line is a sum of nothing', () => {
    const bare = missOf([partOf({ amount: -400 })]);
    assert.equal(value(scoreCoverage(truth, bare)[0]?.score), 'not_answered');
    assert.equal(value(scoreCoverage(truth, missOf([]))[0]?.score), 0);
  });
  test('a cause in the record moves no bookings', () => {
    const late = truthOf({ causes: [causeOf({ part: 'record', lines: cause.lines })] });
    assert.equal(value(scoreAmount(late, missOf(parts))[0]?.score), 'not_scored');
  });
});

describe('S3: the cause on top', () => {
  const webinars = causeOf({ lines: [lineOf({ amount: -400, campaign_types: ['webinar'] })] });
  const slow = causeOf({
    id: 'FOLLOWUP_SLOW',
    number: 8,
    lines: [
      lineOf({
        amount: -300,
        factors: ['follow_up'],
        owners: ['sales'],
        step: 'engagement_to_meeting',
      }),
    ],
  });
  const one = truthOf({ causes: [webinars] });
  const two = truthOf({ causes: [webinars, slow] });
  const right = partOf({ amount: -90, campaign_type: 'webinar' });
  const rightToo = partOf({
    amount: -80,
    factors: ['follow_up'],
    owner: 'sales',
    step: 'engagement_to_meeting',
  });
  const wrong = partOf({ amount: 85, factors: ['size'], owner: 'sales', step: 'amount' });

  test('the largest by amount, whatever its sign', () => {
    assert.equal(value(scoreCause(one, missOf([wrong, right]))), 1);
    assert.equal(value(scoreCause(one, missOf([{ ...wrong, amount: 95 }, right]))), 0);
  });
  test('among those that are flagged, chance left out', () => {
    const grey = { ...wrong, amount: 95, flagged: false };
    const chance = { ...luckOf(900), flagged: true };
    assert.equal(value(scoreCause(one, missOf([grey, chance, right]))), 1);
    assert.equal(value(scoreCause(one, missOf([{ ...right, flagged: false }]))), 0);
  });
  test('of a compound the two largest', () => {
    assert.equal(value(scoreCause(two, missOf([right, rightToo]))), 1);
    assert.equal(value(scoreCause(two, missOf([right, wrong, rightToo]))), 0);
    assert.equal(value(scoreCause(two, missOf([right]))), 0);
  });
  test('named: the kind too', () => {
    const vague = { ...right, campaign_type: null };
    assert.equal(value(scoreCause(one, missOf([vague]))), 1);
    assert.equal(value(scoreCauseNamed(one, missOf([vague]))), 0);
    assert.equal(value(scoreCauseNamed(one, missOf([right]))), 1);
  });
  test('without a cause there is none to name', () => {
    assert.equal(value(scoreCause(truthOf(), missOf([]))), 'not_scored');
    assert.equal(value(scoreCause(one, UNKNOWN)), 'not_answered');
  });
});

describe('S7: false alarms', () => {
  const nothing = truthOf();
  test('any flagged line but chance', () => {
    assert.equal(value(scoreFalseAlarm(nothing, missOf([partOf({ amount: 1 })]))), 1);
    const quiet = [partOf({ amount: 1, flagged: false }), { ...luckOf(5), flagged: true }];
    assert.equal(value(scoreFalseAlarm(nothing, missOf(quiet))), 0);
  });
  test('not where there is a cause', () => {
    const truth = truthOf({ causes: [causeOf({ lines: [lineOf({ amount: -1 })] })] });
    assert.equal(value(scoreFalseAlarm(truth, missOf([]))), 'not_scored');
  });
  test('NOTHING named as a cause is no cause', () => {
    const truth = truthOf({ causes: [causeOf({ id: 'NOTHING', number: 40, lines: [] })] });
    assert.equal(value(scoreFalseAlarm(truth, missOf([]))), 0);
  });

  test('a lean: mean 3, sd 2, so 3 / (3 * 2 / sqrt 4) = 1', () => {
    const amounts = [1, 3, 3, 5];
    const sd = Math.sqrt(8 / 3);
    const [lean] = leans(amounts.map((amount) => [partOf({ amount })]));
    assert.equal(lean?.mean, 3);
    assert.ok(Math.abs((lean?.ratio ?? 0) - 3 / ((3 * sd) / 2)) < 1e-12);
  });
  test('a line that is missing is nothing', () => {
    const [lean] = leans([[partOf({ amount: 4 })], [], [], []]);
    assert.equal(lean?.mean, 1);
  });
  test('ten companies at least', () => {
    const even = (i: number) => missOf([partOf({ amount: i % 2 === 0 ? 10 : -10 })]);
    const nine = Array.from({ length: 9 }, (_, i) => even(i));
    assert.equal(value(scoreLean(nine)), 'not_scored');
    assert.equal(value(scoreLean([...nine, even(9)])), 0);
    assert.equal(value(scoreLean([UNKNOWN])), 'not_answered');
  });
});

describe('S9: causes that cancel', () => {
  const both = causeOf({
    id: 'OFFSETTING',
    number: 41,
    lines: [
      lineOf({ amount: 500 }),
      lineOf({
        amount: -480,
        factors: ['conversion'],
        owners: ['sales'],
        step: 'opportunity_to_won',
      }),
    ],
  });
  const truth = truthOf({ causes: [both], sd: 100 });
  const more = partOf({ amount: 300 });
  const fewer = partOf({
    amount: -200,
    factors: ['conversion'],
    owner: 'sales',
    step: 'opportunity_to_won',
  });
  const score = (parts: Parameters<typeof missOf>[0]) =>
    value(scoreMasking(truth, missOf(parts), ['OFFSETTING']));

  test('both are flagged, each with its sign', () => {
    assert.equal(score([more, fewer]), 1);
    assert.equal(score([more]), 0);
    assert.equal(score([more, { ...fewer, amount: 200 }]), 0);
    assert.equal(score([more, { ...fewer, flagged: false }]), 0);
  });
  test('only while the gap is small', () => {
    const wide = truthOf({ causes: [both], sd: 20 });
    assert.equal(value(scoreMasking(wide, missOf([more]), ['OFFSETTING'])), 'not_scored');
    assert.equal(value(scoreMasking(truth, missOf([more]), ['LEADS_DOWN_2Q'])), 'not_scored');
  });
});

describe('S11: what can be recovered', () => {
  const truth = truthOf({
    sd: 100,
    recoverable: [
      ['webinar', '2026-08-03', 400],
      ['trade_event', '2026-08-17', 400],
      ['webinar', '2026-08-10', 2],
      ['follow_up', '2026-08-10', 90],
    ],
  });
  const stated = (action: string, amount: number, by: string | null = null) => ({
    action,
    by,
    amount,
    low: amount - 20,
    high: amount + 20,
  });
  const scores = (recoverable: ReturnType<typeof stated>[]) =>
    scoreRecoverable(truth, missOf([], { recoverable }), '2026-08-09').map(
      ({ action, interval, tooLate }) => [action, value(interval), value(tooLate)],
    );

  test('the next week counts: 2 is nothing beside an sd of 100', () => {
    assert.deepEqual(scores([stated('Follow up', 80), stated('webinar', 0)]), [
      ['webinar', 'not_scored', 1],
      ['trade_event', 'not_scored', 'not_scored'],
      ['follow_up', 1, 1],
    ]);
  });
  test('a promise that is too late, and an interval that misses', () => {
    assert.deepEqual(scores([stated('follow_up', 300), stated('webinar', 400)]), [
      ['webinar', 'not_scored', 0],
      ['trade_event', 'not_scored', 'not_scored'],
      ['follow_up', 0, 1],
    ]);
  });
  test('what is left out, or past its last day, is called too late', () => {
    assert.deepEqual(scores([stated('webinar', 400, '2026-07-01')]), [
      ['webinar', 'not_scored', 1],
      ['trade_event', 'not_scored', 'not_scored'],
      ['follow_up', 0, 0],
    ]);
  });
});

describe('S12: claims', () => {
  const claim = (id: string, verdict: 'supported' | 'contradicted' | 'cannot_tell') => ({
    id,
    said_by: 'sales' as const,
    text: '',
    verdict,
    money: { amount: 0, currency: 'USD' as const },
  });
  const truth = truthOf({
    claims: [
      claim('a', 'supported'),
      claim('b', 'contradicted'),
      claim('c', 'supported'),
      claim('d', 'cannot_tell'),
      claim('e', 'supported'),
    ],
  });

  test('1, a half, 0 the wrong way, 0 where nobody could tell, 0 for silence', () => {
    const answer = {
      claims: [
        { id: 'a', verdict: 'supported' as const },
        { id: 'b', verdict: 'cannot_tell' as const },
        { id: 'c', verdict: 'contradicted' as const },
        { id: 'd', verdict: 'supported' as const },
      ],
    };
    const scores = scoreClaims(truth, { answer });
    assert.deepEqual(
      scores.map(({ points }) => value(points)),
      [1, 0.5, 0, 0, 0],
    );
    assert.deepEqual(
      scores.map(({ wrongWay }) => value(wrongWay)),
      [0, 0, 1, 0, 0],
    );
  });
  test('an unknown command answers none', () => {
    const [first] = scoreClaims(truth, UNKNOWN);
    assert.equal(value(first?.points), 'not_answered');
  });
});
