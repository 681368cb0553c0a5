/** Facts of any size, made in the engine itself, so that a benchmark needs no files. */

import { openDuckDb } from '../src/engine/duckdb.ts';
import { type Engine, execute } from '../src/engine/engine.ts';
import { statement } from '../src/engine/statement.ts';
import { allColumns, FACT_TABLES } from '../src/facts/facts.ts';
import { writeJourneys } from '../src/facts/journeys.ts';
import { SQL_TYPES } from '../src/facts/typed.ts';

export interface Size {
  readonly engagements: number;
  readonly opportunities: number;
}

const DAYS = 1095;
const VERSION = `'bench', timestamp '2023-01-01', 'stamp', null, 'live', '1/0', range`;

/** Multiplicative hashes of the row number: spread evenly, the same on every run. */
const spread = (salt: number, below: number) =>
  `cast(hash(range * ${salt} + ${salt}) % ${below} as bigint)`;

/**
 * Writes a facts file: people with a few engagements each, meetings after one in ten of them, half
 * of those followed by an opportunity with its opening and, mostly, its end.
 */
export async function writeFacts(
  file: string,
  { engagements, opportunities }: Size,
): Promise<void> {
  const engine = await openDuckDb({
    path: file,
    memoryLimit: '1200MB',
    temporaryDirectory: `${file}.spill`,
  });
  const run = (sql: string) => execute(engine.query(statement('bench facts', sql)));
  await createTables(run);
  const people = Math.ceil(engagements / 2);
  const accounts = Math.ceil(people / 10);
  await run(`insert into accounts select concat('A', range), date '2023-01-01', concat('Account ', range),
    null, null, null, ['enterprise', 'mid', 'small'][1 + range % 3], ['North', 'South'][1 + range % 2],
    concat('Industry ', range % 6), null, 100, null, ${VERSION} from range(${accounts})`);
  await run(`insert into people select concat('P', range), date '2023-01-01', 'contact',
    concat('A', range % ${accounts}), null, null, null, null, null, null, null, null, true, ${VERSION}
    from range(${people})`);
  await run(`insert into engagements select concat('E', range), concat('P', ${spread(7, people)}),
    concat('A', ${spread(7, people)} % ${accounts}), null, concat('type ', range % 11), 'Attended',
    date '2023-01-01' + cast(${spread(13, DAYS)} as integer), true, ${VERSION}
    from range(${engagements})`);
  await run(`insert into meetings select concat('M', range), concat('P', ${spread(7, people)}),
    concat('A', ${spread(7, people)} % ${accounts}), null, null,
    date '2023-01-01' + cast(${spread(13, DAYS)} + ${spread(17, 60)} as integer), null, 'held', null,
    ${VERSION} from range(${Math.ceil(engagements / 10)})`);
  await run(`insert into opportunities select concat('O', range),
    date '2023-01-01' + cast(${spread(13, DAYS)} + ${spread(17, 60)} as integer), null,
    concat('A', ${spread(7, people)} % ${accounts}), null, null, concat('product ', range % 3), null,
    null, null, ${VERSION} from range(${opportunities})`);
  await run(`insert into opportunity_changes select opportunity_id, 'opened', happened, 'Qualify', 'open',
    1000, 'USD', null, null, 'bench', cast(happened as timestamp), 'stamp', null, 'live', '1/0', landed_row
    from opportunities`);
  await run(`insert into opportunity_changes select opportunity_id, 'closed',
    happened + cast(1 + landed_row % 240 as integer), 'Closed', ['won', 'lost', 'lost'][1 + landed_row % 3],
    1000 + landed_row % 90000, 'USD', null, null, 'bench',
    cast(happened + cast(1 + landed_row % 240 as integer) as timestamp), 'stamp', null, 'live', '1/0', landed_row
    from opportunities where landed_row % 10 < 8`);
  await run(`insert into observations values ('bench', 1, null, date '2026-03-01', true)`);
  await run('checkpoint');
  await writeJourneys(engine, { episode_gap_days: 180, reopen_days: 30 });
  await run('checkpoint');
  engine.close();
}

async function createTables(run: (sql: string) => Promise<void>): Promise<void> {
  for (const table of FACT_TABLES) {
    const columns = allColumns(table).map((column) => `"${column.name}" ${SQL_TYPES[column.type]}`);
    await run(`create table ${table.name} (${columns.join(', ')})`);
  }
  await run(`create table observations (source varchar, import_number bigint, observed_from date,
    observed_to date, observed_to_told boolean)`);
  await run(`create table currency_digits as
    select 'USD' as currency, cast(2 as bigint) as minor_digits, true as is_company`);
}

export async function openBenchFacts(file: string, memoryLimit: string): Promise<Engine> {
  return openDuckDb({
    path: file,
    readOnly: true,
    memoryLimit,
    temporaryDirectory: `${file}.spill`,
  });
}
