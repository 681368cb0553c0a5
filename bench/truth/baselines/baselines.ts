/** The four simple explanations that the product has to beat. */

import type { Asked, Part } from '../answers.ts';
import type { BaselineName } from '../examined.ts';
import { dashboard } from './dashboard.ts';
import { largestChange } from './largest-change.ts';
import { priceVolumeMix } from './price-volume-mix.ts';
import type { Recorded } from './recorded.ts';
import { saturated } from './saturated.ts';

/** @param target of the quarter, as the revenue plan has it */
export function baselinesOf(
  recorded: Recorded,
  target: number,
): Record<BaselineName, Asked<readonly Part[]>> {
  const actual = recorded.cells.reduce((sum, { amount }) => sum + amount, 0);
  const gap = { target, actual };
  const asked = (parts: Part[] | null): Asked<readonly Part[]> =>
    parts === null ? { refused: 'nothing to compare with' } : { answer: parts };
  return {
    saturated: asked(saturated(recorded, target)),
    price_volume_mix: asked(priceVolumeMix(recorded, target)),
    dashboard: asked(dashboard(recorded.indicators, gap)),
    largest_change: asked(largestChange(recorded.indicators, gap)),
  };
}
