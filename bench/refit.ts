/**
 * How long until all curves of a company are known again, from its facts: every step counted and
 * fitted, once as a whole with the curves of all seven traits, and once with fits by segment.
 *
 *   node bench/refit.ts [mid|large]…
 *
 * mid is a company of 110 wins a quarter (200,000 engagements), large has 10 million engagements.
 * The bars are 2 and 10 seconds on two cores. On a machine that is busy with something else the
 * seconds of processor say more.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measure } from '../src/measures/measures.ts';
import { denseByAge } from '../src/measures/rows.ts';
import { conversionCurve, lagQuantiles } from '../src/models/curve-reading.ts';
import { fitsFrom } from '../src/operations/curve-fits.ts';
import { openBenchFacts, writeFacts } from './synthetic-facts.ts';

const SIZES = {
  mid: { engagements: 200_000, opportunities: 5_000, bar: 2 },
  large: { engagements: 10_000_000, opportunities: 200_000, bar: 10 },
};
type SizeName = keyof typeof SIZES;

/** After the last day of the invented facts, so that the journeys that were worked out with them count. */
const MOMENT = { as_of: '2026-12-31', known_at: '2027-01-01T00:00:00' };
const ASKED = { ...MOMENT, episode_gap: 180, reopen_days: 30, from_step: '', to_step: '' };
const ROUNDS = 3;

interface Lap {
  readonly what: string;
  readonly seconds: number;
  readonly processor: number;
}

/** In a process of its own, so that nothing is warm: counts and fits as the operation `curves` does. */
async function refit(file: string, by: string): Promise<void> {
  const engine = await openBenchFacts(file, '1500MB');
  const laps: Lap[] = [];
  let [time, used] = [process.hrtime.bigint(), process.cpuUsage()];
  const lap = (what: string) => {
    const { user, system } = process.cpuUsage(used);
    const now = process.hrtime.bigint();
    laps.push({ what, seconds: Number(now - time) / 1e9, processor: (user + system) / 1e6 });
    [time, used] = [process.hrtime.bigint(), process.cpuUsage()];
  };
  const cohorts = await measure(engine, 'cohort_counts', { ...ASKED, by });
  lap('counting cohorts');
  // Asked by one trait, the operation has its curves from the cohorts.
  const [fits, groups] = await Promise.all([
    fitsFrom(cohorts, null),
    by
      ? Map.groupBy(cohorts, (row) => JSON.stringify([row.from_step, row.to_step, row.trait_value]))
      : measure(engine, 'curve_counts', ASKED).then((counts) =>
          Map.groupBy(counts, (row) =>
            JSON.stringify([row.from_step, row.to_step, row.trait, row.trait_value]),
          ),
        ),
  ]);
  lap(by ? 'fits' : 'fits, counting curves meanwhile');
  for (const rows of groups.values()) {
    lagQuantiles(conversionCurve(denseByAge(rows)), [0.5, 0.8, 0.95]);
  }
  lap(`${groups.size} curves`);
  const untold = cohorts.find(({ from_step, to_step }) => fits(from_step, to_step, null) === null);
  if (untold) throw new Error('a step was not fitted');
  engine.close();
  process.stdout.write(JSON.stringify(laps));
}

function measured(file: string, by: string): Lap[] {
  const self = fileURLToPath(import.meta.url);
  const runs = Array.from({ length: ROUNDS }, (): Lap[] => {
    const child = spawnSync(process.execPath, [self, '--facts', file, '--by', by], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (child.status !== 0) throw new Error('the refit failed');
    return JSON.parse(child.stdout);
  });
  return runs.reduce((a, b) => (secondsOf(b) < secondsOf(a) ? b : a));
}

function secondsOf(laps: readonly Lap[]): number {
  return laps.reduce((sum, { seconds }) => sum + seconds, 0);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { facts: { type: 'string' }, by: { type: 'string', default: '' } },
});
if (values.facts) await refit(values.facts, values.by);
else {
  const folder = mkdtempSync(join(tmpdir(), 'sameboat-refit-'));
  try {
    const chosen = positionals.length > 0 ? positionals : Object.keys(SIZES);
    for (const name of chosen) {
      const size = SIZES[name as SizeName];
      if (!size) throw new Error(`no size ${name}: ${Object.keys(SIZES).join(', ')}`);
      const file = join(folder, `${name}.duckdb`);
      await writeFacts(file, size);
      for (const by of ['', 'segment']) {
        const laps = measured(file, by);
        const seconds = secondsOf(laps);
        const processor = laps.reduce((sum, lap) => sum + lap.processor, 0);
        if (seconds > size.bar) process.exitCode = 1;
        console.log(
          `${name}, ${size.engagements} engagements, ${by ? `by ${by}` : 'as a whole'}: ` +
            `${seconds.toFixed(2)} s (at most ${size.bar})${seconds > size.bar ? '  MISSED' : ''}, ` +
            `${processor.toFixed(2)} s of processor on ${availableParallelism()} cores, load ${loadavg()[0]!.toFixed(1)}`,
        );
        for (const lap of laps) {
          console.log(
            `  ${lap.what}: ${lap.seconds.toFixed(2)} s, ${lap.processor.toFixed(2)} s of processor`,
          );
        }
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
