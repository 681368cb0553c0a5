/** Ids in true/ of what has no id of its own. */
import { MAX_PEOPLE } from './accounts.ts';

export const accountId = (index: number) => `A-${String(index).padStart(6, '0')}`;

export const personId = (person: number) =>
  `P-${String(Math.floor(person / MAX_PEOPLE)).padStart(6, '0')}-${person % MAX_PEOPLE}`;
