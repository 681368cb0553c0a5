/** Landed rows → facts, in one new database file. Nothing is changed in place. */

import type { Settings, SourceTime } from '../config.ts';
import type { Connector } from '../connectors/connector.ts';
import { CONNECTORS } from '../connectors/index.ts';
import { allRows, type Engine, execute, oneRow } from '../engine/engine.ts';
import { statement } from '../engine/statement.ts';
import { minorDigits } from '../money.ts';
import { writeAgreedRules } from './agreed-rules.ts';
import { calendarDays } from './calendar-days.ts';
import { allColumns, FACT_TABLES } from './facts.ts';
import { writeJourneys } from './journeys.ts';
import { createLandedViews, type LandedImport, rowNumber, viewName } from './landed-views.ts';
import { PLAIN } from './plain.ts';
import { loadSection } from './section.ts';
import { recordUsed, sourceTime, usedTime, withSourceTime } from './source-time.ts';
import { quotedName, quotedText } from './sql-text.ts';
import { LOADED_TABLES, loadTable } from './staging.ts';
import { statementFile } from './statement-file.ts';
import { SQL_TYPES, UNUSUAL_DIGITS } from './typed.ts';
import { markVanished } from './vanish.ts';
import { dropRejected, finishVersions, rejectDuplicates, splitStates } from './versions.ts';

export const ALL_CONNECTORS: readonly Connector[] = [...CONNECTORS, PLAIN];

export type Progress = (message: string) => void;

/** What became of one landed file: rows read = rows loaded + rows rejected. */
interface FileResult {
  readonly landed_file: string;
  readonly read: number;
  readonly loaded: number;
  readonly rejected: number;
}

/**
 * Writes facts from every import into a new database file. Rows are staged in memory (spilling to
 * disk when it is short) and written in one transaction.
 * @param engine an empty one in memory, used by nobody else
 * @returns the company's own time as the sources have it, where the settings are silent
 * @throws Error when a row was neither loaded nor rejected: that would be a fault of ours.
 */
export async function buildFacts(
  engine: Engine,
  imports: readonly LandedImport[],
  options: { file: string; settings: Settings; progress: Progress },
): Promise<SourceTime | null> {
  const run = (sql: string) => execute(engine.query(statement('build facts', sql)));
  await createStaging(run, options.settings);
  await writeAgreedRules(run, options.settings);
  await recordFiles(engine, imports);
  await stage(engine, imports, options);
  await rejectDuplicates(engine, await filled(engine, FACT_TABLES));
  await dropRejected(engine, await filled(engine, LOADED_TABLES));
  await countFiles(engine, imports);
  await markVanished(engine, imports, ALL_CONNECTORS);
  await derive(engine, 'placeholder_costs');
  await derive(engine, 'opportunity_states_to_changes');
  await derive(engine, 'engagement_rules');
  if (options.settings.segments.length > 0) {
    await derive(engine, 'agreed_segments');
    await derive(engine, 'agreed_segments_of_deals');
  }
  const time = usedTime(options.settings, await sourceTime(engine));
  await recordUsed(engine, time);
  await fillCalendar(engine, time ? withSourceTime(options.settings, time) : options.settings);
  const tables = await filled(engine, FACT_TABLES);
  for (const table of tables) await splitStates(engine, table);
  await run(`attach ${quotedText(options.file)} as facts`);
  await run('begin transaction');
  await createFacts(run);
  for (const table of tables) {
    options.progress(`writing ${table.name}`);
    await finishVersions(engine, table);
  }
  await run('commit');
  await run('use facts');
  options.progress('following each engagement to its deal');
  await writeJourneys(engine, options.settings);
  await run('use memory');
  await run('checkpoint facts');
  await run('detach facts');
  return time;
}

async function stage(
  engine: Engine,
  imports: readonly LandedImport[],
  { settings, progress }: { settings: Settings; progress: Progress },
): Promise<void> {
  for (const connector of ALL_CONNECTORS) {
    const streams = streamsOf(imports, connector);
    if (streams.size === 0) continue;
    await createLandedViews(engine, connector, imports);
    for (const section of connector.sections.filter((each) => streams.has(each.stream))) {
      progress(`${section.stream} → ${section.table}`);
      await loadSection(engine, section, settings);
    }
    for (const stream of connector.streams) {
      await execute(engine.query(statement('drop view', `drop view ${viewName(stream.name)}`)));
    }
  }
}

/** The tables that anything was staged for. */
async function filled<Table extends { name: string }>(
  engine: Engine,
  tables: readonly Table[],
): Promise<Table[]> {
  const counts = tables.map(
    (table) => `(select count(*) from staging.${table.name}) as ${table.name}`,
  );
  const row = await oneRow<Record<string, number>>(
    engine.query(statement('filled tables', `select ${counts.join(', ')}`)),
  );
  return tables.filter((table) => (row[table.name] ?? 0) > 0);
}

function streamsOf(imports: readonly LandedImport[], connector: Connector): Set<string | null> {
  const files = imports.flatMap(({ manifest }) => manifest.files);
  return new Set(
    files.filter((file) => file.connector === connector.name).map((file) => file.stream),
  );
}

type Run = (sql: string) => Promise<void>;

