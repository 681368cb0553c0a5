/**
 * Matching takes seconds for a hundred thousand records, in which nobody else would be answered: it
 * is done in a thread of its own, unless there is so little that starting one takes longer.
 */

import { Worker } from 'node:worker_threads';
import { type Duplicate, duplicatesOf } from './clusters.ts';
import { type Match, matchWithin } from './match-organisations.ts';
import { duplicatePeople, type Person, type PersonMatch } from './match-people.ts';
import type { Organisation } from './organisations.ts';

/** Below it a few milliseconds. */
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

export interface Task<Name extends keyof typeof TASKS> {
  readonly name: Name;
  readonly records: Parameters<(typeof TASKS)[Name]>[0];
}

export function organisationsApart(
  records: readonly Organisation[],
): Promise<MatchedOrganisations> {
  return apart({ name: 'organisations', records });
}

export function peopleApart(records: readonly Person[]): Promise<readonly PersonMatch[]> {
  return apart({ name: 'people', records });
}

async function apart<Name extends keyof typeof TASKS>(
  task: Task<Name>,
): Promise<ReturnType<(typeof TASKS)[Name]>> {
  type Answer = ReturnType<(typeof TASKS)[Name]>;
  if (task.records.length < FEW_RECORDS) {
    const run = TASKS[task.name] as (records: Task<Name>['records']) => Answer;
    return run(task.records);
  }
  const worker = new Worker(new URL('./match-worker.ts', import.meta.url), { workerData: task });
  return new Promise<Answer>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the matching thread ended with ${code}`)));
  });
}
