/** The thread that match-apart.ts starts: does one task and ends. */

import { parentPort, workerData } from 'node:worker_threads';
import { TASKS, type Task } from './match-apart.ts';

const task = workerData as Task<'organisations'> | Task<'people'>;
parentPort?.postMessage(
  task.name === 'organisations' ? TASKS.organisations(task.records) : TASKS.people(task.records),
);