async function createStaging(run: Run, { currency }: Settings): Promise<void> {
  await run('create schema staging');
  for (const table of LOADED_TABLES) await run(loadTable(table));
  await run(`create table rejected (landed_file varchar, landed_row bigint, column_name varchar,
    code varchar, value varchar)`);
  await run(`create table landed_files (landed_file varchar, name varchar, import_number bigint,
    source varchar, connector varchar, stream varchar, "read" bigint, loaded bigint, rejected bigint)`);
  await run(`create table observations (source varchar, import_number bigint, observed_from date,
    observed_to date, observed_to_told boolean)`);
  await run(`create table currency_digits (currency varchar, minor_digits bigint,
    is_company boolean)`);
  const digits = new Map(UNUSUAL_DIGITS).set(currency, minorDigits(currency));
  const rows = [...digits].map(([code, count]) => `('${code}', ${count}, ${code === currency})`);
  await run(`insert into currency_digits values ${rows.join(', ')}`);
  await run(`create table calendar ("day" date, week date, quarter varchar, quarter_start date,
    quarter_end date, is_working_day boolean, working_days bigint)`);
}

/** The tables of a facts file: the canonical ones, empty, and what is known of how they were read. */
async function createFacts(run: Run): Promise<void> {
  for (const table of FACT_TABLES) {
    const columns = allColumns(table).map(
      (column) => `${quotedName(column.name)} ${SQL_TYPES[column.type]}`,
    );
    await run(`create table facts.${table.name} (${columns.join(', ')})`);
  }
  for (const name of [
    'rejected',
    'landed_files',
    'observations',
    'calendar',
    'extents',
    'currency_digits',
    'source_time',
    'decided_types',
  ]) {
    await run(`create table facts.${name} as select * from ${name}`);
  }
}

/** Files as landed, with what could not even be cut into columns, and rows of files that fit no stream. */
async function recordFiles(engine: Engine, imports: readonly LandedImport[]): Promise<void> {
  const run = (sql: string) => execute(engine.query(statement('record files', sql)));
  for (const { manifest, folder } of imports) {
    for (const file of manifest.files) {
      const source = manifest.source ?? file.connector ?? 'unknown';
      const text = [file.id, file.name].map(quotedText).join(', ');
      const kind = [source, file.connector ?? '', file.stream ?? ''].map(quotedText).join(', ');
      await run(`insert into landed_files values (${text}, ${manifest.number}, ${kind},
        ${file.landed + file.malformed}, null, null)`);
      const at = `${folder}/${file.id.split('/')[1]}`;
      if (file.malformed > 0) {
        await run(`insert into rejected select ${quotedText(file.id)}, landed_row, column_name, code,
          value from read_parquet(${quotedText(`${at}.rejects.parquet`)})`);
      }
      if (file.stream === null) {
        const row = rowNumber(file, `${at}.rejects.parquet`);
        await run(`insert into rejected select ${quotedText(file.id)}, ${row}, null,
          'unrecognised_file', null
          from read_parquet(${quotedText(`${at}.parquet`)}, file_row_number = true)`);
      }
    }
    for (const source of new Set(manifest.files.map((file) => manifest.source ?? file.connector))) {
      if (source === null) continue;
      const from = manifest.observed_from ? quotedText(manifest.observed_from) : 'null';
      await run(`insert into observations values (${quotedText(source)}, ${manifest.number}, ${from},
        ${quotedText(manifest.observed_to)}, ${manifest.observed_to_told})`);
    }
  }
}

async function derive(engine: Engine, name: string): Promise<void> {
  await execute(engine.query(statementFile(new URL(`derive/${name}.sql`, import.meta.url))));
}

/** Counts what became of every file, and insists that no row was lost. */
async function countFiles(engine: Engine, imports: readonly LandedImport[]): Promise<void> {
  const run = (sql: string) => engine.query(statement('count files', sql));
  await execute(
    run(`update landed_files set loaded = 0, rejected = (
      select count(distinct r.landed_row) from rejected r
      where r.landed_file = landed_files.landed_file)`),
  );
  const staged = new Set((await filled(engine, LOADED_TABLES)).map((table) => table.name));
  for (const { stream, tables, connector } of sectionsOfStreams(imports)) {
    const rows = tables
      .filter((table) => staged.has(table))
      .map((table) => `select landed_file, landed_row from staging.${table}`);
    if (rows.length === 0) continue;
    await execute(
      run(`update landed_files set loaded = counted.rows from (
          select landed_file, count(distinct landed_row) as rows
          from (${rows.join(' union all ')}) every_row group by landed_file
        ) counted
        where counted.landed_file = landed_files.landed_file
          and landed_files.connector = ${quotedText(connector)}
          and landed_files.stream = ${quotedText(stream)}`),
    );
  }
  const lost = await allRows<FileResult>(
    run(`select landed_file, "read", loaded, rejected from landed_files
      where "read" <> loaded + rejected`),
  );
  if (lost.length > 0) throw new Error(`rows were lost while loading: ${JSON.stringify(lost)}`);
}

/** The tables that each stream with files fills: a row that is in any of them was loaded. */
function sectionsOfStreams(
  imports: readonly LandedImport[],
): { connector: string; stream: string; tables: string[] }[] {
  return ALL_CONNECTORS.flatMap((connector) =>
    [...streamsOf(imports, connector)].map((stream) => {
      const own = connector.sections.filter((section) => section.stream === stream);
      return {
        connector: connector.name,
        stream: stream as string,
        tables: [...new Set(own.map((section) => section.table))],
      };
    }),
  );
}

async function fillCalendar(engine: Engine, settings: Settings): Promise<void> {
  const range = await oneRow<{ first: string | null; last: string | null }>(
    engine.query(statementFile(new URL('derive/calendar_range.sql', import.meta.url))),
  );
  if (range.first === null || range.last === null) return;
  const lines = calendarDays(range.first, range.last, settings).map((row) => row.join('|'));
  const days = statementFile(new URL('derive/calendar_days.sql', import.meta.url));
  await execute(engine.query(days, { days: lines.join(';') }));
}
