/**
 * Speed and memory as ratios against a named baseline in the same run.
 *
 *   node bench/run.ts [transitions|import|model|matching]… [--engagements N] [--rows N] [--names N]
 *
 * Each measurement runs in a process of its own, so that its peak memory is its own.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

interface Measured {
  readonly seconds: number;
  readonly peakMiB: number;
  readonly note: string;
}

interface Line {
  readonly what: string;
  readonly ours: Measured;
  readonly baseline: Measured;
  readonly limit: number;
}

const ROUNDS = 3;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engagements: { type: 'string', default: '10000000' },
    rows: { type: 'string', default: '1000000' },
    names: { type: 'string', default: '100000' },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'sameboat-bench-'));

function step(name: string, ...args: string[]): Measured {
  const file = fileURLToPath(new URL('step.ts', import.meta.url));
  const child = spawnSync(process.execPath, [file, name, folder, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.status !== 0) throw new Error(`${name} failed`);
  return JSON.parse(child.stdout);
}

/** Ours and the baseline turn by turn; the quickest of each, so that other work on the machine tells less. */
function pair(what: string, ours: string[], baseline: string[], limit: number): Line {
  const runs = Array.from({ length: ROUNDS }, () => ({
    baseline: step(...(baseline as [string])),
    ours: step(...(ours as [string])),
  }));
  const best = (key: 'ours' | 'baseline') =>
    runs.map((run) => run[key]).reduce((a, b) => (b.seconds < a.seconds ? b : a));
  return { what, ours: best('ours'), baseline: best('baseline'), limit };
}

const BENCHES: Record<string, () => Line[]> = {
  transitions: () => {
    const made = step('write-facts', values.engagements);
    console.log(
      `facts of ${values.engagements} engagements made, journeys followed: ${made.seconds.toFixed(0)} s, ${made.peakMiB} MiB`,
    );
    return [
      pair(
        `counting all transitions of ${values.engagements} engagements / bare DuckDB statement`,
        ['count-ours', values.engagements],
        ['count-bare', values.engagements],
        1.3,
      ),
    ];
  },
  import: () => {
    step('write-csv', values.rows);
    return [pair(`import of ${values.rows} rows / DuckDB’s own copy`, ['import'], ['copy'], 3)];
  },
  model: () => {
    step('write-facts', '100000');
    step('write-facts', values.engagements);
    return [
      pair(
        `model part at ${values.engagements} engagements / at 100000`,
        ['model', values.engagements],
        ['model', '100000'],
        1.2,
      ),
    ];
  },
  matching: () => {
    const quarter = String(Math.round(Number(values.names) / 4));
    return [
      pair(
        `matching ${values.names} names against themselves / joining equal names`,
        ['match-names', values.names],
        ['join-equal-names', values.names],
        250,
      ),
      pair(
        `matching ${values.names} names / a quarter of them (16 if every pair were compared)`,
        ['match-names', values.names],
        ['match-names', quarter],
        8,
      ),
    ];
  },
};

try {
  const chosen = positionals.length > 0 ? positionals : Object.keys(BENCHES);
  let missed = 0;
  for (const name of chosen) {
    const bench = BENCHES[name];
    if (!bench) throw new Error(`no bench ${name}: ${Object.keys(BENCHES).join(', ')}`);
    for (const { what, ours, baseline, limit } of bench()) {
      const ratio = ours.seconds / baseline.seconds;
      if (ratio > limit) missed++;
      console.log(what);
      console.log(
        `  ratio ${ratio.toFixed(2)} (at most ${limit})${ratio > limit ? '  MISSED' : ''}` +
          `   ours ${ours.seconds.toFixed(3)} s, ${ours.peakMiB} MiB   baseline ${baseline.seconds.toFixed(3)} s, ${baseline.peakMiB} MiB`,
      );
      if (ours.note) console.log(`  ${ours.note}`);
    }
  }
  process.exitCode = missed > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
