/** Baseline (iv): whichever figure moved most, relative to the four quarters before, is to blame. */

import type { Part } from '../answers.ts';
import { baselineLine, LINES } from './lines.ts';
import type { Indicators } from './recorded.ts';

const FIGURES = [
  [LINES.volume, (now: Indicators) => now.engagements],
  [LINES.meetings, (now: Indicators) => now.meetings / now.engagements],
  [LINES.opportunities, (now: Indicators) => now.opportunities / now.meetings],
  [LINES.wins, (now: Indicators) => now.won / (now.won + now.lost)],
  [LINES.size, (now: Indicators) => now.amount / now.won],
  [LINES.speed, (now: Indicators) => now.median_days ?? Number.NaN],
] as const;

/** The whole gap goes to one line, and it is always flagged. */
export function largestChange(
  indicators: readonly Indicators[],
  { target, actual }: { readonly target: number; readonly actual: number },
): Part[] | null {
  const now = indicators.find(({ quarters_ago }) => quarters_ago === 0);
  if (!now) return null;
  const [largest] = FIGURES.flatMap(([line, figure]) => {
    const before = usual(indicators, figure);
    const change = before === null ? Number.NaN : Math.abs(figure(now) / before - 1);
    return Number.isFinite(change) ? [{ line, change }] : [];
  }).sort((a, b) => b.change - a.change);
  return largest ? [baselineLine(largest.line, actual - target, true)] : null;
}

/** Mean over the four quarters before; null without any. */
export function usual(
  indicators: readonly Indicators[],
  figure: (quarter: Indicators) => number,
): number | null {
  const known = indicators
    .filter(({ quarters_ago }) => quarters_ago > 0)
    .map(figure)
    .filter(Number.isFinite);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
