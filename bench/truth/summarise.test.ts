/** Whole examinations by hand: who knows the truth meets every bar, who knows nothing meets none. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TrueCause, TrueScenario } from '../../sample/truth-file.ts';
import { addDays } from '../../src/calendar.ts';
import type { Asked, MissAnswer, Part } from './answers.ts';
import { askDays } from './days.ts';
import type { Examined } from './examined.ts';
import {
  causeOf,
  examinedOf,
  lineOf,
  luckOf,
  missOf,
  partOf,
  perfectParts,
  truthOf,
  UNKNOWN,
} from './made-up.ts';
import type { Scenario } from './scenario.ts';
import { isFlagged } from './score-early.ts';
import { type Summary, type SummaryRow, summarise } from './summarise.ts';
import { markdownOf } from './table.ts';

const CAUSES: Readonly<Record<string, TrueCause | null>> = {
  NOTHING: causeOf({ id: 'NOTHING', number: 40, strength: null, lines: [] }),
  LEADS_DOWN_2Q: causeOf({
    lines: [lineOf({ amount: -400, campaign_types: ['webinar'] })],
    origin_weeks: [
      [-30, -300],
      [-20, -100],
    ],
  }),
  FOLLOWUP_SLOW: causeOf({
    id: 'FOLLOWUP_SLOW',
    number: 8,
    lines: [
      lineOf({
        amount: -420,
        factors: ['follow_up'],
        owners: ['sales'],
        step: 'engagement_to_meeting',
      }),
    ],
    origin_weeks: [[-10, -420]],
    origin: { of: 'engagement', from_week: -20, to_week: 12 },
  }),
  WINRATE_TEAM: causeOf({
    id: 'WINRATE_TEAM',
    number: 13,
    lines: [
      lineOf({
        amount: -380,
        factors: ['conversion'],
        owners: ['sales'],
        step: 'opportunity_to_won',
        teams: ['Team EMEA'],
      }),
    ],
    origin_weeks: [[-6, -380]],
    origin: { of: 'opportunity', from_week: -16, to_week: 12 },
  }),
  OFFSETTING: causeOf({
    id: 'OFFSETTING',
    number: 41,
    lines: [
      lineOf({ amount: 400 }),
      lineOf({
        amount: -390,
        factors: ['conversion'],
        owners: ['sales'],
        step: 'opportunity_to_won',
      }),
    ],
    origin_weeks: [[-20, 10]],
  }),
  LATE_UPDATES: causeOf({
    id: 'LATE_UPDATES',
    number: 34,
    strength: null,
    part: 'record',
    lines: [
      lineOf({ amount: 0, leg: 'data', factors: ['recording'], owners: ['data'], step: null }),
    ],
    origin: { of: 'close', from_week: 9, to_week: 12 },
  }),
};
const SEEDS = 200;
const CLAIM = {
  id: 'no_follow_up',
  said_by: 'marketing',
  text: '',
  verdict: 'supported',
  money: { amount: 0, currency: 'USD' },
} as const;

/** What an explainer says, given the truth: the perfect one looks, the useless ones do not. */
type Explainer = (
  truth: TrueScenario,
  day: string,
) => Pick<MissAnswer, 'recoverable'> & {
  readonly parts: readonly Part[];
  readonly verdict: 'supported' | 'contradicted';
};

function examination(explain: Explainer): Summary {
  const all: Examined[] = [];
  for (const [id, cause] of Object.entries(CAUSES)) {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const scenario: Scenario = {
        causes: [{ id, strength: cause?.strength ?? null }],
        size: 'small',
        seed,
        format: 'plain',
      };
      all.push(examined(scenario, cause as TrueCause, explain));
    }
  }
  return summarise(all);
}

function examined(scenario: Scenario, cause: TrueCause, explain: Explainer): Examined {
  const truth = truthOf({
    causes: [cause],
    luck: scenario.seed % 2 === 0 ? 30 : -30,
    recorded_short: [
      ['2026-08-10', -100],
      ['2026-09-27', -300],
      ['2026-11-22', 0],
    ],
    recoverable: [
      ['webinar', '2026-08-10', 0],
      ['follow_up', '2026-08-10', 70],
    ],
    claims: [CLAIM],
  });
  const miss: Partial<Record<string, Asked<MissAnswer>>> = {};
  for (const [name, day] of askDays(truth, scenario)) {
    const { parts, recoverable } = explain(truth, day);
    miss[name] = missOf(parts, { recoverable });
  }
  const { verdict } = explain(truth, truth.last_day);
  return examinedOf(scenario, truth, {
    miss,
    claims: { answer: { claims: [{ id: CLAIM.id, verdict }] } },
    health: { answer: { checks: [] } },
    weekly: [4, 8, 200].map((weeks) => {
      const as_of = addDays(truth.first_day, 7 * (cause.origin.from_week + weeks));
      return { as_of, flagged: { answer: explain(truth, as_of).parts } };
    }),
    baselines: {
      saturated: { answer: [partOf({ amount: -200, owner: 'market' })] },
      price_volume_mix: { answer: [partOf({ amount: -200, owner: 'market' })] },
      dashboard: { answer: [partOf({ amount: -200, owner: 'market' })] },
      largest_change: { answer: [partOf({ amount: -200, owner: 'market' })] },
    },
  });
}

