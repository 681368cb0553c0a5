/** S10: weeks from the injection to the first weekly answer that flags the cause. */

import type { TrueCause, TrueScenario } from '../../sample/truth-file.ts';
import { daysBetween } from '../../src/calendar.ts';
import { isAnswered, type Part } from './answers.ts';
import type { Examined, Week } from './examined.ts';
import { matchesLine } from './match.ts';
import { NEVER_WEEKS, notAnswered, notScored, type Score, scored } from './score.ts';
import type { CauseScore } from './score-amount.ts';

type EarlyGroup = 'volume' | 'win_rate' | 'other';

export interface EarlyScore extends CauseScore {
  readonly group: EarlyGroup;
}

type Truth = Pick<TrueScenario, 'causes' | 'first_day'>;

/** Volume and follow-up in weeks; a win rate in medians of the lag; the others, weeks, have no bar. */
export function scoreEarly(
  truth: Truth,
  { weekly, median_win_weeks }: Pick<Examined, 'weekly' | 'median_win_weeks'>,
): EarlyScore[] {
  return truth.causes
    .filter(({ part, lines }) => part === 'company' && lines.length > 0)
    .map((cause) => {
      const group = groupOf(cause);
      const weeks = weeksToFlag(cause, truth, weekly);
      if (group !== 'win_rate' || weeks.status !== 'scored') return { cause, group, score: weeks };
      const score =
        median_win_weeks === null || median_win_weeks <= 0
          ? notScored('the median lag is not known')
          : scored(weeks.value / median_win_weeks);
      return { cause, group, score };
    });
}

function weeksToFlag(cause: TrueCause, truth: Truth, weekly: readonly Week[] | null): Score {
  if (weekly === null) return notScored('not asked week by week');
  const answered = weekly.flatMap(({ as_of, flagged }) =>
    isAnswered(flagged) ? [{ as_of, flagged: flagged.answer }] : [],
  );
  if (answered.length === 0) {
    const [first] = weekly.flatMap(({ flagged }) => (isAnswered(flagged) ? [] : [flagged.refused]));
    return notAnswered(first ?? 'no weekly answer');
  }
  const hit = answered.find(({ flagged }) => isFlagged(cause, flagged));
  if (!hit) return scored(NEVER_WEEKS);
  return scored(weekOf(hit.as_of, truth) - injectionWeek(cause, truth));
}

export function isFlagged(cause: TrueCause, flagged: readonly Part[]): boolean {
  return flagged.some(
    (part) => part.flagged && cause.lines.some((line) => matchesLine(part, line)),
  );
}

export function weekOf(day: string, { first_day }: Pick<TrueScenario, 'first_day'>): number {
  return Math.floor(daysBetween(first_day, day) / 7);
}

/** Older cohorts may be hit by what began later; the event on the time line says when it did. */
export function injectionWeek(cause: TrueCause, truth: Pick<TrueScenario, 'first_day'>): number {
  const events = cause.events.map(({ date }) => weekOf(date, truth));
  return Math.max(cause.origin.from_week, ...(events.length > 0 ? [Math.min(...events)] : []));
}

function groupOf({ lines }: TrueCause): EarlyGroup {
  const is = (...wanted: string[]) =>
    lines.some(({ factors }) => factors.some((factor) => wanted.includes(factor)));
  if (is('volume', 'timing', 'follow_up')) return 'volume';
  const isWinRate = lines.some(
    ({ factors, step }) => factors.includes('conversion') && step === 'opportunity_to_won',
  );
  return isWinRate ? 'win_rate' : 'other';
}
