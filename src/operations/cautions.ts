/** Cautions that come from the sources, whatever the question. */

import { daysBetween } from '../calendar.ts';
import type { Facts } from '../facts/store.ts';
import { measure } from '../measures/measures.ts';
import type { Caveat, Moment } from './answer.ts';
import type { HeldDefinitions } from './definitions-held.ts';

/** A source that was last read longer ago than this is stale. */
const FRESH_DAYS = 7;

const LISTED = new Intl.ListFormat('en', { type: 'conjunction' });

/** @param definitions of an answer that counts accepted opportunities by what was signed */
export async function sourceCautions(
  facts: Facts,
  moment: Moment,
  definitions?: HeldDefinitions,
): Promise<Caveat[]> {
  const [sources] = await measure(facts.engine, 'source_cautions', { ...moment });
  const cautions: Caveat[] = [];
  const { observed_to, observed_to_told, assumed, changes } = sources ?? {};
  if (observed_to && daysBetween(observed_to, moment.as_of) > FRESH_DAYS) {
    cautions.push({
      code: 'stale',
      message: `The sources were last read as of ${observed_to}; what was open then is followed up to that day only.`,
    });
  }
  if (observed_to && !observed_to_told) {
    cautions.push({
      code: 'export_day_guessed',
      message: `Nobody said when the files were exported: ${observed_to}, the last day in them, is taken.`,
    });
  }
  if (assumed && changes) {
    cautions.push({
      code: 'no_history',
      message: `For ${counted(assumed)} of ${counted(changes)} changes of opportunities the source keeps no history: each is taken as known on the day on which it happened.`,
    });
  }
  const ofSource = [
    ...(sources?.source_quarters ? ['fiscal quarters'] : []),
    ...(sources?.source_holidays ? ['holidays'] : []),
    ...(sources?.source_hours ? ['working hours'] : []),
  ];
  if (ofSource.length > 0) {
    cautions.push({
      code: 'time_from_source',
      message: `The settings do not name the company's ${LISTED.format(ofSource)}: those of the source are used.`,
    });
  }
  return [...cautions, ...(definitions?.made ? definitions.caveats : [DEFINITION_DEFAULT])];
}

const DEFINITION_DEFAULT: Caveat = {
  code: 'definition_default',
  message:
    'No definition of an accepted opportunity is signed: every opportunity counts from the day on which it was opened.',
};

function counted(count: number): string {
  return new Intl.NumberFormat('en').format(count);
}
