import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { company, DAY, homeWith } from '../../test/forecast-company.ts';
import type { Answer, TemporaryHome } from '../../test/temporary-home.ts';
import { addDays } from '../calendar.ts';
import { measure } from '../measures/measures.ts';
import type { SnapshotCounts } from '../measures/rows.ts';
import { momentOf } from './answer.ts';
import type { BacktestAnswer } from './backtest.ts';
import type { ForecastAnswer, ForecastQuarter } from './forecast.ts';
import type { RowsAnswer } from './rows.ts';

const figures = ({ quarters }: ForecastAnswer) =>
  quarters.map(({ quarter, mean, p05, p95, parts }) => [
    quarter,
    mean.amount,
    p05.amount,
    p95.amount,
    parts.open_pipeline.amount,
  ]);

describe('forecast', () => {
  let home: TemporaryHome;
  const all = company();
  before(async () => {
    home = await homeWith(all);
  });
  after(() => home[Symbol.dispose]());
  const ask = (given: Answer = {}) =>
    home.ask<ForecastAnswer>('forecast', { as_of: DAY, past: 0, ...given });

  it('lands each quarter in parts that add up, without a target while there is no plan', async () => {
    const answer = await ask();
    assert.deepEqual(
      answer.quarters.map(({ quarter }) => quarter),
      ['2026-Q3', '2026-Q4', '2027-Q1', '2027-Q2'],
    );
    for (const { mean, parts, p05, p50, p95, target, probability } of answer.quarters) {
      const sum = Object.values(parts).reduce((total, { amount }) => total + amount, 0);
      assert.equal(sum, mean.amount);
      assert.ok(p05.amount < p50.amount && p50.amount < p95.amount);
      assert.deepEqual([target, probability, mean.currency], [null, null, 'USD']);
    }
    const codes = answer.caveats.map(({ code }) => code);
    for (const code of ['no_plan', 'few_past_quarters', 'usual_pace']) {
      assert.ok(codes.includes(code), `${code} is not among ${codes}`);
    }
  });

  it('books what was won in the quarter by the day, to the cent', async () => {
    const won = all.changes.filter(
      (row) =>
        row['outcome'] === 'won' &&
        String(row['happened']) >= '2026-07-01' &&
        String(row['happened']) <= DAY,
    );
    const expected = won.reduce((sum, row) => sum + 100 * Number(row['amount']), 0);
    const [quarter] = (await ask()).quarters;
    assert.equal(quarter?.booked.amount, expected);
    assert.equal(quarter?.wins.booked, won.length);
  });

  it('does not see what was recorded later', async () => {
    using then = await homeWith(all, addDays(DAY, 1));
    const before = await then.ask<ForecastAnswer>('forecast', { as_of: DAY, past: 0 });
    assert.deepEqual(figures(await ask()), figures(before));
  });

  it('expects about what the company brings: a new quarter is 52 deals, three in ten won', async () => {
    const quarter = (await ask()).quarters[2];
    assert.ok(quarter);
    assert.ok(Math.abs(quarter.wins.mean - 15.6) < 5, `${quarter.wins.mean} wins`);
    assert.ok(quarter.wins.p05 < 15 && quarter.wins.p95 > 16);
  });

  it('keeps segments, and their means add up to the whole', async () => {
    const { segments, mean } = (await ask()).quarters[1] as ForecastAnswer['quarters'][number];
    assert.deepEqual(
      segments.map(({ segment }) => segment),
      ['large', 'small'],
    );
    const sum = segments.reduce((total, each) => total + each.mean.amount, 0);
    assert.ok(Math.abs(sum - mean.amount) <= 2);
  });

  it('answers a second time from what it kept, and the same', async () => {
    const kept = () =>
      readdirSync(home.home.facts).filter((name) => name.includes('.forecast-')).length;
    const first = await ask({ seed: 5 });
    const files = kept();
    assert.deepEqual(await ask({ seed: 5 }), first);
    assert.equal(kept(), files);
    assert.notDeepEqual(figures(await ask({ seed: 6 })), figures(first));
  });

  it('compares with the target of the plan, and says whether it is signed', async () => {
    const { quarters } = await ask();
    const low = Math.round((quarters[1]?.p05.amount ?? 0) * 0.9);
    await home.ask('set-plan', {
      as_of: '2026-01-05',
      rows: [
        { quarter: '2026-Q4', segment: 'large', bookings: low },
        { quarter: '2026-Q4', segment: 'small', bookings: 100 },
      ],
    });
    const answer = await ask();
    assert.ok(answer.caveats.some(({ code }) => code === 'plan_unsigned'));
    assert.equal(answer.quarters[0]?.target, null);
    const next = answer.quarters[1];
    assert.equal(next?.target?.amount, low + 100);
    assert.ok((next?.probability ?? 0) > 0.9);
    assert.equal(answer.coverage, null);
    assert.ok(next?.segments.every(({ probability }) => probability !== null));
  });

  it('counts a planned campaign that is still to come', async () => {
    const engaged = await ask();
    await home.ask('plan-campaign', {
      as_of: DAY,
      campaign: {
        campaign_id: 'C1',
        name: 'Fair',
        campaign_type: 'event',
        live_date: '2026-09-01',
        end_date: '2026-09-14',
        planned_engagements: 500,
      },
    });
    const answer = await ask();
    assert.ok(!answer.caveats.some(({ code }) => code === 'usual_pace'));
    assert.equal(answer.quarters.length, engaged.quarters.length);
  });

  it('opens each part down to rows that add up to it', async () => {
    const answer = await ask();
    const [now, next] = answer.quarters as [ForecastQuarter, ForecastQuarter];
    const behind = (quarter: ForecastQuarter, part: string) =>
      home.ask<RowsAnswer>('rows', {
        as_of: DAY,
        figure: 'forecast',
        quarter: quarter.quarter,
        part,
        past: '0',
        limit: 1000,
      });
    const sum = ({ rows }: RowsAnswer, column: string) =>
      rows.reduce((total, row) => total + Number(row[column] ?? 0), 0);
    const booked = await behind(now, 'booked');
    assert.equal(booked.count, now.wins.booked);
    assert.equal(sum(booked, 'amount'), now.parts.booked.amount);
    const open = await behind(next, 'open_pipeline');
    assert.equal(sum(open, 'amount_expected'), next.parts.open_pipeline.amount);
    const [best, worst] = [open.rows[0], open.rows.at(-1)];
    assert.ok(Number(best?.['chance']) > Number(worst?.['chance']) - 1);
    assert.ok(open.rows.every(({ chance }) => Number(chance) >= 0 && Number(chance) <= 1));
    const planned = await behind(next, 'planned');
    assert.equal(sum(planned, 'amount_expected'), next.parts.planned.amount);
    // Nobody is engaged in this company: opportunities begin by themselves, four a week.
    assert.deepEqual(
      planned.rows.map(({ campaign_type }) => campaign_type),
      [null, null],
    );
    assert.ok(Math.abs(sum(planned, 'opportunities') - 52) < 8);
    await assert.rejects(
      () => behind({ ...next, quarter: '2031-Q1' }, 'planned'),
      /2031-Q1 is not among the quarters/,
    );
  });

  it('tells how the quarter was forecast in each of its weeks, with nothing known later', async () => {
    const { weeks } = await ask({ weekly: true });
    assert.deepEqual(
      weeks.map(({ week }) => week),
      [0, 1, 2, 3, 4, 5, 6, 45 / 7],
    );
    assert.equal(weeks.at(-1)?.as_of, DAY);
    assert.ok(
      weeks.every(({ p05, p50, p95 }) => p05.amount < p50.amount && p50.amount < p95.amount),
    );
    using then = await homeWith(all, addDays(weeks[3]!.as_of, 1));
    const before = await then.ask<ForecastAnswer>('forecast', {
      as_of: weeks[3]!.as_of,
      past: 0,
      weekly: true,
    });
    assert.deepEqual(before.weeks.slice(0, 3), weeks.slice(0, 3));
  });

  it('refuses what is no day', async () => {
    await assert.rejects(() => ask({ as_of: 'soon' }), /neither a day/);
  });

  it('a walk through past quarters scores it and the baselines', async () => {
    const answer = await home.ask<BacktestAnswer>('backtest', {
      as_of: DAY,
      quarters: 1,
      past: 0,
    });
    assert.equal(answer.runs.length, 5);
    for (const { as_of, quarter, p05, p95, actual } of answer.runs) {
      assert.ok(as_of < DAY && p05.amount <= p95.amount && actual.amount > 0, quarter);
    }
    const week = (number: number) => answer.runs.filter(({ week: each }) => each === number);
    assert.deepEqual(
      week(0).map(({ as_of, quarter }) => [as_of, quarter]),
      [['2026-03-31', '2026-Q2']],
    );
    const width = (runs: BacktestAnswer['runs']) =>
      runs.reduce((sum, { p05, p95 }) => sum + p95.amount - p05.amount, 0);
    assert.ok(width(week(12)) < width(week(0)), 'the band narrows as the quarter goes');
    assert.ok(answer.crps !== null && answer.crps > 0);
    assert.deepEqual(
      answer.baselines.map(({ name }) => name),
      ['stage_weighted_pipeline', 'seasonal_naive', 'chain_ladder', 'commit'],
    );
    assert.ok(answer.caveats.some(({ code }) => code === 'few_past_quarters'));
  });

  it('past forecasts are those of the same week, with what came', async () => {
    const { past, week, accuracy, track } = await ask({ past: 2 });
    assert.equal(week, 6);
    assert.deepEqual(
      past.map(({ as_of, quarter }) => [as_of, quarter]),
      [
        ['2026-02-11', '2026-Q1'],
        ['2026-05-12', '2026-Q2'],
      ],
    );
    assert.ok(past.every(({ actual }) => actual.amount > 0));
    const held = past.filter(
      ({ p05, p95, actual }) => actual.amount >= p05.amount && actual.amount <= p95.amount,
    );
    assert.deepEqual([accuracy?.runs, accuracy?.coverage], [2, held.length / 2]);
    assert.equal(
      accuracy?.pit.reduce((sum, each) => sum + each, 0),
      2,
    );
    const commit = track.find(({ name }) => name === 'commit');
    const mean = past.reduce(
      (sum, { p50, actual }) => sum + Math.abs(p50.amount - actual.amount),
      0,
    );
    assert.ok(Math.abs((commit?.own_error.amount ?? 0) - mean / 2) <= 1);
  });
});

