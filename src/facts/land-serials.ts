/** Spreadsheets count days; a column that was exported unformatted shows the counts. */

import { quotedText } from './sql-text.ts';

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
