/**
 * Curves with standard errors and a parametric fit of ten groups, from a million subjects, against
 * R's survfit and survreg on the same rows:
 *
 *   node bench/against-r.ts [--subjects 1000000] [--rounds 3]
 *
 * Ours begins with the rows and counts them; R's rows are in its memory already. The figures have to
 * agree as well. Without R it says so and ends.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openDuckDb } from '../src/engine/duckdb.ts';
import { allRows, type Engine, execute } from '../src/engine/engine.ts';
import { statement } from '../src/engine/statement.ts';
import type { AgeCounts } from '../src/measures/rows.ts';
import { type Curve, cumulativeIncidence } from '../src/models/curve.ts';
import { weighFamilies } from '../src/models/families.ts';
import { type LagRegression, lagRegression } from '../src/models/lag-regression.ts';
import { mixtureCounts } from '../src/models/mixture.ts';
import { fitMixture } from '../src/models/mixture-fit.ts';

const SEGMENTS = 10;
const BAR = 10;
/** Days of age at which the curves are compared. */
const DAYS = [1, 30, 90, 180, 365];

const { values } = parseArgs({
  options: {
    subjects: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
  },
});
const subjects = Number(values.subjects);
const rounds = Number(values.rounds);
for (const [name, number] of Object.entries({ subjects, rounds })) {
  if (!(Number.isSafeInteger(number) && number > 0)) {
    throw new Error(`--${name} is a whole number > 0`);
  }
}

/** Won, lost or never, each after a Weibull lag, followed for up to two years: by segment. */
async function writeRows(engine: Engine, rows: string, csv: string): Promise<void> {
  const chance = (salt: number) => `((hash(range * ${salt} + ${salt}) % 1000003 + 0.5) / 1000003)`;
  const run = (name: string, sql: string) => execute(engine.query(statement(name, sql)));
  await run(
    'rows',
    `copy (
      select segment,
        cast(floor(case when fate <= 2 and lag < followed then lag else followed end) as integer) as age,
        case when fate > 2 or lag >= followed then 'censored'
          when fate = 1 then 'converted' else 'lost' end as "end"
      from (
        select segment, fate, followed,
          case fate when 1 then 40 + 12 * segment else 80 end
            * power(-ln(chance), case fate when 1 then 0.7 + 0.05 * segment else 1.1 end) as lag
        from (
          select range % ${SEGMENTS} as segment, ${chance(7)} as chance, 730 * ${chance(13)} as followed,
            case when ${chance(17)} < 0.15 + 0.02 * (range % ${SEGMENTS}) then 1
              when ${chance(17)} < 0.8 then 2 else 3 end as fate
          from range(${subjects})
        ) fates
      ) lags
    ) to '${rows}' (format parquet)`,
  );
  await run('rows for R', `copy (from '${rows}') to '${csv}' (header)`);
}

/** As curve_counts.sql does, once by segment. */
async function countRows(engine: Engine, rows: string): Promise<AgeCounts[][]> {
  const counted = await allRows<AgeCounts & { readonly segment: number }>(
    engine.query(
      statement(
        'counts',
        `select segment, age, count(*) filter (where outcome = 'entered') as entered,
          count(*) filter (where outcome = 'converted') as converted,
          count(*) filter (where outcome = 'lost') as lost,
          count(*) filter (where outcome = 'censored') as censored
        from (
          select segment, 'entered' as outcome, 0 as age from '${rows}'
          union all
          select segment, "end", age from '${rows}'
        ) moves
        group by segment, age
        order by segment, age`,
      ),
    ),
  );
  return [...Map.groupBy(counted, ({ segment }) => segment).values()];
}

/** survreg's model: all convert in the end, all else censors. On counts, in the likelihood of whole days. */
function asSurvreg(counts: readonly AgeCounts[]): LagRegression {
  const covariates = [1];
  const rows = counts.flatMap(({ age, converted, lost, censored }) => {
    const [after, time] = [age, age + 1];
    const events = { after, time, event: true, covariates, count: converted };
    const open = { time, event: false, covariates, count: lost + censored };
    return [events, open].filter(({ count }) => count > 0);
  });
  return lagRegression(rows, { family: 'weibull' });
}

interface Ours {
  readonly counting: number;
  readonly curves: number;
  readonly survreg: number;
  readonly mixture: number;
  readonly families: number;
  readonly found: readonly { readonly curve: Curve; readonly lag: LagRegression }[];
}

async function ours(engine: Engine, rows: string): Promise<Ours> {
  const times: number[] = [];
  let before = process.hrtime.bigint();
  const lap = <T>(result: T): T => {
    const now = process.hrtime.bigint();
    times.push(Number(now - before) / 1e9);
    before = now;
    return result;
  };
  const counts = lap(await countRows(engine, rows));
  const curves = lap(counts.map((own) => cumulativeIncidence(own)));
  const lags = lap(counts.map(asSurvreg));
  const weibull = { family: 'weibull', atom: true } as const;
  lap(counts.map((own) => fitMixture(mixtureCounts(own), { won: weibull, lost: weibull })));
  lap(counts.map((own) => weighFamilies(mixtureCounts(own))));
  const [counting, curving, survreg, mixture, families] = times as [
    number,
    number,
    number,
    number,
    number,
  ];
  const found = curves.map((curve, i) => ({ curve, lag: lags[i]! }));
  return { counting, curves: curving, survreg, mixture, families, found };
}

interface TheirCurve {
  readonly segment: number;
  readonly day: number;
  readonly share: number;
  readonly error: number;
}

interface TheirFit {
  readonly segment: number;
  readonly intercept: number;
  readonly scale: number;
  readonly interceptError: number;
  readonly logScaleError: number;
  readonly logLikelihood: number;
}

