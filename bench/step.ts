/** One measurement in a process of its own; prints seconds, peak memory and a note as JSON. */

import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { readSettings } from '../src/config.ts';
import { openDuckDb } from '../src/engine/duckdb.ts';
import { allRows, execute } from '../src/engine/engine.ts';
import { type Statement, statement } from '../src/engine/statement.ts';
import { Home } from '../src/facts/home.ts';
import { importFiles } from '../src/facts/import-files.ts';
import { NO_MAPPING } from '../src/facts/mapping.ts';
import { statementFile } from '../src/facts/statement-file.ts';
import { type CurveCounts, measure } from '../src/measures/measures.ts';
import { type AgeCounts, denseByAge } from '../src/measures/rows.ts';
import { conversionCurve, lagQuantiles, verdict } from '../src/models/curve-reading.ts';
import { inventedNames, joinEqualNames, matchNames } from './match-names.ts';
import { openBenchFacts, writeFacts } from './synthetic-facts.ts';

const [, , name, folder, argument] = process.argv as [string, string, string, string, string?];
const MOMENT = {
  as_of: '2026-03-01',
  known_at: '2026-03-02T00:00:00',
  episode_gap: 180,
  reopen_days: 30,
};

const factsFile = () => join(folder, `${argument}.duckdb`);
const csvFile = () => join(folder, 'engagements.csv');

async function timed(work: () => Promise<string>): Promise<void> {
  const start = process.hrtime.bigint();
  const note = await work();
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(JSON.stringify({ seconds, peakMiB, note }));
}

/**
 * The count table itself, without handing its rows over: that part is the same for both. The bare
 * statement may take all the memory that it wants.
 */
async function count(sql: Statement, memory: string): Promise<void> {
  const engine = await openBenchFacts(factsFile(), memory);
  const counted = statement(
    sql.name,
    `select count(*) as cells, sum(n) as moves from (${sql.sql})`,
  );
  await timed(async () => JSON.stringify(await allRows(engine.query(counted, MOMENT))));
  engine.close();
}

const STEPS: Record<string, () => Promise<void>> = {
  'write-facts': () =>
    timed(async () => {
      if (existsSync(factsFile())) return '';
      const engagements = Number(argument);
      const opportunities = Math.max(50_000, Math.ceil(engagements / 50));
      await writeFacts(factsFile(), { engagements, opportunities });
      return '';
    }),
  'count-ours': () =>
    count(
      statementFile(new URL('../src/measures/transition_counts.sql', import.meta.url), {
        latest: true,
      }),
      '1500MB',
    ),
  'count-bare': () =>
    count(
      statement('bare', readFileSync(new URL('bare-transitions.sql', import.meta.url), 'utf8')),
      '12GB',
    ),
  model: async () => {
    const engine = await openBenchFacts(factsFile(), '1600MB');
    const counts = await measure(engine, 'curve_counts', {
      ...MOMENT,
      from_step: 'opportunity',
      to_step: 'won',
    });
    const curves = Map.groupBy(counts, (row: CurveCounts) =>
      JSON.stringify([row.trait, row.trait_value]),
    );
    const dense = [...curves.values()].map(denseByAge);
    readCurves(dense);
    await timed(async () => {
      for (let times = 0; times < 20; times++) readCurves(dense);
      return `${curves.size} curves from ${counts.length} count rows, 20 times`;
    });
    engine.close();
  },
  'match-names': () => {
    const names = inventedNames(Number(argument));
    return timed(async () => matchNames(names));
  },
  'join-equal-names': () => {
    const names = inventedNames(Number(argument));
    return timed(async () => joinEqualNames(names));
  },
  'write-csv': () => timed(writeCsv),
  copy: async () => {
    const file = join(folder, 'copy.duckdb');
    rmSync(file, { force: true });
    await timed(async () => {
      const engine = await openDuckDb({ path: file, memoryLimit: '1500MB' });
      await execute(engine.query(statement('copy', COPY.replace('FILE', csvFile()))));
      await execute(engine.query(statement('checkpoint', 'checkpoint')));
      engine.close();
      return '';
    });
  },
  import: async () => {
    const path = join(folder, 'home');
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path);
    const home = new Home(path, { ...readSettings(path), memory_limit: '1500MB' });
    await timed(async () => {
      await importFiles({
        home,
        paths: [csvFile()],
        mapping: NO_MAPPING,
        source: null,
        asOf: '2026-03-01',
        exportDayTold: true,
        progress: () => {},
      });
      return '';
    });
  },
};

function readCurves(curves: readonly (readonly AgeCounts[])[]): void {
  for (const counts of curves) {
    const curve = conversionCurve(counts);
    lagQuantiles(curve, [0.5, 0.8, 0.95]);
    verdict(curve);
  }
}

const COPY = `create table engagements as select * from read_csv('FILE', auto_detect = false,
  header = true, delim = ',', quote = '"', escape = '"', columns = {'engagement_id': 'VARCHAR',
  'person_id': 'VARCHAR', 'account_id': 'VARCHAR', 'campaign_id': 'VARCHAR',
  'campaign_type': 'VARCHAR', 'status': 'VARCHAR', 'happened': 'DATE', 'counts': 'BOOLEAN',
  'recorded_at': 'TIMESTAMP'})`;

async function writeCsv(): Promise<string> {
  const rows = Number(argument);
  const file = createWriteStream(csvFile());
  file.write(
    'engagement_id,person_id,account_id,campaign_id,campaign_type,status,happened,counts,recorded_at\n',
  );
  for (let row = 0; row < rows; row++) {
    const day = new Date(Date.UTC(2023, 0, 1 + (row % 1095))).toISOString().slice(0, 10);
    const line = `E${row},P${row % 300000},A${row % 30000},C${row % 500},type ${row % 11},Attended,${day},true,${day}T10:00:00.000Z\n`;
    if (!file.write(line)) await new Promise((resolve) => file.once('drain', resolve));
  }
  file.end();
  await finished(file);
  return '';
}

const chosen = STEPS[name];
if (!chosen) throw new Error(`no step ${name}`);
await chosen();
