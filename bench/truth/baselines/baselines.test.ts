import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import type { Part } from '../answers.ts';
import { writeSmallCompany } from '../small-company.ts';
import { baselinesOf } from './baselines.ts';
import { dashboard } from './dashboard.ts';
import { largestChange } from './largest-change.ts';
import { priceVolumeMix } from './price-volume-mix.ts';
import { type Cell, type Indicators, medianWinWeeks, readRecorded } from './recorded.ts';
import { saturated, shapley } from './saturated.ts';

const cell = (given: Partial<Cell>): Cell => ({
  kind: 'webinar',
  segment: 'mid',
  block: 3,
  engagements: 0,
  opportunities: 0,
  won: 0,
  won_in_quarter: 0,
  amount: 0,
  ...given,
});
const OWNERS = [
  { kind: 'webinar', owner: 'marketing' },
  { kind: 'outbound', owner: 'sales' },
];
const amounts = (parts: readonly Part[] | null) =>
  Object.fromEntries(
    (parts ?? []).map(({ factors, step, owner, amount }) => [
      `${factors[0]} ${step ?? ''} ${owner}`.replaceAll('  ', ' '),
      amount,
    ]),
  );

const quarter = (quarters_ago: number, given: Partial<Indicators> = {}): Indicators => ({
  quarters_ago,
  engagements: 100,
  meetings: 20,
  opportunities: 10,
  won: 4,
  lost: 6,
  amount: 4000,
  median_days: 70,
  ...given,
});

describe('saturated Shapley', () => {
  test('two factors share what they do together', () => {
    assert.deepEqual(shapley({ base: [10, 2], actual: [6, 3] }), [-10, 8]);
  });
  test('the case of METHODS 3.2, to the cent', () => {
    const base = [400, 0.2, 0.6, 30_000];
    const actual = [340, 0.18, 0.5, 31_500];
    const expected = [-192_885, -125_285, -216_245, 58_315];
    shapley({ base, actual }).forEach((value, i) => {
      assert.ok(Math.abs(value - (expected[i] as number)) < 1e-6, `${i}: ${value}`);
    });
  });

  const full = { opportunities: 20, won: 10, won_in_quarter: 5, amount: 500 };
  test('half of the engagements, all rates alike: volume, of the kind’s owner', () => {
    const recorded = {
      cells: [
        cell({ engagements: 50, opportunities: 10, won: 5, won_in_quarter: 2.5, amount: 250 }),
        cell({ kind: 'outbound', engagements: 100, ...full }),
      ],
      before: [
        cell({ engagements: 100, ...full }),
        cell({ kind: 'outbound', engagements: 100, ...full }),
      ],
      indicators: [],
      owners: OWNERS,
    };
    const found = amounts(saturated(recorded, 1000));
    assert.equal(found['volume engagement marketing'], -250);
    assert.equal(found['volume engagement sales'], 0);
    assert.equal(
      Object.values(found).reduce((sum, amount) => sum + amount, 0),
      -250,
    );
    const simple = amounts(priceVolumeMix(recorded, 1000));
    assert.equal(simple['volume engagement marketing'], -250);
    assert.equal(simple['mix marketing'], 0);
  });
  test('nothing was won before: nothing to compare with', () => {
    const recorded = { cells: [], before: [cell({ engagements: 9 })], indicators: [], owners: [] };
    assert.equal(saturated(recorded, 1000), null);
    assert.equal(priceVolumeMix(recorded, 1000), null);
  });
});

