import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BacktestAnswer } from '../operations/backtest.ts';
import type { ForecastAnswer, ForecastQuarter } from '../operations/forecast.ts';
import { presentBacktest } from './present-backtest.ts';
import { presentForecast } from './present-forecast.ts';

const EN = { locale: 'en' };
const money = (amount: number) => ({ amount: amount * 100, currency: 'USD' });

function quarter(given: Partial<ForecastQuarter> = {}): ForecastQuarter {
  return {
    quarter: '2026-Q3',
    from: '2026-07-01',
    to: '2026-10-01',
    booked: money(1_000_000),
    mean: money(3_540_000),
    p05: money(3_050_000),
    p25: money(3_300_000),
    p50: money(3_500_000),
    p75: money(3_800_000),
    p95: money(4_150_000),
    target: money(4_100_000),
    probability: 0.06,
    parts: {
      booked: money(1_000_000),
      open_pipeline: money(2_000_000),
      engaged: money(400_000),
      planned: money(140_000),
    },
    wins: { booked: 20, mean: 90, p05: 80, p50: 90, p95: 100 },
    segments: [],
    large_deals: [],
    correction: { kind: 'none', quarters: 0, width: 1, shift: 1, bias: null },
    baselines: [{ name: 'commit', amount: null }],
    ...given,
  };
}

function answer(given: Partial<ForecastAnswer> = {}): ForecastAnswer {
  return {
    as_of: '2026-08-31',
    definition_versions: {},
    caveats: [],
    week: 8,
    quarters: [quarter()],
    past: [],
    accuracy: null,
    track: [],
    coverage: null,
    weeks: [],
    ...given,
  };
}

const past = (actual: number) => ({
  as_of: '2026-05-26',
  quarter: '2026-Q2',
  p05: money(90),
  p50: money(100),
  p95: money(110),
  actual: money(actual),
});

