/** S5: how many weeks the origin of the matched lines lies from the true one (Wasserstein-1). */

import type { TrueScenario } from '../../sample/truth-file.ts';
import { daysBetween } from '../../src/calendar.ts';
import { type Asked, isAnswered, type MissAnswer, type Part } from './answers.ts';
import { partsByCause } from './match.ts';
import { NEVER_WEEKS, notAnswered, notScored, scored } from './score.ts';
import type { CauseScore } from './score-amount.ts';

/** A weight spread evenly over [from, to), in weeks from the first day of the quarter. */
export interface Spread {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

type Truth = Pick<TrueScenario, 'causes' | 'first_day'>;

/** What began with the plan began on the day of its signature; no line says that. */
export function scoreOrigin(truth: Truth, asked: Asked<MissAnswer>): CauseScore[] {
  const matched = isAnswered(asked) ? partsByCause(asked.answer.parts, truth) : null;
  return truth.causes.map((cause) => {
    const actual = cause.origin_weeks.map(({ week, amount }) => ({
      from: week,
      to: week + 1,
      weight: Math.abs(amount.amount),
    }));
    if (cause.part === 'plan' || weightOf(actual) === 0) {
      return { cause, score: notScored('no week of origin') };
    }
    if (!isAnswered(asked)) return { cause, score: notAnswered(asked.refused) };
    const told = (matched?.get(cause) ?? []).flatMap((part) => spreadOf(part, truth.first_day));
    const weeks = weightOf(told) === 0 ? NEVER_WEEKS : wasserstein(told, actual);
    return { cause, score: scored(weeks) };
  });
}

/** Both days of a line belong to it. */
function spreadOf({ origin_from, origin_to, amount }: Part, firstDay: string): Spread[] {
  if (origin_from === null || origin_to === null) return [];
  const from = daysBetween(firstDay, origin_from) / 7;
  const to = (daysBetween(firstDay, origin_to) + 1) / 7;
  return [{ from, to, weight: Math.abs(amount) }];
}

const weightOf = (spreads: readonly Spread[]) =>
  spreads.reduce((sum, { weight }) => sum + weight, 0);

/** The area between the two cumulative shares, exactly: they are straight between the breaks. */
export function wasserstein(a: readonly Spread[], b: readonly Spread[]): number {
  const breaks = [...new Set([...a, ...b].flatMap(({ from, to }) => [from, to]))].sort(
    (x, y) => x - y,
  );
  const apart = breaks.map((at) => cumulative(a, at) - cumulative(b, at));
  let area = 0;
  for (let i = 1; i < breaks.length; i += 1) {
    const width = (breaks[i] as number) - (breaks[i - 1] as number);
    area += width * meanDistance(apart[i - 1] as number, apart[i] as number);
  }
  return area;
}

function cumulative(spreads: readonly Spread[], at: number): number {
  const before = spreads.reduce(
    (sum, { from, to, weight }) =>
      sum + weight * Math.min(1, Math.max(0, (at - from) / Math.max(to - from, 1e-9))),
    0,
  );
  return before / weightOf(spreads);
}

/** Mean of |x| while x runs straight from one value to the other. */
function meanDistance(start: number, end: number): number {
  if (start * end >= 0) return Math.abs(start + end) / 2;
  return (start ** 2 + end ** 2) / (2 * (Math.abs(start) + Math.abs(end)));
}
