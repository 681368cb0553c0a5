/** How the date columns of a landed file are written, decided over each whole column. */

import type { Recognition } from '../connectors/recognise.ts';
import { type Engine, oneRow } from '../engine/engine.ts';
import { statement } from '../engine/statement.ts';
import { BadInput } from '../errors.ts';
import type { DateOrder } from './home.ts';
import { kindOf } from './land-kinds.ts';
import { LANDED_FROM_1900, LANDED_FROM_1904 } from './land-serials.ts';
import { quotedName, quotedText } from './sql-text.ts';

/** A landed file, and what its mapping says of it. */
export interface Written {
  readonly name: string;
  readonly parquet: string;
  readonly recognition: Recognition;
  readonly isMapped: boolean;
}

interface DateQuestion extends Written {
  readonly told: 'dmy' | 'mdy' | null;
  readonly from1904: boolean;
}

const BLANK = '[ \u00a0\u202f]';
const TIME = `,?${BLANK}\\d{1,2}:\\d{2}(:\\d{2})?(${BLANK}?[AaPp][Mm])?`;
/** Day and month, in either order, as spreadsheets write them in one locale or another. */
const LOCAL = `\\d{1,2}[/.-]\\d{1,2}[/.-](\\d{4}|\\d{2})(${TIME})?`;
/** The serial numbers of 1954 to 2119, which are years when spreadsheets are about. */
const SERIAL = String.raw`[2-7]\d{4}(\.\d+)?`;
const COMPACT = String.raw`(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])`;
const NAMED = String.raw`\d{1,2}[ -][A-Za-z]{3}[ -](\d{4}|\d{2})`;
const SHAPES = { local: LOCAL, serial: SERIAL, compact: COMPACT, named: NAMED };
type Shape = keyof typeof SHAPES;

interface DateColumn {
  readonly field: string;
  readonly header: string;
  readonly shape: Shape;
}

/**
 * The format of every column whose dates are not ISO 8601.
 * @throws BadInput when every date of a column fits both orders and nobody said which, or when its
 * dates contradict one another
 */
export async function dateFormats(engine: Engine, question: DateQuestion): Promise<DateOrder[]> {
  const orders: DateOrder[] = [];
  for (const column of await dateColumns(engine, question)) {
    orders.push({ field: column.field, format: await formatOf(engine, column, question) });
  }
  return orders;
}

async function formatOf(
  engine: Engine,
  column: DateColumn,
  question: DateQuestion,
): Promise<string> {
  if (column.shape === 'serial') return question.from1904 ? LANDED_FROM_1904 : LANDED_FROM_1900;
  if (column.shape === 'compact') return '%Y%m%d';
  if (column.shape === 'named') return namedFormat(engine, column, question);
  return localFormat(engine, column, question);
}

interface Shares extends Record<Shape, number> {
  readonly filled: number;
}

/** Columns of which some values, among the first thousands that are filled, are no ISO dates. */
async function dateColumns(engine: Engine, question: DateQuestion): Promise<DateColumn[]> {
  const { parquet, recognition } = question;
  const found: DateColumn[] = [];
  const all = `read_parquet(${quotedText(parquet)})`;
  const candidates = recognition.matches.flatMap(({ field, header }) => {
    const kind = kindOf(recognition, field);
    return kind === 'date' || kind === 'unknown'
      ? [{ field, header, isDate: kind === 'date' }]
      : [];
  });
  if (candidates.length === 0) return found;
  const sample = await sharesOf(engine, `(select * from ${all} limit 5000)`, candidates);
  for (const [index, { field, header, isDate }] of candidates.entries()) {
    let shares = sample[index] as Shares;
    if (isDate && shares.filled === 0)
      [shares] = (await sharesOf(engine, all, [{ header }])) as [Shares];
    const shape = shapeOf(shares, isDate);
    if (shape) found.push({ field, header, shape });
  }
  return found;
}

async function sharesOf(
  engine: Engine,
  from: string,
  columns: readonly { header: string }[],
): Promise<Shares[]> {
  const counts = columns.flatMap(({ header }, index) => {
    const value = `trim(${quotedName(header)})`;
    const shapes = Object.entries(SHAPES).map(
      ([shape, pattern]) =>
        `count(*) filter (where @matches(${value}, ${quotedText(pattern)})) as ${shape}${index}`,
    );
    return [`count(nullif(${value}, '')) as filled${index}`, ...shapes];
  });
  const row = await oneRow<Record<string, number>>(
    engine.query(statement('dates', `select ${counts.join(', ')} from ${from}`)),
  );
  return columns.map((_, index) => {
    const share = (shape: Shape) => (row[`${shape}${index}`] ?? 0) / (row[`filled${index}`] || 1);
    return {
      filled: row[`filled${index}`] ?? 0,
      local: share('local'),
      serial: share('serial'),
      compact: share('compact'),
      named: share('named'),
    };
  });
}

/** A column that may hold anything must look like dates for the most part. */
function shapeOf(shares: Shares, isDate: boolean): Shape | null {
  if (shares.local > (isDate ? 0 : 0.5)) return 'local';
  if (!isDate) return null;
  const others: Shape[] = ['serial', 'compact', 'named'];
  return others.find((shape) => shares[shape] > 0.5) ?? null;
}

interface LocalDates {
  readonly example: string;
  readonly dmy: string | null;
  readonly dmy_row: number | null;
  readonly mdy: string | null;
  readonly mdy_row: number | null;
  readonly either: string | null;
  readonly short_row: number | null;
  readonly long_row: number | null;
}

