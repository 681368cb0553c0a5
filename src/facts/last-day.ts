import { join } from 'node:path';
import { type Engine, oneRow } from '../engine/engine.ts';
import { statement } from '../engine/statement.ts';
import type { LandedFile } from './home.ts';
import { dateValue } from './landed-views.ts';
import { quotedName, quotedText } from './sql-text.ts';

/** Fields that say when something was recorded or happened, never when it is expected. */
const PAST_FIELDS = new Set([
  'happened',
  'recorded_at',
  'created_date',
  'system_modstamp',
  'fivetran_start',
  'first_responded_date',
  'last_stage_change_date',
  'close_on',
  'closed_on',
]);

/**
 * The last day that the files themselves know of, when nobody said when they were exported: the
 * latest day in a field of the past that is not after `notAfter`.
 */
export async function lastDay(
  engine: Engine,
  { files, folder, notAfter }: { files: readonly LandedFile[]; folder: string; notAfter: string },
): Promise<string> {
  let latest: string | null = null;
  for (const [index, file] of files.entries()) {
    for (const { field, header } of file.matches) {
      if (!PAST_FIELDS.has(field)) continue;
      const format = file.dates.find((date) => date.field === field)?.format;
      const text = `trim(${quotedName(header)})`;
      const written = format ? dateValue(text, format) : text;
      const day = `try_cast(substr(${written}, 1, 10) as date)`;
      const parquet = quotedText(join(folder, `${index}.parquet`));
      const { last } = await oneRow<{ last: string | null }>(
        engine.query(
          statement(
            'last day',
            `select max(${day}) as last from read_parquet(${parquet})
            where ${day} <= cast($not_after as date)`,
          ),
          { not_after: notAfter },
        ),
      );
      if (last !== null && (latest === null || last > latest)) latest = last;
    }
  }
  return latest ?? notAfter;
}
