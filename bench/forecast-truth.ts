/**
 * Are forecasts as sure as they say? Invented companies, each quarter forecast at five points from
 * what was recorded by then, against what came and against simpler forecasts; before any correction,
 * and as they are shown, each having learnt from the ten quarters before it.
 *
 *   node bench/forecast-truth.ts [--seeds 1..60] [--size mid] [--inject CAUSE:STRENGTH] [--out FILE]
 *
 * One to two minutes a seed. With a cause put in, coverage by quarter shows the break and the recovery.
 */
import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { uniformityChance } from '../src/models/scoring.ts';
import type { BacktestAnswer } from '../src/operations/backtest.ts';
import { TemporaryHome } from '../test/temporary-home.ts';

/** The sample company lives to this day; on the day after, its last quarter is over. */
const LAST_DAY = '2027-03-28';
const AS_OF = '2027-03-29';
/** Its fiscal quarters of 13 weeks, from July. */
const SETTINGS = 'fiscal_calendar: "445"\nfiscal_year_start_month: 7\n';
const QUARTERS = 8;
const PIT_BINS = 10;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1..60' },
    size: { type: 'string', default: 'mid' },
    inject: { type: 'string' },
    out: { type: 'string' },
  },
});

type Run = BacktestAnswer['runs'][number];

interface Walked {
  readonly raw: BacktestAnswer;
  readonly learnt: BacktestAnswer;
}

/** The backtest of one company. */
async function walked(seed: number): Promise<Walked> {
  using home = new TemporaryHome(SETTINGS);
  const out = `${home.folder}/sample`;
  await home.ask('sample', {
    as_of: AS_OF,
    out,
    seed,
    size: values.size,
    formats: ['plain'],
    inject: values.inject ? [values.inject] : [],
    recoverable: false,
    export_day: LAST_DAY,
  });
  await home.import([`${out}/recorded/plain`], { as_of: AS_OF });
  const asked = { as_of: AS_OF, quarters: QUARTERS, seed };
  return {
    learnt: await home.ask<BacktestAnswer>('backtest', asked),
    raw: await home.ask<BacktestAnswer>('backtest', { ...asked, past: 0 }),
  };
}

function seedsOf(range: string): number[] {
  const [first, last = first] = range.split('..').map(Number) as [number, number?];
  if (!(first > 0 && last >= first)) throw new Error('--seeds is a number, or FIRST..LAST');
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

const mean = (numbers: readonly number[]) =>
  numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

/** Share of runs whose actual lies in the middle so much of the forecast. */
const held = (runs: readonly Run[], share: number) =>
  mean(runs.map(({ pit }) => (Math.abs(pit - 0.5) <= share / 2 ? 1 : 0)));

function printCoverage(title: string, groups: ReadonlyMap<string, readonly Run[]>): void {
  console.log(`\n${title.padEnd(14)}    n   90 %   80 %   50 %    bias   PIT even?`);
  for (const [name, runs] of groups) {
    const cells = [
      name.padEnd(14),
      String(runs.length).padStart(5),
      ...[0.9, 0.8, 0.5].map((share) => held(runs, share).toFixed(3).padStart(6)),
      mean(runs.map(({ actual, p50 }) => Math.log(actual.amount / p50.amount)))
        .toFixed(3)
        .padStart(7),
      uniformityChance(
        runs.map(({ pit }) => pit),
        PIT_BINS,
      )
        .toFixed(3)
        .padStart(8),
    ];
    console.log(cells.join(' '));
  }
}

function printBaselines(answers: readonly BacktestAnswer[]): void {
  console.log('\nbaseline                   runs   its CRPS ÷ ours, over the same runs');
  const all = answers.flatMap(({ baselines }) => baselines);
  for (const [name, rows] of Map.groupBy(all, (row) => row.name)) {
    const sum = (pick: (row: (typeof rows)[number]) => number) =>
      rows.reduce((total, row) => total + row.runs * pick(row), 0);
    const runs = sum(() => 1);
    const ratio = sum(({ crps }) => crps) / sum(({ own_crps }) => own_crps);
    console.log(`${name.padEnd(24)} ${String(runs).padStart(6)}   ${ratio.toFixed(2)}`);
  }
}

function print(title: string, answers: readonly BacktestAnswer[]): void {
  const runs = answers.flatMap((answer) => answer.runs);
  console.log(`\n== ${title}: ${runs.length} forecasts`);
  const byWeek = [...runs].sort((a, b) => a.week - b.week);
  printCoverage(
    'week',
    Map.groupBy(byWeek, ({ week }) => String(week)),
  );
  const byQuarter = [...runs].sort((a, b) => (a.quarter < b.quarter ? -1 : 1));
  printCoverage(
    'quarter',
    Map.groupBy(byQuarter, ({ quarter }) => quarter),
  );
  printCoverage('all', new Map([['(dependent)', runs]]));
  printBaselines(answers);
}

const companies: Walked[] = [];
for (const seed of seedsOf(values.seeds)) {
  const company = await walked(seed);
  companies.push(company);
  if (values.out) appendFileSync(values.out, `${JSON.stringify({ seed, ...company })}\n`);
  process.stderr.write(`seed ${seed}: ${company.raw.runs.length} forecasts\n`);
}
console.log(`${companies.length} companies (${values.size})`);
print(
  'before any correction',
  companies.map(({ raw }) => raw),
);
print(
  'as they are shown',
  companies.map(({ learnt }) => learnt),
);
