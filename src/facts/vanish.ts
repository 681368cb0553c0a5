/**
 * What is missing from a later export of the same object. A row that a full export no longer holds
 * is marked `vanished` as of the day of that export, and nothing is dropped; an export that is told
 * or evident to be a part of the object marks nothing. Which it was stands in the table `extents`.
 */

import type { Connector } from '../connectors/connector.ts';
import { type Engine, execute, oneRow } from '../engine/engine.ts';
import { statement } from '../engine/statement.ts';
import { type FactTable, factTable } from './facts.ts';
import { type LandedImport, rowNumber } from './landed-views.ts';
import { quotedName, quotedText } from './sql-text.ts';
import { keyOf } from './versions.ts';

/** A history is not undone by its absence: what happened stays, and a merge too. */
const NEVER_VANISH: ReadonlySet<string> = new Set([
  'opportunity_changes',
  'person_merges',
  'account_merges',
  'currencies',
]);

/** Rows that are rejected by rule are none that were there before. */
const BY_RULE = `'child_event', 'duplicate_row', 'duplicate_key', 'report_note', 'hidden_sheet',
  'read_from_opportunity_history', 'no_person', 'lookup_row', 'other_period'`;

/** With more rejected rows than this in a file, nobody can say what is missing. */
const MOST_UNREAD = 2000;

/** Fewer missing rows than this are never taken for a filter, unless most are missing. */
const FEW = 5;

type PartialReason = 'told' | 'few' | 'cut' | 'unread' | 'older';

interface Stream {
  readonly source: string;
  readonly connector: Connector;
  readonly name: string;
  readonly tables: readonly FactTable[];
}

/** Marks what vanished, import by import. Staged rows are complete and counted by now. */
export async function markVanished(
  engine: Engine,
  imports: readonly LandedImport[],
  connectors: readonly Connector[],
): Promise<void> {
  const run = (sql: string) => execute(engine.query(statement('vanished', sql)));
  await run(`create table extents (source varchar, connector varchar, stream varchar,
    import_number bigint, observed_to date, extent varchar, reason varchar, known bigint,
    missing bigint, marked bigint)`);
  for (const [at, { manifest }] of imports.entries()) {
    for (const stream of streamsOf(manifest, connectors)) {
      const earlier = imports.slice(0, at).filter((each) => holds(each, stream));
      if (earlier.length === 0) continue;
      const newest = earlier.map((each) => each.manifest.observed_to).sort();
      await compare(engine, {
        stream,
        current: imports[at] as LandedImport,
        isOlder: (newest.at(-1) as string) > manifest.observed_to,
      });
    }
  }
}

type Manifest = LandedImport['manifest'];

function streamsOf(manifest: Manifest, connectors: readonly Connector[]): Stream[] {
  return connectors.flatMap((connector) => {
    const names = new Set(
      manifest.files.filter((file) => file.connector === connector.name).map((file) => file.stream),
    );
    return [...names].flatMap((name): Stream[] => {
      const written = connector.sections.filter((section) => section.stream === name);
      const tables = [...new Set(written.map((section) => section.table))].flatMap((table) => {
        const found = factTable(table);
        return found && !NEVER_VANISH.has(table) ? [found] : [];
      });
      const source = manifest.source ?? connector.name;
      return name === null || tables.length === 0 ? [] : [{ source, connector, name, tables }];
    });
  });
}

function holds({ manifest }: LandedImport, { source, connector, name }: Stream): boolean {
  return manifest.files.some(
    (file) =>
      file.connector === connector.name &&
      file.stream === name &&
      (manifest.source ?? file.connector) === source,
  );
}

interface Comparison {
  readonly stream: Stream;
  readonly current: LandedImport;
  /** It was exported before one that was imported already. */
  readonly isOlder: boolean;
}

async function compare(engine: Engine, comparison: Comparison): Promise<void> {
  const { stream, current } = comparison;
  const { number, observed_to } = current.manifest;
  const run = (sql: string) => execute(engine.query(statement('vanished', sql)));
  const found: Counts[] = [];
  for (const table of stream.tables) found.push(await counts(engine, comparison, table));
  const largest = found.reduce((most, each) => (each.known > most.known ? each : most));
  if (largest.known === 0) return;
  const reason = await partialReason(engine, comparison, largest);
  let marked = 0;
  if (reason === null) {
    for (const [at, table] of stream.tables.entries()) {
      const rows = await mark(engine, comparison, table);
      if (found[at] === largest) marked = rows;
    }
    await run('drop table unread');
  }
  await run('drop table missing');
  const texts = [stream.source, stream.connector.name, stream.name].map(quotedText).join(', ');
  await run(`insert into extents values (${texts}, ${number}, ${quotedText(observed_to)},
    '${reason === null ? 'full' : 'partial'}', ${reason === null ? 'null' : `'${reason}'`},
    ${largest.known}, ${largest.missing}, ${marked})`);
}

function filesOf({ source, connector, name }: Stream): string {
  return `(select landed_file from landed_files where source = ${quotedText(source)}
    and connector = ${quotedText(connector.name)} and stream = ${quotedText(name)})`;
}