function theirs(csv: string) {
  const script = fileURLToPath(new URL('against-r.R', import.meta.url));
  // R counts the end of a day, where ours names the day.
  const days = DAYS.map((day) => day + 1).join();
  const child = spawnSync('Rscript', ['--vanilla', script, csv, String(rounds), days], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.status !== 0) throw new Error('R failed');
  const lines = child.stdout.split('\n').map((line) => line.trim().split(/\s+/));
  const numbers = (name: string) =>
    lines.filter(([first]) => first === name).map((line) => line.slice(1).map(Number));
  const [survfit, middle, whole] = numbers('seconds')[0] as [number, number, number];
  return {
    survfit,
    survreg: Math.min(middle, whole),
    note: `survreg with the middle of the day ${middle.toFixed(2)} s, with whole days ${whole.toFixed(2)} s; the quicker counts`,
    curves: numbers('curve').map(
      ([segment, time, share, error]) => ({ segment, day: time! - 1, share, error }) as TheirCurve,
    ),
    fits: numbers('fit').map(
      ([segment, intercept, scale, interceptError, logScaleError, logLikelihood]) =>
        ({ segment, intercept, scale, interceptError, logScaleError, logLikelihood }) as TheirFit,
    ),
  };
}

/** The largest differences, each in the unit in which it may be at most 1. */
function differences({ found }: Ours, { curves, fits }: ReturnType<typeof theirs>) {
  const most = (all: readonly number[]) => all.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  const shares = curves.map(({ segment, day, share }) => {
    return found[segment]!.curve.converted.share[day]! - share;
  });
  // R's is the infinitesimal jackknife, ours the delta method.
  const errors = curves.map(({ segment, day, error }) => {
    return found[segment]!.curve.converted.standardError[day]! / error - 1;
  });
  const parameters = fits.flatMap(
    ({ segment, intercept, scale, interceptError, logScaleError }) => {
      const [location, logSigma] = found[segment]!.lag.parameters;
      return [
        (location! - intercept) / interceptError,
        (logSigma! - Math.log(scale)) / logScaleError,
      ];
    },
  );
  const standardErrors = fits.flatMap(({ segment, interceptError, logScaleError }) => {
    const [location, logSigma] = found[segment]!.lag.standardErrors!;
    return [location! / interceptError - 1, logSigma! / logScaleError - 1];
  });
  const likelihoods = fits.map(({ segment, logLikelihood }) => {
    return found[segment]!.lag.logLikelihood - logLikelihood;
  });
  return [
    { what: 'curve', most: most(shares), allowed: 1e-9 },
    { what: 'its standard error, relative', most: most(errors), allowed: 0.01 },
    { what: 'fitted parameter, in standard errors', most: most(parameters), allowed: 1e-3 },
    { what: 'its standard error, relative', most: most(standardErrors), allowed: 1e-3 },
    { what: 'log-likelihood', most: most(likelihoods), allowed: 1e-4 },
  ];
}

const isInstalled = spawnSync('Rscript', ['--vanilla', '-e', 'library(survival)']).status === 0;
if (!isInstalled) {
  console.log('SKIPPED: Rscript with the package survival is not installed here');
} else {
  const folder = mkdtempSync(join(tmpdir(), 'sameboat-against-r-'));
  try {
    const [rows, csv] = [join(folder, 'rows.parquet'), join(folder, 'rows.csv')];
    const engine = await openDuckDb({ path: ':memory:', memoryLimit: '1500MB', threads: 2 });
    await writeRows(engine, rows, csv);
    const runs: Ours[] = [];
    for (let round = 0; round < rounds; round++) runs.push(await ours(engine, rows));
    engine.close();
    const r = theirs(csv);
    const sum = (run: Ours) => run.counting + run.curves + run.survreg;
    const best = runs.reduce((a, b) => (sum(b) < sum(a) ? b : a));
    const ratio = (r.survfit + r.survreg) / sum(best);
    const s = (seconds: number) => `${seconds.toFixed(3)} s`;
    console.log(`${subjects} subjects, ${SEGMENTS} groups; the quickest of ${rounds} rounds`);
    console.log(`R: survfit ${s(r.survfit)}, survreg ${s(r.survreg)} (${r.note})`);
    console.log(
      `ours: counting ${s(best.counting)}, curves with standard errors ${s(best.curves)}, the fit of survreg ${s(best.survreg)}`,
    );
    console.log(
      `${ratio.toFixed(1)} times faster (at least ${BAR})${ratio < BAR ? '  MISSED' : ''}; the first round ${((r.survfit + r.survreg) / sum(runs[0]!)).toFixed(1)} times`,
    );
    console.log(
      `survfit alone ${(r.survfit / (best.counting + best.curves)).toFixed(1)} times, survreg alone ${(r.survreg / (best.counting + best.survreg)).toFixed(1)} times, each with all of our counting`,
    );
    console.log(
      `on top: won, lost and never with one family ${s(best.mixture)}, with all five weighed ${s(best.families)}; ` +
        `with these ${((r.survfit + r.survreg) / (sum(best) + best.families)).toFixed(1)} times faster`,
    );
    const compared = differences(best, r);
    console.log('largest difference to R:');
    for (const { what, most, allowed } of compared) {
      const isMissed = !(most <= allowed);
      console.log(
        `  ${what}: ${most.toExponential(1)} (at most ${allowed})${isMissed ? '  MISSED' : ''}`,
      );
    }
    const missed = ratio < BAR || compared.some(({ most, allowed }) => !(most <= allowed));
    process.exitCode = missed ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
