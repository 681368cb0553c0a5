/**
 * A file becomes landed raw rows: every value as text, in the file's own columns, in Parquet.
 * Rows that cannot be cut into the file's columns are kept beside them with the reason.
 */

import { join } from 'node:path';
import type { InspectedFile } from '../connectors/csv/inspect-file.ts';
import { type Engine, execute, oneRow } from '../engine/engine.ts';
import { statement } from '../engine/statement.ts';
import { BadInput } from '../errors.ts';
import type { DateOrder } from './home.ts';
import { quotedName, quotedText } from './sql-text.ts';

export interface LandedRows {
  readonly landed: number;
  readonly malformed: number;
}

/**
 * Writes `<index>.parquet` and, if some rows are malformed, `<index>.rejects.parquet` into `folder`.
 * The engine must be in memory and used by nobody else meanwhile.
 */
export async function landRows(
  engine: Engine,
  file: InspectedFile,
  target: { folder: string; index: number },
): Promise<LandedRows> {
  const parquet = quotedText(join(target.folder, `${target.index}.parquet`));
  const rejects = quotedText(join(target.folder, `${target.index}.rejects.parquet`));
  const run = (sql: string) => engine.query(statement('land', sql));
  await execute(run('drop table if exists reject_errors'));
  await execute(run('drop table if exists reject_scans'));
  await execute(run(`copy (select * from ${readCsv(file)}) to ${parquet} (format parquet)`));
  const { landed } = await oneRow<{ landed: number }>(
    run(`select count(*) as landed from read_parquet(${parquet})`),
  );
  const { malformed } = await oneRow<{ malformed: number }>(
    run('select count(distinct line) as malformed from reject_errors'),
  );
  if (malformed > 0) await execute(run(`copy (${REJECTED_ROWS}) to ${rejects} (format parquet)`));
  return { landed, malformed };
}

function readCsv(file: InspectedFile): string {
  const columns = file.headers.map((name) => `${quotedText(name)}: 'VARCHAR'`).join(', ');
  return `read_csv(${quotedText(file.path)}, columns = {${columns}}, auto_detect = false,
    header = true, delim = ${quotedText(file.delimiter)}, quote = '"', escape = '"',
    strict_mode = true, store_rejects = true, rejects_limit = 0)`;
}

const REJECTED_ROWS = `
  select
    cast(line - 1 as bigint) as landed_row,
    case min(error_type)
      when 'MISSING COLUMNS' then 'too_few_columns'
      when 'TOO MANY COLUMNS' then 'too_many_columns'
      when 'UNQUOTED VALUE' then 'unclosed_quote'
      else 'malformed_row'
    end as code,
    min(column_name) as column_name,
    substr(min(csv_line), 1, 200) as value
  from reject_errors group by line`;

/** Day and month, in either order, as spreadsheets write them in one locale or another. */
const LOCAL_DATE = String.raw`\d{1,2}[/.-]\d{1,2}[/.-]\d{4}( \d{1,2}:\d{2}(:\d{2})?( ?[AaPp][Mm])?)?`;

interface DateColumn {
  readonly separator: string;
  readonly time: string;
  readonly dmy: number;
  readonly mdy: number;
}

/**
 * Finds the columns that hold dates in a local order, and decides the order over the whole column.
 * @throws BadInput when every date fits both orders and `told` does not say which
 */
export async function dateOrders(
  engine: Engine,
  parquet: string,
  columns: readonly { field: string; header: string }[],
  told: { order: 'dmy' | 'mdy' | null; file: string },
): Promise<DateOrder[]> {
  const orders: DateOrder[] = [];
  for (const { field, header } of await localDateColumns(engine, parquet, columns)) {
    const counts = await countOrders(engine, parquet, header);
    const order = told.order ?? decided(counts);
    if (order === null) throw ambiguous(header, told.file);
    const day = order === 'dmy' ? '%d{s}%m{s}%Y' : '%m{s}%d{s}%Y';
    orders.push({ field, format: day.replaceAll('{s}', counts.separator) + counts.time });
  }
  return orders;
}

/** Columns of which most filled values, among the first thousands, look like local dates. */
async function localDateColumns(
  engine: Engine,
  parquet: string,
  columns: readonly { field: string; header: string }[],
): Promise<{ field: string; header: string }[]> {
  if (columns.length === 0) return [];
  const looks = columns.map(({ header }, index) => {
    const value = `nullif(trim(${quotedName(header)}), '')`;
    const share = `avg(case when @matches(${value}, ${quotedText(LOCAL_DATE)}) then 1.0 else 0.0 end)`;
    return `coalesce(${share} filter (where ${value} is not null), 0) > 0.5 as c${index}`;
  });
  const sample = `(select * from read_parquet(${quotedText(parquet)}) limit 5000)`;
  const row = await oneRow<Record<string, boolean>>(
    engine.query(statement('dates', `select ${looks.join(', ')} from ${sample}`)),
  );
  return columns.filter((_, index) => row[`c${index}`]);
}

async function countOrders(engine: Engine, parquet: string, header: string): Promise<DateColumn> {
  const value = `trim(${quotedName(header)})`;
  const from = `from read_parquet(${quotedText(parquet)})`;
  const { example } = await oneRow<{ example: string }>(
    engine.query(
      statement(
        'dates',
        `select max(${value}) as example ${from} where @matches(${value}, ${quotedText(LOCAL_DATE)})`,
      ),
    ),
  );
  const separator = /[/.-]/.exec(example)?.[0] as string;
  const time = timeFormat(example);
  const parsed = (day: string) => `count(@parse_instant(${value}, ${quotedText(day + time)}))`;
  const counts = await oneRow<Pick<DateColumn, 'dmy' | 'mdy'>>(
    engine.query(
      statement(
        'dates',
        `select ${parsed(`%d${separator}%m${separator}%Y`)} as dmy,
          ${parsed(`%m${separator}%d${separator}%Y`)} as mdy ${from}`,
      ),
    ),
  );
  return { ...counts, separator, time };
}

function timeFormat(example: string): string {
  const time = /\d (\d{1,2}:\d{2})(:\d{2})?( ?[AaPp][Mm])?$/.exec(example);
  if (!time) return '';
  const seconds = time[2] ? ':%S' : '';
  if (!time[3]) return ` %H:%M${seconds}`;
  return ` %I:%M${seconds}${time[3].startsWith(' ') ? ' ' : ''}%p`;
}

function decided({ dmy, mdy }: DateColumn): 'dmy' | 'mdy' | null {
  if (dmy === mdy) return null;
  return dmy > mdy ? 'dmy' : 'mdy';
}

function ambiguous(header: string, file: string): BadInput {
  return new BadInput({
    code: 'ambiguous_dates',
    message: `Every date in "${header}" could be day/month or month/day.`,
    where: `${file}, column ${header}`,
    fix: 'Say which it is: `date_order: dmy` or `date_order: mdy` for this file in a mapping.',
  });
}
