/** Past forecasts as they would have been after learning from those before them, with their scores. */

import { addDays } from '../calendar.ts';
import { type Correction, correct, correctionFrom } from '../models/forecast-conformal.ts';
import { sampleCrps } from '../models/scoring.ts';
import type { PastRun } from './forecast-runs.ts';

export interface Run extends PastRun {
  readonly week: number;
  /** First day of its quarter, and the day after its last. */
  readonly from: string;
  readonly end: string;
}

export interface Scored extends Run {
  /** Corrected by what was known by then. */
  readonly corrected: Float64Array;
  readonly correctedMean: number;
  readonly width: number;
  readonly crps: number;
}

/** Each run corrected by the last ones of its week whose quarter was over on its day, and scored. */
export function score(runs: readonly Run[], past: number): Scored[] {
  return runs.map((run): Scored => {
    const earlier = runs.filter(
      (each) => each.week === run.week && each.end <= addDays(run.as_of, 1),
    );
    const correction = correctionFrom(past > 0 ? earlier.slice(-past) : []);
    const corrected = Float64Array.from(run.quantiles);
    correct(corrected, { booked: run.booked, correction });
    return {
      ...run,
      corrected,
      correctedMean: correctedMean(run, correction),
      width: correction.widths.at(-1)!,
      crps: sampleCrps(corrected, run.actual, { fair: false }),
    };
  });
}

function correctedMean({ booked, mean }: Run, { shift }: Correction): number {
  return Math.max(booked, mean * shift);
}
