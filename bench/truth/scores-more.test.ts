import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { causeOf, lineOf, luckOf, missOf, partOf, truthOf, UNKNOWN } from './made-up.ts';
import { NEVER_WEEKS, type Score } from './score.ts';
import { scoreBlamed, scoreRaised } from './score-data.ts';
import { injectionWeek, scoreEarly } from './score-early.ts';
import { scoreOrigin, wasserstein } from './score-origin.ts';
import { scoreOwner } from './score-owner.ts';

const value = (score: Score | undefined) =>
  score?.status === 'scored' ? score.value : score?.status;
const nearTo = (score: Score | undefined, expected: number) => {
  const found = value(score);
  assert.ok(typeof found === 'number' && Math.abs(found - expected) < 1e-9, `${found}`);
};
const near = nearTo;
const DAY = '2026-09-27';

describe('S4: owners', () => {
  const truth = truthOf({
    causes: [
      causeOf({ lines: [lineOf({ amount: -300 })] }),
      causeOf({ lines: [lineOf({ amount: 100, factors: ['discount'], owners: ['sales'] })] }),
    ],
  });

  test('marketing .75, sales .25 against .5, .25 and market .25: 1 - .5 / 2', () => {
    const parts = [
      partOf({ amount: -200 }),
      partOf({ amount: -100, owner: 'sales' }),
      partOf({ amount: 100, owner: 'market' }),
      luckOf(-900),
    ];
    near(scoreOwner(truth, missOf(parts), DAY), 0.75);
  });
  test('a one-off counts though it is chance; all to chance is nothing', () => {
    const oneOff = partOf({ leg: 'chance', factors: ['one_off'], owner: 'sales', amount: -100 });
    near(scoreOwner(truth, missOf([oneOff]), DAY), 0.25);
    near(scoreOwner(truth, missOf([luckOf(-200)]), DAY), 0);
  });
  test('where two owners are right, the one that is named is', () => {
    const either = truthOf({
      causes: [causeOf({ lines: [lineOf({ amount: -50, owners: ['both', 'sales'] })] })],
    });
    near(scoreOwner(either, missOf([partOf({ amount: -9, owner: 'sales' })]), DAY), 1);
    const mixed = [partOf({ amount: -9, owner: 'sales' }), partOf({ amount: -9, owner: 'both' })];
    near(scoreOwner(either, missOf(mixed), DAY), 1);
    near(scoreOwner(either, missOf([partOf({ amount: -9 })]), DAY), 0);
  });
  test('what the record hid on that day is the amount of its cause', () => {
    const late = truthOf({
      causes: [
        causeOf({ lines: [lineOf({ amount: -100 })] }),
        causeOf({
          id: 'LATE_UPDATES',
          part: 'record',
          lines: [lineOf({ amount: 0, leg: 'data', factors: ['recording'], owners: ['data'] })],
        }),
      ],
      recorded_short: [
        [DAY, -300],
        ['2026-11-22', 0],
      ],
    });
    near(scoreOwner(late, missOf([partOf({ amount: -100 })]), DAY), 0.25);
    near(scoreOwner(late, missOf([partOf({ amount: -100 })]), '2026-11-22'), 1);
  });
  test('no cause, no shares', () => {
    assert.equal(value(scoreOwner(truthOf(), missOf([]), DAY)), 'not_scored');
    assert.equal(value(scoreOwner(truth, UNKNOWN, DAY)), 'not_answered');
  });
});

describe('S5: origin', () => {
  const week = (from: number, weight = 1) => ({ from, to: from + 1, weight });

  test('the same is 0, three weeks later is 3, to both sides a quarter less', () => {
    assert.equal(wasserstein([week(-9)], [week(-9, 40)]), 0);
    assert.ok(Math.abs(wasserstein([week(-6)], [week(-9)]) - 3) < 1e-12);
    assert.ok(Math.abs(wasserstein([week(-6)], [week(-9), week(-3)]) - 2.75) < 1e-12);
  });
  test('[0, 2) against [0, 1): the shares move by half a week', () => {
    const wide = { from: 0, to: 2, weight: 1 };
    assert.ok(Math.abs(wasserstein([wide], [week(0)]) - 0.5) < 1e-12);
  });
  test('[0, 3) against [1, 2), where the shares cross: half a week', () => {
    const wide = { from: 0, to: 3, weight: 1 };
    assert.ok(Math.abs(wasserstein([wide], [week(1)]) - 0.5) < 1e-12);
  });

  const truth = truthOf({
    causes: [
      causeOf({
        lines: [lineOf({ amount: -100 })],
        origin_weeks: [
          [-4, -60],
          [-3, -60],
        ],
      }),
    ],
  });
  const near = (scores: ReturnType<typeof scoreOrigin>, expected: number) =>
    nearTo(scores[0]?.score, expected);

  test('the days of a line both belong to it', () => {
    const part = partOf({ amount: -5, origin_from: '2026-06-01', origin_to: '2026-06-14' });
    near(scoreOrigin(truth, missOf([part])), 0);
    const later = partOf({ amount: -5, origin_from: '2026-06-15', origin_to: '2026-06-28' });
    near(scoreOrigin(truth, missOf([later])), 2);
  });
  test('lines that do not match say nothing; no line is years off', () => {
    const other = partOf({ amount: -5, owner: 'sales', origin_from: DAY, origin_to: DAY });
    near(scoreOrigin(truth, missOf([other])), NEVER_WEEKS);
    const plan = truthOf({
      causes: [{ ...(truth.causes[0] as (typeof truth.causes)[number]), part: 'plan' }],
    });
    assert.equal(value(scoreOrigin(plan, missOf([]))[0]?.score), 'not_scored');
    assert.equal(value(scoreOrigin(truth, UNKNOWN)[0]?.score), 'not_answered');
  });
});

