/** Spreadsheets count days; a column that was exported unformatted shows the counts. */

import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, execute } from '../engine/engine.ts';
import { statement } from '../engine/statement.ts';
import type { LandedFile } from './home.ts';
import { quotedName, quotedText } from './sql-text.ts';

/** Stand in a manifest for the format of such a column. */
export const LANDED_FROM_1900 = 'serial';
export const LANDED_FROM_1904 = 'serial-1904';

export function isSerial(format: string): boolean {
  return format === LANDED_FROM_1900 || format === LANDED_FROM_1904;
}

const SERIAL = String.raw`[2-7]\d{4}(\.\d+)?`;

/** A serial number as an ISO instant; null for any other text. */
export function serialInstant(text: string, format: string): string {
  const first = format === LANDED_FROM_1904 ? '1904-01-01' : '1899-12-30';
  const seconds = `cast(round(cast(${text} as double) * 86400) as bigint)`;
  const day = `@add_days(date '${first}', floor(${seconds} / 86400))`;
  const part = (size: number, of: number) =>
    `substr(cast(cast(100 + mod(floor(${seconds} / ${size}), ${of}) as bigint) as varchar), 2)`;
  return `case when @matches(${text}, ${quotedText(SERIAL)})
    then concat(cast(${day} as varchar), 'T', ${part(3600, 24)}, ':', ${part(60, 60)}, ':',
      ${part(1, 60)}) end`;
}

interface LandedFiles {
  readonly files: readonly LandedFile[];
  readonly folder: string;
}

/** The same files with days in place of serial numbers: the landed ones, unless one has such a column. */
export async function withoutSerials(
  engine: Engine,
  { files, folder }: LandedFiles,
  scratch: string,
): Promise<LandedFiles> {
  if (!files.some((file) => file.dates.some(({ format }) => isSerial(format)))) {
    return { files, folder };
  }
  mkdirSync(scratch);
  for (const [index, file] of files.entries()) {
    const landed = join(folder, `${index}.parquet`);
    const copy = join(scratch, `${index}.parquet`);
    if (file.dates.some(({ format }) => isSerial(format))) {
      await execute(engine.query(statement('days of serials', copyWithDays(file, landed, copy))));
    } else symlinkSync(landed, copy);
  }
  const dates = (file: LandedFile) => file.dates.filter(({ format }) => !isSerial(format));
  return { files: files.map((file) => ({ ...file, dates: dates(file) })), folder: scratch };
}

function copyWithDays(file: LandedFile, from: string, to: string): string {
  const columns = new Map(
    file.matches.map(({ field, header }): [string, string] => {
      const date = file.dates.find((each) => each.field === field);
      const text = `trim(${quotedName(header)})`;
      const value = date && isSerial(date.format) ? serialInstant(text, date.format) : text;
      return [header, `${value} as ${quotedName(header)}`];
    }),
  );
  return `copy (select ${[...columns.values()].join(', ')} from read_parquet(${quotedText(from)}))
    to ${quotedText(to)} (format parquet)`;
}
