/** Every table that some paths hold, opened and looked at. */

import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { InspectedFile } from '../connectors/csv/inspected-file.ts';
import { openFiles } from '../connectors/spreadsheet/open-files.ts';
import type { Progress } from './build.ts';
import { withColumns } from './land-parquet.ts';

/**
 * @param scratch a folder to be made, for rewritten copies
 * @throws BadInput when one of them cannot be read
 */
export async function openPaths(
  paths: readonly string[],
  scratch: string,
  progress: Progress,
): Promise<InspectedFile[]> {
  mkdirSync(scratch);
  const opened: InspectedFile[] = [];
  for (const [index, path] of paths.entries()) {
    progress(`reading ${basename(path)}`);
    opened.push(...(await withColumns(await openFiles(path, join(scratch, String(index))))));
  }
  return opened;
}