describe('forecast of a poor record', () => {
  it('of stages that were not written down at first, takes them from when they were', async () => {
    const all = company();
    const first = all.changes.findIndex(({ stage }) => stage === 'Propose');
    const changes = all.changes.filter(
      ({ stage, happened }, i) =>
        stage !== 'Propose' || String(happened) >= '2024-07-01' || i === first,
    );
    using home = await homeWith({ ...all, changes });
    const { engine } = await home.facts();
    const rows = await measure(engine, 'snapshot_counts', {
      ...momentOf(DAY, home.home.settings),
      reopen_days: 30,
      snapshots_from: '2023-08-14',
    });
    const days = (isSuch: (row: SnapshotCounts) => boolean) =>
      [...new Set(rows.filter(isSuch).map(({ snapshot_on }) => snapshot_on))].sort();
    const unknown = days(({ stage }) => stage === null);
    const known = days(({ stage }) => stage !== null);
    assert.ok(unknown.length > 8 && known.length > 20);
    assert.ok(unknown.at(-1)! < known[0]! && known[0]! >= '2024-07-01', `${known[0]}`);
    assert.ok(known[0]! < '2024-09-01');
  });

  it('of wins of which half have no amount, expects as much of those to come', async () => {
    const full = company();
    const changes = full.changes.map((row) => ({
      ...row,
      amount: Number(String(row['opportunity_id']).slice(1)) % 4 < 2 ? row['amount'] : null,
    }));
    using home = await homeWith({ ...full, changes });
    using whole = await homeWith(full);
    const of = async (each: TemporaryHome) =>
      await each.ask<ForecastAnswer>('forecast', { as_of: DAY, past: 0 });
    const [half, all] = [await of(home), await of(whole)];
    const ratio = half.quarters[2]!.mean.amount / all.quarters[2]!.mean.amount;
    assert.ok(ratio > 0.35 && ratio < 0.65, `${ratio}`);
    const said = half.caveats.find(({ code }) => code === 'won_without_amount');
    assert.match(said?.message ?? '', /of \d+ deals won in the last year have no amount in USD/);
    assert.ok(!all.caveats.some(({ code }) => code === 'won_without_amount'));
  });

  it('of wins only, without losses and amounts, is one of counts', async () => {
    using home = await homeWith(company({ amounts: false, losses: false }));
    const answer = await home.ask<ForecastAnswer>('forecast', { as_of: DAY, past: 8 });
    const next = answer.quarters[1];
    assert.equal(next?.mean.amount, 0);
    assert.ok(next && Math.abs(next.wins.mean - 15.6) < 6, `${next?.wins.mean} wins`);
    assert.ok(answer.caveats.some(({ code }) => code === 'unknown_amounts'));
    assert.deepEqual([answer.past, answer.accuracy, answer.track], [[], null, []]);
    const { wins } = answer.quarters[0] as ForecastQuarter;
    assert.ok(wins.booked <= wins.p05 && wins.p05 < wins.p50 && wins.p50 < wins.p95);
  });

  it('of a company in its first week says that it is a guess', async () => {
    using home = await homeWith(company());
    const answer = await home.ask<ForecastAnswer>('forecast', { as_of: '2023-01-05', past: 8 });
    assert.ok(answer.caveats.some(({ code }) => code === 'few_wins'));
    assert.deepEqual(answer.past, []);
    const { runs, coverage, baselines } = await home.ask<BacktestAnswer>('backtest', {
      as_of: '2023-01-05',
    });
    assert.deepEqual([runs, coverage, baselines], [[], null, []]);
  });
});
