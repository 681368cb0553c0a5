/** What a person may do and see, as the ledger says. Names, passwords and sessions stand elsewhere. */

import { z } from 'zod';
import type { Entry } from '../ledger/entry.ts';
import type { Knowledge } from '../ledger/state.ts';
import { ROLES } from './rights.ts';

export const SET_PERSON = 'set-person';

const nameList = z.array(z.string().trim().min(1)).max(100);

export const personRights = z.strictObject({
  role: z.enum(ROLES),
  is_admin: z.boolean(),
  teams: nameList.describe('Teams whose rows the person sees; all when empty'),
  regions: nameList.describe('Regions whose rows the person sees; all when empty'),
  disabled: z.boolean(),
  manager: z
    .string()
    .nullable()
    .default(null)
    .describe('Account of the person to whom they report; null for nobody'),
});
export type PersonRights = z.output<typeof personRights>;

/** Whose rows somebody sees. Where a list is empty, it limits nothing. */
export type Scope = Pick<PersonRights, 'teams' | 'regions'>;

export const EVERYTHING: Scope = { teams: [], regions: [] };

/** What somebody new gets who was not given anything else. */
export const NEWCOMER: PersonRights = {
  role: 'viewer',
  is_admin: false,
  teams: [],
  regions: [],
  disabled: false,
  manager: null,
};

/** Whatever was said, however the clocks of several servers stand. */
export const NOW_AND_LATER = '9999';

export function personSubject(id: string): string {
  return `person/${id}`;
}

export interface PersonEntry {
  readonly rights: PersonRights;
  readonly entry: Entry;
}

/** What was last said about a person; null where nothing was. */
export function rightsOf(known: Knowledge, id: string): PersonEntry | null {
  const entry = known.newest(personSubject(id));
  if (entry?.kind !== SET_PERSON) return null;
  return { rights: personRights.parse(entry.body), entry };
}
