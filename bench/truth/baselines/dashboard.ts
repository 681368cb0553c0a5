/**
 * Baseline (iii): the dashboard. The quarter's own leads against the usual ones explain their share
 * of the target; the rest is how sales converted them.
 */

import type { Part } from '../answers.ts';
import { usual } from './largest-change.ts';
import { baselineLine, LINES, material } from './lines.ts';
import type { Indicators } from './recorded.ts';

export function dashboard(
  indicators: readonly Indicators[],
  { target, actual }: { readonly target: number; readonly actual: number },
): Part[] | null {
  const now = indicators.find(({ quarters_ago }) => quarters_ago === 0);
  const leads = usual(indicators, ({ engagements }) => engagements);
  if (!now || leads === null || leads === 0) return null;
  const volume = target * (now.engagements / leads - 1);
  const rest = actual - target - volume;
  return [
    baselineLine(LINES.volume, volume, material(volume, target)),
    baselineLine(LINES.wins, rest, material(rest, target)),
  ];
}
