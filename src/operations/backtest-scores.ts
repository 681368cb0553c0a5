/** Past forecasts as they would have been after learning from those before them, with their scores. */

import { type Correction, correct, correctionFrom } from '../models/forecast-conformal.ts';
import { sampleCrps } from '../models/scoring.ts';
import type { PastRun } from './forecast-runs.ts';

export interface Run extends PastRun {
  readonly week: number;
  /** First day of its quarter. */
  readonly from: string;
  /** Booked in each quarter that was over, as known on its day. */
  readonly actuals: Readonly<Record<string, number>>;
}

export interface Scored extends Run {
  /** Corrected by what was known by then. */
  readonly corrected: Float64Array;
  readonly correctedMean: number;
  readonly width: number;
  readonly crps: number;
}

/** Each run corrected by the last ones of its week whose quarter was over on its day, as known then, and scored. */
export function score(runs: readonly Run[], past: number): Scored[] {
  return runs.map((run): Scored => {
    const earlier = runs.filter(
      (each) => each.week === run.week && run.actuals[each.quarter] !== undefined,
    );
    const known = earlier.map(({ quantiles, quarter }) => ({
      quantiles,
      actual: run.actuals[quarter]!,
    }));
    const correction = correctionFrom(past > 0 ? known.slice(-past) : []);
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
