/** S11: what an action would still add to the quarter, stated against true. */

import type { TrueScenario } from '../../sample/truth-file.ts';
import { daysBetween } from '../../src/calendar.ts';
import { type Asked, isAnswered, type MissAnswer } from './answers.ts';
import { plainName } from './match.ts';
import { notAnswered, notScored, type Score, yesNo } from './score.ts';

export interface ActionScore {
  readonly action: string;
  /** The true money lies in the stated interval. */
  readonly interval: Score;
  /** "Too late" is said exactly when it is. */
  readonly tooLate: Score;
}

/** Less than this share of the quarter's standard deviation is nothing. */
const NOTHING_SHARE = 0.05;

type Truth = Pick<TrueScenario, 'recoverable' | 'sd'>;

/**
 * An action begins within a week of the question; where the truth has no such week, nothing is said.
 * An action that the answer leaves out, or gives no money to, is called too late by it.
 */
export function scoreRecoverable(
  truth: Truth,
  asked: Asked<MissAnswer>,
  asOf: string,
): ActionScore[] {
  const limit = NOTHING_SHARE * truth.sd.amount;
  return [...new Set(truth.recoverable.map(({ action }) => action))].map((action) => {
    if (!isAnswered(asked)) {
      const none = notAnswered(asked.refused);
      return { action, interval: none, tooLate: none };
    }
    const actual = trueAmount(truth, action, asOf);
    if (actual === null) {
      const none = notScored('the truth knows of no such week');
      return { action, interval: none, tooLate: none };
    }
    const stated = statedOf(asked.answer, action, asOf);
    const isTooLate = Math.abs(actual) <= limit;
    const saidTooLate = stated === null || Math.abs(stated.amount) <= limit;
    const isInside =
      stated !== null &&
      stated.low !== null &&
      stated.high !== null &&
      stated.low <= actual &&
      actual <= stated.high;
    return {
      action,
      interval: isTooLate ? notScored('it was too late') : yesNo(isInside),
      tooLate: yesNo(isTooLate === saidTooLate),
    };
  });
}

function trueAmount({ recoverable }: Truth, action: string, asOf: string): number | null {
  const next = recoverable.find(({ action: own, from }) => {
    const days = daysBetween(asOf, from);
    return own === action && days >= 0 && days < 7;
  });
  return next?.amount.amount ?? null;
}

/** An action whose last day has passed is too late, whatever is written beside it. */
function statedOf({ recoverable }: MissAnswer, action: string, asOf: string) {
  const found = recoverable.find((each) => plainName(each.action) === plainName(action));
  const isPast = found !== undefined && found.by !== null && found.by < asOf;
  return found === undefined || isPast ? null : found;
}