/** The live rows of the stream's earlier exports, with whether this export has their keys. */
async function findMissing(
  engine: Engine,
  { stream, current }: Comparison,
  table: FactTable,
): Promise<void> {
  const { number } = current.manifest;
  const source = quotedText(stream.source);
  await execute(
    engine.query(
      statement(
        `missing of ${table.name}`,
        `create or replace table missing as
        select * exclude (place), key not in (
          select ${keyOf(table)} from staging.${table.name}
          where source = ${source} and import_number = ${number}
        ) as is_missing
        from (
          select *, ${keyOf(table)} as key, row_number() over (
            partition by ${keyOf(table)}
            order by import_number desc, coalesce(recorded_stamp, modified_stamp) desc nulls last,
              landed_file desc, landed_row desc
          ) as place
          from staging.${table.name}
          where import_number < ${number} and landed_file in ${filesOf(stream)}
        )
        where place = 1 and state = 'live'`,
      ),
    ),
  );
}

interface Counts {
  readonly known: number;
  readonly missing: number;
  /** Everything missing happened before everything that is there. */
  readonly is_cut: boolean;
}

async function counts(engine: Engine, comparison: Comparison, table: FactTable): Promise<Counts> {
  const { stream, current } = comparison;
  await findMissing(engine, comparison, table);
  const hasDay = table.columns.some((column) => column.name === 'happened');
  const first = `(select min(happened) from staging.${table.name}
    where import_number = ${current.manifest.number} and landed_file in ${filesOf(stream)})`;
  const cut = hasDay ? `max(happened) filter (where is_missing) < ${first}` : 'false';
  return oneRow<Counts>(
    engine.query(
      statement(
        'counts of missing',
        `select count(*) as known, count(*) filter (where is_missing) as missing,
          coalesce(${cut}, false) as is_cut from missing`,
      ),
    ),
  );
}

/** Why the export is taken for a part of the object; null when it is taken for all of it. */
async function partialReason(
  engine: Engine,
  comparison: Comparison,
  { known, missing, is_cut }: Counts,
): Promise<PartialReason | null> {
  const { partial } = comparison.current.manifest;
  if (partial === true) return 'told';
  if (comparison.isOlder) return 'older';
  if (partial !== false) {
    if (missing * 2 > known || (missing > FEW && missing * 5 > known)) return 'few';
    if (missing >= FEW && is_cut) return 'cut';
  }
  const unread = await findUnread(engine, comparison);
  if (unread <= MOST_UNREAD) return null;
  await execute(engine.query(statement('vanished', 'drop table unread')));
  return 'unread';
}

/** The rejected rows of this export as text: a row that could not be read is not missing. */
async function findUnread(engine: Engine, { stream, current }: Comparison): Promise<number> {
  const run = (sql: string) => execute(engine.query(statement('unread rows', sql)));
  await run('create or replace table unread (text varchar)');
  const rejected = (file: string) => `(select landed_row, min(value) as value from rejected
    where landed_file = ${quotedText(file)} and code not in (${BY_RULE}) group by landed_row)`;
  for (const file of current.manifest.files) {
    if (file.connector !== stream.connector.name || file.stream !== stream.name) continue;
    const at = `${current.folder}/${file.id.split('/')[1]}`;
    await run(`insert into unread
      select concat(coalesce(r.value, ''), ' ', coalesce(t.text, ''))
      from ${rejected(file.id)} r
      left join (
        select ${rowNumber(file, `${at}.rejects.parquet`)} as landed_row, cast(p as varchar) as text
        from read_parquet(${quotedText(`${at}.parquet`)}, file_row_number = true) p
      ) t on t.landed_row = r.landed_row`);
  }
  const { n } = await oneRow<{ n: number }>(
    engine.query(statement('unread rows', 'select count(*) as n from unread')),
  );
  return n;
}

/** Ids of 18 letters are 15 and a checksum, which a file may lack. */
const WRITTEN_ID = `case when length(id) = 18 then substr(id, 1, 15) else id end`;

async function mark(engine: Engine, comparison: Comparison, table: FactTable): Promise<number> {
  const { current } = comparison;
  await findMissing(engine, comparison, table);
  const own = table.columns.map((column) => quotedName(column.name)).join(', ');
  const id = `split_part(cast(${quotedName(table.key[0] as string)} as varchar), '/', 1)`;
  const gone = `is_missing and not exists (
    select 1 from unread u where strpos(u.text, (select ${WRITTEN_ID} from (select ${id} as id))) > 0)`;
  await execute(
    engine.query(
      statement(
        `vanished of ${table.name}`,
        `insert into staging.${table.name}
        select ${own}, created_stamp, null, null, 'vanished', source, ${current.manifest.number},
          landed_file, landed_row
        from missing where ${gone}`,
      ),
    ),
  );
  const { n } = await oneRow<{ n: number }>(
    engine.query(statement('vanished', `select count(*) as n from missing where ${gone}`)),
  );
  return n;
}