describe('S8: faults of the record', () => {
  const truth = truthOf({
    causes: [causeOf({ id: 'ZOMBIES', number: 35, part: 'record', lines: [] })],
  });
  const health = (count: number) => ({
    answer: { checks: [{ check: 'open_longer_than_any_close', state: 'found', count }] },
  });
  const dataLine = partOf({ leg: 'data', factors: ['recording'], owner: 'data', amount: -5 });

  test('a check that counts clearly more than without the cause', () => {
    const raised = (count: number) =>
      value(scoreRaised(truth, missOf([]), { health: health(count), control: health(10) }));
    assert.deepEqual([raised(13), raised(12)], [1, 0]);
  });
  test('a flagged line of data does as well, without the check', () => {
    const around = { health: UNKNOWN, control: null };
    assert.equal(value(scoreRaised(truth, missOf([dataLine]), around)), 1);
    assert.equal(value(scoreRaised(truth, missOf([]), around)), 'not_answered');
  });
  test('a check that says nothing, and no explanation that could: not answered', () => {
    const around = { health: health(10), control: health(10) };
    assert.equal(value(scoreRaised(truth, UNKNOWN, around)), 'not_answered');
    assert.equal(value(scoreRaised(truth, UNKNOWN, { ...around, health: health(20) })), 1);
  });
  test('without the company to compare with nothing is said', () => {
    const around = { health: health(99), control: null };
    assert.equal(value(scoreRaised(truth, missOf([]), around)), 'not_scored');
  });
  test('15 + 5 - 10 of a gap of 100 is a tenth', () => {
    const parts = [
      partOf({ amount: -15 }),
      partOf({ amount: -5, owner: 'sales' }),
      partOf({ amount: 10, owner: 'sales' }),
      { ...dataLine, amount: -90 },
    ];
    near(scoreBlamed(truth, missOf(parts)), 0.1);
    assert.equal(value(scoreBlamed(truth, missOf([]))), 'not_scored');
    assert.equal(value(scoreBlamed(truthOf(), missOf(parts))), 'not_scored');
  });
});

describe('S10: how early', () => {
  const cause = causeOf({ lines: [lineOf({ amount: -100 })] });
  const truth = truthOf({ causes: [cause] });
  const weeks = (hitIn: number | null) =>
    [-32, -31, -30].map((week, i) => ({
      as_of: ['2025-11-23', '2025-11-30', '2025-12-07'][i] as string,
      flagged: { answer: week === hitIn ? [partOf({ amount: -4 })] : [] },
    }));
  const early = (weekly: Parameters<typeof scoreEarly>[1]['weekly'], of = truth) =>
    scoreEarly(of, { weekly, median_win_weeks: 10 }).map(({ group, score }) => [
      group,
      value(score),
    ]);

  test('from the week of the injection to that of the first flag', () => {
    assert.deepEqual(early(weeks(-32)), [['volume', 0]]);
    assert.deepEqual(early(weeks(-30)), [['volume', 2]]);
    assert.deepEqual(early(weeks(null)), [['volume', NEVER_WEEKS]]);
  });
  test('a win rate in medians of the lag', () => {
    const rate = causeOf({
      origin: { of: 'opportunity', from_week: -32, to_week: 12 },
      lines: [
        lineOf({
          amount: -1,
          factors: ['conversion'],
          owners: ['marketing'],
          step: 'opportunity_to_won',
        }),
      ],
    });
    const hit = [
      {
        as_of: '2025-12-07',
        flagged: { answer: [partOf({ amount: -4, factors: ['conversion'], step: null })] },
      },
    ];
    assert.deepEqual(early(hit, truthOf({ causes: [rate] })), [['win_rate', 0.2]]);
  });
  test('an event tells when it began, though older cohorts are hit', () => {
    const events = [{ date: '2026-03-16', text: '' }];
    assert.equal(injectionWeek({ ...cause, events }, truth), -15);
    assert.equal(injectionWeek(cause, truth), -32);
  });
  test('not asked, not answered', () => {
    assert.deepEqual(early(null), [['volume', 'not_scored']]);
    assert.deepEqual(early([{ as_of: DAY, flagged: UNKNOWN }]), [['volume', 'not_answered']]);
  });
});
