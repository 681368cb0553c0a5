/** S2 and S6: how much of the gap goes to a cause, and whether the truth lies in its interval. */

import type { TrueCause, TrueScenario } from '../../sample/truth-file.ts';
import { type Asked, isAnswered, type MissAnswer, type Part } from './answers.ts';
import { partsByCause } from './match.ts';
import { notAnswered, notScored, type Score, scored, yesNo } from './score.ts';

export interface CauseScore {
  readonly cause: TrueCause;
  readonly score: Score;
}

type Truth = Pick<TrueScenario, 'causes' | 'sd'>;

/** |M - delta| / max(|delta|, sd). */
export function scoreAmount(truth: Truth, asked: Asked<MissAnswer>): CauseScore[] {
  return perCause(truth, asked, (cause, matched) => {
    const sum = matched.reduce((all, part) => all + part.amount, 0);
    const delta = cause.delta.amount;
    return scored(Math.abs(sum - delta) / Math.max(Math.abs(delta), truth.sd.amount));
  });
}

export function scoreCoverage(truth: Truth, asked: Asked<MissAnswer>): CauseScore[] {
  return perCause(truth, asked, (cause, matched) => {
    const interval = intervalOfSum(matched);
    if (interval === null) return notAnswered('a matched line has no interval');
    return yesNo(interval.low <= cause.delta.amount && cause.delta.amount <= interval.high);
  });
}

/**
 * Of a sum of lines the answer gives no interval of its own; arms of several lines are added as if
 * they were independent. Without any line the sum is exactly nothing.
 */
export function intervalOfSum(parts: readonly Part[]): { low: number; high: number } | null {
  let [sum, below, above] = [0, 0, 0];
  for (const { amount, low, high } of parts) {
    if (low === null || high === null) return null;
    sum += amount;
    below += (amount - low) ** 2;
    above += (high - amount) ** 2;
  }
  return { low: sum - Math.sqrt(below), high: sum + Math.sqrt(above) };
}

/** Causes in the record move no bookings; S8 is theirs. */
function perCause(
  truth: Truth,
  asked: Asked<MissAnswer>,
  score: (cause: TrueCause, matched: readonly Part[]) => Score,
): CauseScore[] {
  const matched = isAnswered(asked) ? partsByCause(asked.answer.parts, truth) : null;
  return truth.causes.map((cause) => {
    if (cause.part === 'record' || cause.lines.length === 0) {
      return { cause, score: notScored('it moves no bookings') };
    }
    if (!isAnswered(asked)) return { cause, score: notAnswered(asked.refused) };
    return { cause, score: score(cause, matched?.get(cause) ?? []) };
  });
}