async function localFormat(
  engine: Engine,
  column: DateColumn,
  question: DateQuestion,
): Promise<string> {
  const dates = await localDates(engine, column, question);
  const where = `${question.name}, column ${column.header}`;
  if (dates.short_row !== null && dates.long_row !== null) {
    throw new BadInput({
      code: 'mixed_dates',
      message: `Years in "${column.header}" have two digits in row ${dates.short_row} and four in row ${dates.long_row}.`,
      where,
      fix: 'Give the whole column one date format, with four digits, and export it again.',
    });
  }
  const order = orderOf(dates, question.told);
  if (order === 'mixed') throw mixedOrders(column.header, where, dates);
  if (order === 'unknown') throw ambiguous(column.header, where, { dates, ...question });
  const separator = /[/.-]/.exec(dates.example)?.[0] as string;
  const year = dates.short_row === null ? '%Y' : '%y';
  const days = order === 'dmy' ? ['%d', '%m', year] : ['%m', '%d', year];
  return days.join(separator) + timeFormat(dates.example);
}

/** What the values themselves show comes first: being told otherwise would only spoil them. */
function orderOf(
  { dmy, mdy, either }: LocalDates,
  told: 'dmy' | 'mdy' | null,
): 'dmy' | 'mdy' | 'mixed' | 'unknown' {
  if (dmy !== null && mdy !== null) return told ?? 'mixed';
  if (dmy !== null) return 'dmy';
  if (mdy !== null) return 'mdy';
  if (told !== null) return told;
  return either === null ? 'dmy' : 'unknown';
}

function localDates(
  engine: Engine,
  { header }: DateColumn,
  { parquet }: DateQuestion,
): Promise<LocalDates> {
  const part = (place: number) => `cast(split_part(d, '/', ${place}) as integer)`;
  const isDmy = 'a between 13 and 31 and b <= 12';
  const isMdy = 'b between 13 and 31 and a <= 12';
  return oneRow<LocalDates>(
    engine.query(
      statement(
        'dates',
        `select max_by(v, length(v)) as example,
          min_by(v, n) filter (where ${isDmy}) as dmy, min(n) filter (where ${isDmy}) as dmy_row,
          min_by(v, n) filter (where ${isMdy}) as mdy, min(n) filter (where ${isMdy}) as mdy_row,
          min_by(v, n) filter (where a <> b) as either,
          min(n) filter (where length(split_part(d, '/', 3)) = 2) as short_row,
          min(n) filter (where length(split_part(d, '/', 3)) = 4) as long_row
        from (select v, n, d, ${part(1)} as a, ${part(2)} as b from (
          select v, n, replace(replace(regexp_replace(v, '[^0-9/.-].*', ''), '.', '/'), '-', '/') as d
          from (select trim(${quotedName(header)}) as v, file_row_number + 1 as n
            from read_parquet(${quotedText(parquet)}, file_row_number = true))
          where @matches(v, ${quotedText(LOCAL)})))`,
      ),
    ),
  );
}

async function namedFormat(
  engine: Engine,
  { header }: DateColumn,
  { parquet }: DateQuestion,
): Promise<string> {
  const value = `trim(${quotedName(header)})`;
  const { example } = await oneRow<{ example: string }>(
    engine.query(
      statement(
        'dates',
        `select max_by(${value}, length(${value})) as example from read_parquet(${quotedText(parquet)})
        where @matches(${value}, ${quotedText(NAMED)})`,
      ),
    ),
  );
  const separator = example.includes('-') ? '-' : ' ';
  return ['%d', '%b', /\d{4}$/.test(example) ? '%Y' : '%y'].join(separator);
}

function timeFormat(example: string): string {
  const time = /\d(,?[ \u00a0\u202f])\d{1,2}:\d{2}(:\d{2})?(([ \u00a0\u202f]?)[AaPp][Mm])?$/.exec(
    example,
  );
  if (!time) return '';
  const seconds = time[2] ? ':%S' : '';
  return time[3] ? `${time[1]}%I:%M${seconds}${time[4]}%p` : `${time[1]}%H:%M${seconds}`;
}

function mixedOrders(header: string, where: string, dates: LocalDates): BadInput {
  return new BadInput({
    code: 'mixed_dates',
    message: `Dates in "${header}" contradict one another: "${dates.dmy}" in row ${dates.dmy_row} has the day first, "${dates.mdy}" in row ${dates.mdy_row} the month.`,
    where,
    fix: 'Two exports were probably joined: import them apart. Or say `date_order: dmy` or `date_order: mdy` in a mapping; what does not fit is then rejected.',
  });
}

function ambiguous(
  header: string,
  where: string,
  { dates, isMapped }: { dates: LocalDates; isMapped: boolean },
): BadInput {
  const example = dates.either as string;
  const [a, b] = example.split(/\D/).map(Number) as [number, number];
  const day = (month: number, of: number) => `${of} ${MONTHS[month - 1] ?? '?'}`;
  const lines = `\`date_order: dmy\` (then it is ${day(b, a)}) or \`date_order: mdy\` (${day(a, b)})`;
  return new BadInput({
    code: 'ambiguous_dates',
    message: `Every date in "${header}" could be day/month or month/day, such as "${example}". Which is it?`,
    where,
    fix: isMapped
      ? `Add the line ${lines} to this file's entry in the mapping.`
      : `Write the line ${lines} into a file, such as notation.yaml, and import again with --mapping notation.yaml.`,
  });
}

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];
