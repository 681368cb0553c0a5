/** What a plan would assume if it went by what was measured. */

import type { Assumption } from '../ledger/entries.ts';
import { type CurveAnswer, type CurvesAnswer, curves } from './curves.ts';
import type { Context } from './operation.ts';

/** Each step with the trait by which plans tell it apart. */
const STEPS = [
  { from: 'engagement', to: 'meeting', by: 'campaign_type', step: 'engagement_to_meeting' },
  { from: 'meeting', to: 'opportunity', by: 'segment', step: 'meeting_to_opportunity' },
  { from: 'opportunity', to: 'won', by: 'segment', step: 'opportunity_to_won' },
] as const;

type Step = (typeof STEPS)[number];

/**
 * Rates and median lags of the steps, each as measured up to the day; only where the verdict is ok.
 * @param as_of the day of the plan
 */
export async function assumptionsFromCurves(
  context: Context,
  as_of: string,
): Promise<Assumption[]> {
  const found: Assumption[] = [];
  for (const step of STEPS) {
    const { from, to, by } = step;
    const answer = (await curves.run(context, { as_of, from, to, by })) as CurvesAnswer;
    const split = answer.curves.filter(({ segment }) => segment[by]);
    const whole = answer.curves.filter(({ segment }) => Object.keys(segment).length === 0);
    for (const curve of [...whole, ...split]) found.push(...assumptionsOf(curve, step, as_of));
  }
  return found;
}

function assumptionsOf(curve: CurveAnswer, { by, step }: Step, as_of: string): Assumption[] {
  const { rate, low, high, lag_days, entered, converted } = curve;
  if (curve.verdict !== 'ok' || rate === null) return [];
  const value = curve.segment[by] ?? null;
  const of = {
    campaign_type: by === 'campaign_type' ? value : null,
    segment: by === 'segment' ? value : null,
    step,
    source: `Curves as of ${as_of}: ${converted} of ${entered} so far`,
  };
  const share = (part: number | null) => (part === null ? '?' : part.toFixed(4));
  const proposed: Assumption[] = [
    {
      ...of,
      assumption: 'rate',
      value: Number(rate.toFixed(4)),
      unit: `share within ${curve.rate_by_day} days`,
      reasoning: `Measured, 90 % interval ${share(low)} to ${share(high)}`,
    },
  ];
  if (lag_days !== null) {
    proposed.push({
      ...of,
      assumption: 'lag',
      value: lag_days.p50,
      unit: 'median days',
      reasoning: `Measured; 80 of 100 within ${lag_days.p80} days`,
    });
  }
  return proposed;
}