describe('the report of a forecast', () => {
  it('says between what the quarter ends, and the chance of its target', () => {
    assert.equal(
      presentForecast(answer(), EN).sentence,
      'Q3 ends between $3.05 M and $4.15 M, most likely near $3.5 M; the chance of its $4.1 M target is 6 times in 100.',
    );
    const without = presentForecast(
      answer({ quarters: [quarter({ target: null, probability: null })] }),
      EN,
    );
    assert.match(without.sentence, /most likely near \$3\.5 M\.$/);
  });

  it('speaks of wins where no amounts are recorded, and of nothing where there are none', () => {
    const none = { p95: money(0), p05: money(0), p50: money(0) };
    const counts = presentForecast(answer({ quarters: [quarter(none)] }), EN);
    assert.match(counts.sentence, /about 90 wins; what they are worth is not recorded/);
    const wins = { booked: 0, mean: 0, p05: 0, p50: 0, p95: 0 };
    const empty = presentForecast(answer({ quarters: [quarter({ ...none, wins })] }), EN);
    assert.equal(empty.sentence, 'Nothing can be said yet of where Q3 ends.');
  });

  it('says how far off it has been, or that nobody knows', () => {
    assert.match(presentForecast(answer(), EN).lead, /Too few past quarters/);
    const told = presentForecast(
      answer({ past: [past(102), past(108), past(88), past(100), past(125)] }),
      EN,
    );
    assert.match(told.lead, /more than 8 % in half of 5 quarters; their bands held 3 times/);
    assert.deepEqual(
      told.pictures.map(({ id, table }) => [id, table]),
      [
        ['quarters', 'quarters'],
        ['past', 'past'],
      ],
    );
    const table = told.tables.find(({ id }) => id === 'past');
    assert.deepEqual([table?.title, table?.rows.length], ['Past forecasts of the same week', 5]);
  });

  it('draws the parts one after the other, up to the mean', () => {
    const [picture] = presentForecast(answer(), EN).pictures;
    const { values } = picture!.wide['data'] as { values: Record<string, number>[] };
    const [row] = values;
    assert.equal(row?.['booked_from'], 0);
    assert.equal(row?.['open_pipeline_from'], row?.['booked_to']);
    assert.equal(row?.['planned_to'], money(3_540_000).amount);
    assert.match(picture?.marks[0]?.says ?? '', /target \$4\.1 M; booked \$1 M, open pipeline/);
    assert.deepEqual(
      picture?.key.slice(0, 4).map(({ style }) => style),
      ['actual', 'takes', 'usual', 'forecast'],
    );
  });

  it('opens the rows of each part that holds something', () => {
    const parts = { ...quarter().parts, planned: money(0) };
    const [table] = presentForecast(answer({ quarters: [quarter({ parts })] }), EN).tables;
    assert.deepEqual(table?.rows[0]?.rows_of['engaged'], {
      figure: 'forecast',
      quarter: '2026-Q3',
      part: 'engaged',
    });
    assert.equal(table?.rows[0]?.rows_of['planned'], undefined);
  });

  it('draws how the quarter moved, up to now', () => {
    const week = (number: number, p50: number) => ({
      as_of: `2026-07-${String(1 + 7 * number).padStart(2, '0')}`,
      week: number,
      booked: money(number * 100_000),
      p05: money(p50 - 300_000),
      p50: money(p50),
      p95: money(p50 + 300_000),
    });
    const one = presentForecast(answer({ weeks: [week(1, 3e6)] }), EN);
    assert.ok(!one.pictures.some(({ id }) => id === 'weeks'));
    const told = presentForecast(answer({ weeks: [week(1, 3e6), week(2, 3.5e6)] }), EN);
    const picture = told.pictures.find(({ id }) => id === 'weeks');
    assert.equal(picture?.title, 'The middle of Q3 moved from $3 M after week 1 to $3.5 M');
    assert.equal(picture?.marks.length, 2);
    assert.equal(told.tables.find(({ id }) => id === 'weeks')?.rows.length, 2);
  });

  it('says how much open pipeline there is for what is to go, and how far off others were', () => {
    const told = presentForecast(
      answer({
        coverage: {
          open: money(9e6),
          lands: money(2e6),
          to_go: money(3e6),
          present: 3,
          needed: 3.44,
        },
        accuracy: {
          runs: 10,
          coverage: 0.9,
          coverage_80: 0.8,
          coverage_50: 0.6,
          crps: money(250),
          bias: -0.041,
          pit: [3, 2, 2, 2, 1],
        },
        track: [{ name: 'commit', runs: 8, error: money(700), own_error: money(300) }],
      }),
      EN,
    );
    const cells = (id: string) => told.tables.find((table) => table.id === id)?.rows[0]?.cells;
    assert.deepEqual(
      [cells('coverage')?.['present'], cells('coverage')?.['needed']],
      ['3 ×', '3.4 ×'],
    );
    assert.deepEqual(cells('accuracy'), {
      nine: '9 of 10',
      eight: '8 of 10',
      half: '6 of 10',
      crps: '$250',
      bias: 'high by 4 %',
      pit: '3 · 2 · 2 · 2 · 1',
    });
    assert.deepEqual([cells('track')?.['error'], cells('track')?.['own']], ['$700', '$300']);
  });

  it('names large deals with the quarter without each', () => {
    const deal = {
      id: 'O1',
      name: 'Whale',
      amount: money(490_000),
      chance: 0.4,
      without: {
        mean: money(3_300_000),
        p05: money(3_000_000),
        p50: money(3_300_000),
        p95: money(3_700_000),
        probability: 0,
      },
    };
    const report = presentForecast(answer({ quarters: [quarter({ large_deals: [deal] })] }), EN);
    assert.match(report.lead, /1 open deal is above a twentieth of the target/);
    const table = report.tables.find(({ id }) => id === 'large');
    assert.deepEqual(table?.rows[0]?.cells, {
      name: 'Whale',
      quarter: 'Q3',
      amount: '$490,000',
      chance: '40 times in 100',
      without: '$3,300,000',
      target: 'less than 1 time in 100',
    });
  });
});

describe('the report of a backtest', () => {
  const run = {
    as_of: '2026-05-26',
    quarter: '2026-Q2',
    week: 8,
    mean: money(100),
    p05: money(90),
    p50: money(100),
    p95: money(110),
    actual: money(104),
    width: 1,
    crps: 200,
    pit: 0.6,
  };
  const backtest: BacktestAnswer = {
    as_of: '2026-08-31',
    definition_versions: {},
    caveats: [],
    runs: [run],
    coverage: 1,
    coverage_80: 1,
    coverage_50: 1,
    crps: 200,
    pinball: [],
    bias: -0.08,
    uniformity: 0.4,
    baselines: [
      {
        name: 'chain_ladder',
        crps: 900,
        runs: 1,
        own_crps: 200,
        own_error: 400,
        skill: 0.78,
        low: -0.1,
        high: 0.9,
      },
    ],
  };

  it('says how often the band held, and which simpler forecasts it beats', () => {
    const report = presentBacktest(backtest, EN);
    assert.match(report.sentence, /held what came in 1 of 1 forecasts of 1 past quarter;/);
    assert.match(report.lead, /nearer than 1 of 1 simpler forecasts, 0 of them beyond doubt/);
    assert.match(report.lead, /8 % too high/);
    assert.equal(report.tables[0]?.rows[0]?.cells['skill'], '78 % (−10 % to 90 %)');
    assert.equal(report.tables[1]?.title, 'Each forecast, and what came');
  });

  it('says so where no quarter could be forecast', () => {
    const report = presentBacktest({ ...backtest, runs: [], coverage: null, baselines: [] }, EN);
    assert.match(report.sentence, /^No past quarter can be forecast/);
    assert.deepEqual(report.tables, []);
  });
});
