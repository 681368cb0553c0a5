/**
 * A file becomes landed raw rows: every value as text, in the file's own columns, in Parquet.
 * Rows that cannot be cut into the file's columns are kept beside them with the reason.
 */

import { join } from 'node:path';
import type { InspectedFile } from '../connectors/csv/inspected-file.ts';
import { type Engine, execute, oneRow } from '../engine/engine.ts';
import { statement } from '../engine/statement.ts';
import { NOTE, setNotesApart } from './land-notes.ts';
import { damagedParquet } from './land-parquet.ts';
import { quotedName, quotedText } from './sql-text.ts';

export interface LandedRows {
  readonly landed: number;
  readonly malformed: number;
}

interface LandingTarget {
  readonly folder: string;
  readonly index: number;
  /** The column whose value names a row; a total stands there in a report. */
  readonly key: string | null;
}

/**
 * Writes `<index>.parquet` and, if some rows are malformed, `<index>.rejects.parquet` into `folder`.
 * The engine must be in memory and used by nobody else meanwhile.
 */
export async function landRows(
  engine: Engine,
  file: InspectedFile,
  { folder, index, key }: LandingTarget,
): Promise<LandedRows> {
  const parquet = join(folder, `${index}.parquet`);
  const rejects = join(folder, `${index}.rejects.parquet`);
  const run = (sql: string) => engine.query(statement('land', sql));
  if (file.hiddenRows !== null) {
    await execute(
      run(`copy (select '' as hidden where false) to ${quotedText(parquet)} (format parquet)`),
    );
    const hidden = HIDDEN_ROWS.replace('ROWS', String(file.hiddenRows));
    await execute(run(`copy (${hidden}) to ${quotedText(rejects)} (format parquet)`));
    return { landed: 0, malformed: file.hiddenRows };
  }
  await execute(run('drop table if exists reject_errors'));
  await execute(run('drop table if exists reject_scans'));
  const rows = file.format === 'parquet' ? readParquet(file) : readText(file);
  await execute(run(`copy (${rows}) to ${quotedText(parquet)} (format parquet)`)).catch((error) => {
    throw file.format === 'parquet' ? damagedParquet(error, file.name) : error;
  });
  const { landed } = await oneRow<{ landed: number }>(
    run(`select count(*) as landed from read_parquet(${quotedText(parquet)})`),
  );
  const malformed =
    file.format === 'parquet' ? 0 : await keepMalformed(run, rejects, { landed, file });
  if (key === null) return { landed, malformed };
  const { headers } = file;
  const notes = await setNotesApart(engine, { parquet, rejects, headers, malformed }, key);
  return { landed: landed - notes, malformed: malformed + notes };
}

async function keepMalformed(
  run: (sql: string) => ReturnType<Engine['query']>,
  rejects: string,
  { landed, file }: { landed: number; file: InspectedFile },
): Promise<number> {
  const { malformed } = await oneRow<{ malformed: number }>(
    run('select count(distinct line) as malformed from reject_errors'),
  );
  if (malformed === 0) return 0;
  const rejected = rejectedRows(landed, file.endsInNotes);
  await execute(run(`copy (${rejected}) to ${quotedText(rejects)} (format parquet)`));
  return malformed;
}

const HIDDEN_ROWS = `select cast(n as bigint) as landed_row, 'hidden_sheet' as code,
  cast(null as varchar) as column_name, cast(null as varchar) as value from range(1, ROWS + 1) as t(n)`;

function readParquet(file: InspectedFile): string {
  const columns = file.headers.map(
    (name) => `cast(${quotedName(name)} as varchar) as ${quotedName(name)}`,
  );
  return `select ${columns.join(', ')} from read_parquet(${quotedText(file.path)})`;
}

function readText(file: InspectedFile): string {
  if (!file.hasWrapped) return `select * from ${readCsv(file)}`;
  const columns = file.headers.map(
    (name) => `${unwrapped(quotedName(name))} as ${quotedName(name)}`,
  );
  return `select ${columns.join(', ')} from ${readCsv(file)}`;
}

/**
 * Texts that were written so that no spreadsheet changes them: `="001234"` is 001234, and a ' before
 * what looks like a formula, as our own tables have it, is none of the text.
 */
function unwrapped(text: string): string {
  return `case
    when starts_with(${text}, '="') and @matches(${text}, '="[^"]*"')
      then substr(${text}, 3, length(${text}) - 3)
    when starts_with(${text}, '''') and substr(${text}, 2, 1) in ('=', '+', '-', '@', chr(9), chr(13))
      then substr(${text}, 2)
    else ${text} end`;
}

function readCsv(file: InspectedFile): string {
  const columns = file.headers.map((name) => `${quotedText(name)}: 'VARCHAR'`).join(', ');
  return `read_csv(${quotedText(file.path)}, columns = {${columns}}, auto_detect = false,
    header = true, delim = ${quotedText(file.delimiter)}, quote = '"', escape = '"',
    strict_mode = true, store_rejects = true, rejects_limit = 0)`;
}

/**
 * Notes at the end of a report are told from damage by what they say; once one of them is known, so
 * are the others beside it.
 */
function rejectedRows(landed: number, endsInNotes: boolean): string {
  return `
  with lines as (
    select line, min(error_type) as error_type, min(column_name) as column_name,
      trim(min(csv_line), concat(' ', chr(9), chr(10), chr(13))) as csv_line,
      row_number() over (order by line) as nth
    from reject_errors group by line
  ),
  placed as (
    select *, error_type = 'MISSING COLUMNS' and line - 1 - nth >= ${landed} as is_last from lines
  ),
  judged as (
    select *, bool_or(is_last and (${endsInNotes}
      or @matches(lower(trim(csv_line, '" ')), ${quotedText(NOTE)}))) over () as has_notes
    from placed
  )
  select
    cast(line - 1 as bigint) as landed_row,
    case
      when is_last and has_notes then 'report_note'
      when error_type = 'MISSING COLUMNS' then 'too_few_columns'
      when error_type = 'TOO MANY COLUMNS' then 'too_many_columns'
      when error_type = 'UNQUOTED VALUE' then 'unclosed_quote'
      else 'malformed_row'
    end as code,
    column_name,
    substr(csv_line, 1, 200) as value
  from judged`;
}
