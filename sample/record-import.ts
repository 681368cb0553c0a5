/** What an import into the CRM did to the dates of the opportunities that were open on its day. */
import { startOf } from './calendar.ts';
import { Stream } from './random.ts';
import type { RecordedDeal } from './recorded.ts';
import type { Recording } from './world.ts';

/** Before anybody begins to work. */
const HOUR_OF_IMPORT = 6 * 3_600_000;

/** The deals, those that the import touched with the rows that it made. */
export function withImport(
  seed: number,
  migration: Recording['migration'],
  deals: readonly RecordedDeal[],
): readonly RecordedDeal[] {
  if (!migration) return deals;
  const draw = new Stream(seed, 'import');
  const at = startOf(migration.day) + HOUR_OF_IMPORT;
  let number = deals.reduce((sum, deal) => sum + deal.changes.length, 0);
  return deals.map((deal) => {
    const before = deal.changes.filter((change) => change.recordedAt < at);
    const open = before[before.length - 1]?.state.outcome === 'open';
    const gone = deal.deletedAt !== null && deal.deletedAt < at;
    if (!open || gone || draw.u(deal.truth.key) >= migration.share) return deal;
    const changes = before.map(({ state }, i) => {
      number += 1;
      const id = `${deal.id}-m${i + 1}`;
      return { number, id, recordedAt: at + i * 1000, day: migration.day, state };
    });
    return { ...deal, imported: { at, changes } };
  });
}
