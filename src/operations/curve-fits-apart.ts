/** Fitting takes a second, in which nobody else would be answered: it is done in a thread of its own. */

import { Worker } from 'node:worker_threads';
import type { SegmentCohorts } from '../models/cohorts.ts';
import type { CurveFit } from '../models/curve-fit.ts';
import { fitCurves } from '../models/fit-curves.ts';

export interface StepCohorts {
  readonly key: string;
  readonly segments: readonly SegmentCohorts[];
}

export interface StepFits {
  readonly key: string;
  readonly fits: readonly CurveFit[];
}

/** With fewer counts a fit is made sooner than a thread is started. */
const FEW_COUNTS = 400;

export function fitSteps(steps: readonly StepCohorts[]): StepFits[] {
  return steps.map(({ key, segments }) => ({ key, fits: fitCurves(segments) }));
}

export async function fittedApart(
  steps: readonly StepCohorts[],
  signal: AbortSignal | null,
): Promise<readonly StepFits[]> {
  const counts = steps.flatMap(({ segments }) => segments.flatMap(({ cohorts }) => cohorts));
  const rows = counts.reduce((sum, cohort) => sum + cohort.counts.length, 0);
  if (rows < FEW_COUNTS) return fitSteps(steps);
  const worker = new Worker(new URL('./curve-fits-worker.ts', import.meta.url), {
    workerData: steps,
  });
  const stop = () => void worker.terminate();
  signal?.addEventListener('abort', stop);
  try {
    return await new Promise<readonly StepFits[]>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the fitting thread ended with ${code}`)));
    });
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