const perfect: Explainer = (truth, day) => ({
  parts: perfectParts(truth, day),
  recoverable: truth.recoverable.map(({ action, amount: { amount } }) => ({
    action,
    by: null,
    amount,
    low: amount - 5,
    high: amount + 5,
  })),
  verdict: 'supported',
});

const allIsChance: Explainer = (truth) => ({
  parts: [luckOf(truth.gap.amount)],
  recoverable: [],
  verdict: 'contradicted',
});

const blamesMarketing: Explainer = (truth) => ({
  parts: [
    partOf({
      amount: truth.gap.amount === 0 ? 1 : truth.gap.amount,
      factors: ['quality'],
      step: 'engagement_to_meeting',
      low: truth.gap.amount,
      high: truth.gap.amount,
    }),
  ],
  recoverable: [],
  verdict: 'contradicted',
});

const missed = ({ rows }: Summary) => [
  ...new Set(rows.filter(({ verdict }) => verdict === 'missed').map(({ score }) => score)),
];

describe('an explainer that knows the truth', () => {
  const summary = examination(perfect);
  test('meets every bar', () => {
    const rest = summary.rows.filter(({ verdict }) => verdict !== 'met' && verdict !== 'no bar');
    // Perfect intervals cover always, which is more than 90 % should.
    assert.deepEqual(
      rest.map(({ score, value }) => [score, value]),
      [['S6', 1]],
    );
  });
  test('every score is there', () => {
    assert.equal(new Set(summary.rows.map(({ score }) => score)).size, 18);
  });
  test('beats the baselines', () => {
    const known = summary.beats.filter(({ strength }) => strength !== 'written');
    assert.ok(known.length > 0);
    for (const row of known) assert.equal(row.beatsAll, true, `${row.score} ${row.strength}`);
  });
});

describe('an explainer that knows nothing', () => {
  test('all is chance: no false alarm, and nothing else', () => {
    const summary = examination(allIsChance);
    assert.deepEqual(missed(summary), [
      'S2',
      'S3',
      'S4',
      'S5',
      'S6',
      'S8 raised',
      'S9',
      'S10 volume',
      'S10 win_rate',
      'S11',
      'S11 too late',
      'S12',
      'S12 wrong way',
    ]);
  });
  test('all is marketing’s fault: false alarms and blame on top', () => {
    const summary = examination(blamesMarketing);
    for (const score of ['S3', 'S4', 'S7', 'S8 blamed', 'S9'] as const) {
      assert.ok(missed(summary).includes(score), score);
    }
  });
});

describe('answers that are not there', () => {
  const scenario = (seed: number): Scenario => ({
    causes: [{ id: 'LEADS_DOWN_2Q', strength: 4 }],
    size: 'small',
    seed,
    format: 'plain',
  });
  const truth = truthOf({ causes: [CAUSES.LEADS_DOWN_2Q as TrueCause], claims: [CLAIM] });
  const row = (rows: readonly SummaryRow[], score: string) =>
    rows.find((each) => each.score === score);

  test('none at all: every score says so', () => {
    const { rows } = summarise([examinedOf(scenario(1), truth)]);
    const answered = rows.filter(({ verdict }) => verdict !== 'not answered');
    assert.deepEqual(answered, []);
    assert.equal(row(rows, 'S1')?.why, UNKNOWN.refused);
  });

  test('some: those count as the worst there is', () => {
    const good = examinedOf(scenario(1), truth, {
      answer: missOf(perfectParts(truth, truth.last_day)),
    });
    const { rows } = summarise([good, examinedOf(scenario(2), truth)]);
    assert.equal(row(rows, 'S3')?.value, 0.5);
    assert.equal(row(rows, 'S3')?.unanswered, 1);
    assert.equal(row(rows, 'S4')?.value, 0.5);
    assert.equal(row(rows, 'S2')?.value, Number.POSITIVE_INFINITY);
    assert.equal(row(rows, 'S6')?.verdict, 'too few');
  });

  test('the table says it in words', () => {
    const summary = summarise([examinedOf(scenario(1), truth)]);
    const text = markdownOf(summary, [{ scenario: 'A small 2 plain', why: 'sample: exit 2' }]);
    assert.match(text, /\| S3 Right cause on top \| small \| 4 \| 1 \(1 unanswered\) \|/);
    assert.match(text, /at least 90 % \| not answered: exit 2: There is no operation "miss"\./);
    assert.match(text, /## Could not be made\n\n- A small 2 plain: sample: exit 2/);
  });
});

test('a weekly hit is one that the score would find', () => {
  const cause = CAUSES.LEADS_DOWN_2Q as TrueCause;
  assert.equal(isFlagged(cause, perfectParts(truthOf({ causes: [cause] }), '2026-09-27')), true);
});
