/** Everything that the product can do: the table of contents. */

import { curves } from './curves.ts';
import { dataHealth } from './data-health.ts';
import { erasePersonOperation } from './erase-person.ts';
import { freezeWeek } from './freeze-week.ts';
import { importOperation } from './import.ts';
import { importUploaded } from './import-files.ts';
import { inspect, inspectUploaded } from './inspect-files.ts';
import type { Operation } from './operation.ts';
import { overview } from './overview.ts';
import { pipeline } from './pipeline.ts';
import { rebuild } from './rebuild.ts';
import { restatements } from './restatements.ts';
import { rows } from './rows.ts';
import { sample } from './sample.ts';
import { thisWeek } from './this-week.ts';

export const OPERATIONS: readonly Operation[] = [
  thisWeek,
  curves,
  pipeline,
  rows,
  dataHealth,
  overview,
  importOperation,
  inspect,
  importUploaded,
  inspectUploaded,
  restatements,
  freezeWeek,
  erasePersonOperation,
  rebuild,
  sample,
];
