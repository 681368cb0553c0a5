/** S7: with no cause there is nothing to flag, and no line leans one way over many companies. */

import type { TrueScenario } from '../../sample/truth-file.ts';
import { type Asked, isAnswered, type Part } from './answers.ts';
import { isSystematic } from './match.ts';
import { notAnswered, notScored, type Score, scored, yesNo } from './score.ts';

type Truth = Pick<TrueScenario, 'causes'>;
type Lines = Asked<{ readonly parts: readonly Part[] }>;

export function isNothing({ causes }: Truth): boolean {
  return causes.every(({ id }) => id === 'NOTHING');
}

/** 1 for a false alarm. */
export function scoreFalseAlarm(truth: Truth, asked: Lines): Score {
  if (!isNothing(truth)) return notScored('there is a cause');
  if (!isAnswered(asked)) return notAnswered(asked.refused);
  return yesNo(asked.answer.parts.some((part) => isSystematic(part) && part.flagged));
}

/** Below this many companies the spread of a line is not known. */
const LEAST_SEEDS = 10;

/** A line that is the same in every company, and not nothing. */
const ALWAYS = 999;

export interface Lean {
  readonly line: string;
  readonly mean: number;
  /** |mean| over 3 sd / sqrt(n); 1 and above is a lean. */
  readonly ratio: number;
}

/**
 * Lines are summed by leg, factor, step and owner; the sd is that of the line over the companies
 * without a cause, which is what METHODS 3.4 calls sd0 of a line. The furthest lean comes first.
 */
export function leans(answers: readonly (readonly Part[])[]): Lean[] {
  const sums = answers.map(sumsByLine);
  const lines = new Set(sums.flatMap((each) => [...each.keys()]));
  return [...lines]
    .map((line) =>
      leanOf(
        line,
        sums.map((each) => each.get(line) ?? 0),
      ),
    )
    .sort((a, b) => b.ratio - a.ratio);
}

function leanOf(line: string, amounts: readonly number[]): Lean {
  const n = amounts.length;
  const mean = amounts.reduce((sum, amount) => sum + amount, 0) / n;
  const variance = amounts.reduce((sum, amount) => sum + (amount - mean) ** 2, 0) / (n - 1);
  const limit = (3 * Math.sqrt(variance)) / Math.sqrt(n);
  if (limit === 0) return { line, mean, ratio: mean === 0 ? 0 : ALWAYS };
  return { line, mean, ratio: Math.abs(mean) / limit };
}

/** The furthest lean of all lines. */
export function scoreLean(answers: readonly Asked<{ readonly parts: readonly Part[] }>[]): Score {
  const answered = answers.filter(isAnswered).map(({ answer }) => answer.parts);
  if (answered.length === 0) return notAnswered('no answer without a cause');
  if (answered.length < LEAST_SEEDS) return notScored(`fewer than ${LEAST_SEEDS} seeds`);
  return scored(leans(answered)[0]?.ratio ?? 0);
}

function sumsByLine(parts: readonly Part[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const part of parts.filter(isSystematic)) {
    const line = [part.leg, part.factors[0], part.step ?? '', part.owner].join(' ');
    sums.set(line, (sums.get(line) ?? 0) + part.amount);
  }
  return sums;
}
