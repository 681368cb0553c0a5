/**
 * Exports of the small sample company on three days, imported one after the other and cut in random
 * parts, must end in the same facts as the last one alone:
 * `node bench/increments.ts [SEED] [OBJECTS] [FORMAT]`, OBJECTS a pattern of file names such as
 * `^(Account|Opp)`, FORMAT salesforce, hubspot or plain.
 */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { writeSample } from '../sample/write-sample.ts';
import { allRows } from '../src/engine/engine.ts';
import { statement } from '../src/engine/statement.ts';
import { FACT_TABLES } from '../src/facts/facts.ts';
import { TemporaryHome } from '../test/temporary-home.ts';

const DAYS = ['2026-03-31', '2026-06-30', '2026-08-31'];
const FORMATS = ['salesforce', 'hubspot', 'plain'] as const;
const [seed = '1', objects = '.', asked = 'salesforce'] = process.argv.slice(2);
const format = FORMATS.find((each) => each === asked);
if (!format) throw new Error(`no format "${asked}": ${FORMATS.join(', ')}`);

let state = Number(seed);
function chance(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}

/** The rows that are live now, table by table. */
async function latest(home: TemporaryHome): Promise<Map<string, string[]>> {
  const { engine } = await home.facts();
  const tables = new Map<string, string[]>();
  for (const { name, columns } of FACT_TABLES) {
    const own = columns.map((column) => `"${column.name}"`).join(', ');
    const sql = `select ${own} from ${name} where superseded_at is null and state = 'live' order by all`;
    const rows = await allRows(engine.query(statement(name, sql)));
    tables.set(
      name,
      rows.map((row) => JSON.stringify(row)),
    );
  }
  return tables;
}

/** Some of the lines of a file, as an export that was filtered has them. */
function aPart(home: TemporaryHome, path: string, day: string): string {
  const [header, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const kept = lines.filter(() => chance() < 0.3);
  return home.write(`part-${day}/${basename(path)}`, `${[header, ...kept].join('\n')}\n`);
}

const folder = mkdtempSync(join(tmpdir(), 'sameboat-increments-'));
using grown = new TemporaryHome();
using fresh = new TemporaryHome();
try {
  for (const day of DAYS) {
    const out = join(folder, day);
    await writeSample({
      out,
      seed: Number(seed),
      size: 'small',
      asOf: day,
      formats: [format],
    });
    const exported = join(out, 'recorded', format);
    const files = readdirSync(exported)
      .filter((name) => name.endsWith('.csv') && new RegExp(objects).test(name))
      .map((name) => join(exported, name));
    const single = files.filter((path) => !readFileSync(path, 'utf8').includes('""'));
    const parts = single.filter(() => chance() < 0.3).map((path) => aPart(grown, path, day));
    if (parts.length > 0 && day !== DAYS[0])
      await grown.import(parts, { exported: day, partial: true });
    await grown.import(files, { exported: day });
    if (day === DAYS.at(-1)) await fresh.import(files, { exported: day });
    rmSync(out, { recursive: true });
    console.log(`${day}: ${files.length} objects, ${parts.length} in part beforehand`);
  }
  const [one, other] = [await latest(grown), await latest(fresh)];
  for (const [name, rows] of other) {
    const mine = new Set(one.get(name));
    const missing = rows.filter((row) => !mine.has(row)).length;
    const extra = (one.get(name)?.length ?? 0) - rows.length + missing;
    if (missing + extra > 0) process.exitCode = 1;
    console.log(`${name}: ${rows.length} rows, ${missing} missing, ${extra} too many`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