describe('price-volume-mix', () => {
  // Before: 100 webinars worth 1 each, 100 calls worth 9. Now: 150 and 50, the deals a tenth smaller.
  const rates = (engagements: number, each: number) => ({
    engagements,
    opportunities: engagements / 10,
    won: engagements / 20,
    won_in_quarter: engagements / 20,
    amount: engagements * each,
  });
  const recorded = {
    cells: [cell(rates(150, 0.9)), cell({ kind: 'outbound', ...rates(50, 8.1) })],
    before: [cell(rates(100, 1)), cell({ kind: 'outbound', ...rates(100, 9) })],
    indicators: [],
    owners: OWNERS,
  };

  test('volume at the mean worth of 5, mix for what that is not, then the price', () => {
    assert.deepEqual(amounts(priceVolumeMix(recorded, 1000)), {
      'volume engagement marketing': 250,
      'volume engagement sales': -250,
      'mix marketing': -400,
      'conversion both': 0,
      'conversion opportunity_to_won sales': 0,
      'speed opportunity_to_won sales': 0,
      'size amount sales': -60,
    });
  });
  test('lines below a twentieth of the target are not flagged', () => {
    const flagged = (priceVolumeMix(recorded, 1300) ?? []).filter((part) => part.flagged);
    assert.ok(flagged.every(({ amount }) => Math.abs(amount) >= 65));
  });
});

describe('dashboard', () => {
  test('80 leads where 100 are usual: a fifth of the target; sales has the rest', () => {
    const parts = dashboard([quarter(0, { engagements: 80 }), quarter(1), quarter(2)], {
      target: 1000,
      actual: 900,
    });
    assert.deepEqual(amounts(parts), {
      'volume engagement marketing': -200,
      'conversion opportunity_to_won sales': 100,
    });
  });
});

describe('largest change', () => {
  test('the win rate fell by half, the leads by a tenth', () => {
    const now = quarter(0, { engagements: 90, meetings: 18, opportunities: 9, won: 2, lost: 8 });
    const parts = largestChange([{ ...now, amount: 2000 }, quarter(1), quarter(2)], {
      target: 4000,
      actual: 2000,
    });
    assert.deepEqual(amounts(parts), { 'conversion opportunity_to_won sales': -2000 });
    assert.equal(parts?.[0]?.flagged, true);
  });
  test('nothing before: nobody to blame', () => {
    assert.equal(largestChange([quarter(0)], { target: 1, actual: 0 }), null);
  });
});

describe('what is read from the recorded files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sameboat-baseline-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const plain = join(folder, 'plain');
  mkdirSync(plain);
  writeSmallCompany((name, text) => writeFileSync(join(plain, `${name}.csv`), text));
  const asked = readRecorded(plain, { first_day: '2026-06-29', last_day: '2026-09-27' });

  test('an opportunity goes to the engagement that began it', async () => {
    const { cells } = await asked;
    assert.deepEqual(
      cells.filter(({ opportunities }) => opportunities > 0),
      [
        cell({ kind: 'direct', segment: 'small', block: 2, engagements: 1, opportunities: 1 }),
        cell({
          kind: 'direct',
          segment: 'small',
          block: 5,
          engagements: 1,
          opportunities: 1,
          won: 1,
        }),
        cell({
          block: 4,
          engagements: 2,
          opportunities: 1,
          won: 1,
          won_in_quarter: 1,
          amount: 1_000_050,
        }),
      ],
    );
  });
  test('what was entered after the day is not known, nor what does not count', async () => {
    const { indicators } = await asked;
    const [now, before] = indicators;
    assert.deepEqual(
      [now?.quarters_ago, now?.engagements, now?.meetings, now?.opportunities, now?.won],
      [0, 1, 1, 1, 1],
    );
    assert.deepEqual([before?.quarters_ago, before?.engagements, before?.won], [1, 2, 1]);
    // 90 and 20 days: 55 in the mean
    assert.equal(medianWinWeeks(indicators), 55 / 7);
  });
  test('four explanations, each with the gap', async () => {
    const all = baselinesOf(await asked, 2_000_000);
    for (const [name, baseline] of Object.entries(all)) {
      assert.ok('answer' in baseline, name);
      const sum = baseline.answer.reduce((total, { amount }) => total + amount, 0);
      assert.ok(Math.abs(sum + 999_950) <= baseline.answer.length, `${name} ${sum}`);
    }
  });
});
