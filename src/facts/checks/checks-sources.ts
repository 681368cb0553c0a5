/** The sources themselves. */

import { type Check, DEAL_ANSWERS, rowCheck } from './check.ts';

export const SOURCE_CHECKS: readonly Check[] = [
  rowCheck({
    name: 'stale_source',
    title: 'Sources that were not read for more than a week',
    meaning: 'What happened since is missing, and what is open is followed up to that day only.',
    fix: 'Import a new export, or connect the source.',
    touches: ['curves', 'pipeline', 'this-week', 'overview'],
    needs: ['landed_files'],
  }),
  rowCheck({
    name: 'history_starts_late',
    title: 'Sources whose history starts after their opportunities',
    meaning:
      'Before that day only the present values are known: stages, amounts and close dates of then are not.',
    fix: 'Export the history from before (OpportunityHistory), or look at later quarters only.',
    touches: ['curves', 'pipeline'],
    needs: ['opportunities', 'opportunity_changes'],
  }),
  rowCheck({
    name: 'dated_in_future',
    title: 'Engagements and changes dated after they were recorded',
    meaning: 'They are left out until their day has come.',
    fix: 'Correct the date.',
    touches: DEAL_ANSWERS,
    needs: ['opportunities'],
  }),
  rowCheck({
    name: 'rejected_rows',
    title: 'Rows of the last imports that could not be loaded',
    meaning: 'Each was read and rejected with a reason; it counts nowhere.',
    fix: 'See the reason and the row; correct the source and export again.',
    touches: DEAL_ANSWERS,
    needs: ['landed_files'],
    names: 'code',
  }),
];
