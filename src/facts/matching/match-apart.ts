/** Matching takes seconds for a hundred thousand records: it is done in a thread of its own. */

import { Thread } from '../../apart.ts';
import { type Duplicate, duplicatesOf } from './clusters.ts';
import { type Match, matchWithin } from './match-organisations.ts';
import { duplicatePeople, type Person, type PersonMatch } from './match-people.ts';
import type { Organisation } from './organisations.ts';

/** Below it a few milliseconds: sooner done than a thread is started. */
const FEW_RECORDS = 500;

export interface MatchedOrganisations {
  readonly pairs: readonly Match[];
  readonly duplicates: readonly Duplicate[];
}

/** What the thread can be asked for. */
export const TASKS = {
  organisations(records: readonly Organisation[]): MatchedOrganisations {
    const pairs = matchWithin(records);
    const family = records.map(({ id, parentId = null }) => ({ id, parentId }));
    return { pairs, duplicates: duplicatesOf(family, pairs) };
  },
  people(records: readonly Person[]): readonly PersonMatch[] {
    return duplicatePeople(records);
  },
};

interface Task<Name extends keyof typeof TASKS> {
  readonly name: Name;
  readonly records: Parameters<(typeof TASKS)[Name]>[0];
}

/** Whatever it can be asked. */
export type AnyTask = Task<'organisations'> | Task<'people'>;

type Answer<Name extends keyof typeof TASKS> = ReturnType<(typeof TASKS)[Name]>;

export function runTask(task: AnyTask): MatchedOrganisations | readonly PersonMatch[] {
  return task.name === 'organisations'
    ? TASKS.organisations(task.records)
    : TASKS.people(task.records);
}

export function organisationsApart(
  records: readonly Organisation[],
): Promise<MatchedOrganisations> {
  return apart<'organisations'>({ name: 'organisations', records });
}

export function peopleApart(records: readonly Person[]): Promise<readonly PersonMatch[]> {
  return apart<'people'>({ name: 'people', records });
}

async function apart<Name extends keyof typeof TASKS>(
  task: AnyTask & Task<Name>,
): Promise<Answer<Name>> {
  if (task.records.length < FEW_RECORDS) return runTask(task) as Answer<Name>;
  using thread = new Thread<AnyTask, Answer<Name>>(new URL('./match-worker.ts', import.meta.url));
  return await thread.ask(task);
}
