/** Writes true/flaws.csv: what is wrong in the export of a day. */
import { join } from 'node:path';
import { type WrittenFile, writeRows } from './csv-file.ts';
import type { Exported, Flaw } from './flaws.ts';
import { campaignFlaws, engagementFlaws, meetingFlaws } from './flaws-campaigns.ts';
import { dealFlaws } from './flaws-deals.ts';
import { accountFlaws, peopleFlaws } from './flaws-people.ts';

function* flawsOf(exported: Exported): Iterable<Flaw> {
  yield* accountFlaws(exported);
  yield* peopleFlaws(exported);
  yield* campaignFlaws(exported);
  yield* engagementFlaws(exported);
  yield* meetingFlaws(exported);
  yield* dealFlaws(exported);
}

export function writeFlaws(exported: Exported, out: string): WrittenFile {
  return writeRows(
    join(out, 'true', 'flaws.csv'),
    {
      flaw: (f: Flaw) => f.flaw,
      table: (f) => f.table,
      recorded_id: (f) => f.recordedId,
      true_id: (f) => f.trueId,
      detail: (f) => f.detail,
    },
    flawsOf(exported),
  );
}
