/** The opportunities that a definition counts, leaves out or takes in, for a number of `definitions`. */

import type { Settings } from '../config.ts';
import type { Moment } from './answer.ts';
import { effectRows, type List } from './definition-effect.ts';
import { comparedVersions, quarterAsked } from './definitions.ts';
import type { HeldDefinitions } from './definitions-held.ts';
import type { Context } from './operation.ts';

interface Asked {
  readonly list: List;
  readonly quarter?: string | undefined;
  readonly version?: number | undefined;
  readonly against?: number | undefined;
}

interface When {
  readonly moment: Moment;
  readonly settings: Settings;
  readonly definitions: HeldDefinitions;
}

const TITLES: Readonly<Record<List, string>> = {
  left_out: 'counted, and would not be',
  taken_in: 'not counted, and would be',
  old: 'counted by the old definition',
  new: 'counted by the new definition',
};

export async function definitionRows(
  context: Context,
  { list, quarter: name, version, against }: Asked,
  { moment, settings, definitions }: When,
) {
  const quarter = quarterAsked(name, moment, settings);
  const { older, newer } = comparedVersions(definitions, moment, { version, against });
  return {
    title: `${TITLES[list]}: ${quarter.name}, version ${older.number} → ${newer.number}`,
    formula:
      'Each opportunity with the day on which it first met the old and the new definition, and how it stood on the day that decides (else how it stands now); an opportunity is counted in the quarter of the day on which it first met the definition. Amounts in minor units.',
    rows: await effectRows(context, { moment, quarter, older, newer }, list),
  };
}
