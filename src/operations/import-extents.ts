/** Of the objects that came again: was the export of all rows, and what was missing from it. */

import { z } from 'zod';
import { allRows } from '../engine/engine.ts';
import { statementFile } from '../facts/statement-file.ts';
import type { Facts } from '../facts/store.ts';
import type { Caveat } from './answer.ts';

export const extentSchema = z.object({
  source: z.string(),
  object: z.string().describe('Such as salesforce/Contact'),
  exported: z.string().describe('Day of the export, from which what is missing counts as gone'),
  extent: z.enum(['full', 'partial']).describe('All rows of the object, or a part of them'),
  reason: z
    .enum(['told', 'few', 'cut', 'unread', 'older'])
    .nullable()
    .describe('Why it was taken for a part'),
  known: z.int().describe('Rows that were known and not gone before it'),
  missing: z.int().describe('Of those, rows that are not in it'),
  vanished: z.int().describe('Of those, rows that were marked as vanished'),
});
type Extent = z.output<typeof extentSchema>;

export async function importExtents(facts: Facts, files: readonly string[]): Promise<Extent[]> {
  if (files.length === 0) return [];
  const number = Number((files[0] as string).split('/')[0]);
  const statement = statementFile(new URL('../facts/import_extents.sql', import.meta.url));
  return allRows<Extent>(facts.engine.query(statement, { import_number: number }));
}

/** What an import says of objects whose rows are missing. */
export function extentCaveats(extents: readonly Extent[]): Caveat[] {
  return extents
    .filter(({ missing }) => missing > 0)
    .map(({ object, extent, reason, known, missing, vanished, exported }) => {
      const found = `${missing} of ${known} rows of ${object} that were known before are not in this export`;
      if (extent === 'full') {
        const kept = missing - vanished;
        const unread =
          kept > 0
            ? ` ${kept} may be among the rejected rows and ${kept === 1 ? 'is' : 'are'} kept.`
            : '';
        return {
          code: 'rows_vanished',
          message: `${found}: ${vanished} of them count as gone from ${exported} on, not before.${unread} If it was filtered, import the same files again with --partial.`,
        };
      }
      return { code: 'partial_export', message: `${found}. ${WHY[reason ?? 'told']}` };
    });
}

const WHY: Readonly<Record<NonNullable<Extent['reason']>, string>> = {
  told: 'It was said to be a part: nothing is marked as gone.',
  few: 'So many are missing that it is taken for a part: nothing is marked as gone. If they were really deleted, import the same files again with --no-partial.',
  cut: 'All of them are earlier than every row in it, so it is taken for a period: nothing is marked as gone. If they were really deleted, import the same files again with --no-partial.',
  unread:
    'Too many of its rows were rejected to tell which are missing: nothing is marked as gone.',
  older: 'It is older than an export that was imported before: nothing is marked as gone.',
};
