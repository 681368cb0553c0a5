/** The thread that curve-fits-apart.ts starts: fits once and ends. */

import { parentPort, workerData } from 'node:worker_threads';
import { fitSteps, type StepCohorts } from './curve-fits-apart.ts';

parentPort?.postMessage(fitSteps(workerData as StepCohorts[]));
