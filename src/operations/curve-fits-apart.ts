/** Fitting takes a second: it is done in threads of its own. */

import { availableParallelism } from 'node:os';
import { Thread } from '../apart.ts';
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
/** There are five steps at most, and their fits take unlike times. */
const MOST_THREADS = 2;

export function fitStep({ key, segments }: StepCohorts): StepFits {
  return { key, fits: fitCurves(segments) };
}

export async function fittedApart(
  steps: readonly StepCohorts[],
  signal: AbortSignal | null,
): Promise<readonly StepFits[]> {
  const sizes = new Map(steps.map((step) => [step, countsOf(step)]));
  const all = steps.reduce((sum, step) => sum + sizes.get(step)!, 0);
  if (all < FEW_COUNTS) return steps.map(fitStep);
  // Whoever is done takes the next: the largest first, so that none is left for the end.
  const waiting = [...steps].sort((a, b) => sizes.get(b)! - sizes.get(a)!).values();
  const found = new Map<StepCohorts, StepFits>();
  const work = async () => {
    using thread = new Thread<StepCohorts, StepFits>(
      new URL('./curve-fits-worker.ts', import.meta.url),
      signal,
    );
    for (const step of waiting) found.set(step, await thread.ask(step));
  };
  const threads = Math.min(MOST_THREADS, availableParallelism(), steps.length);
  await Promise.all(Array.from({ length: threads }, work));
  return steps.map((step) => found.get(step)!);
}

function countsOf({ segments }: StepCohorts): number {
  return segments.reduce(
    (sum, { cohorts }) => cohorts.reduce((s, { counts }) => s + counts.length, sum),
    0,
  );
}
