/** S1: the lines add up to the gap, in minor units. */

import { type Asked, isAnswered, type MissAnswer } from './answers.ts';
import { notAnswered, type Score, scored } from './score.ts';

/** The furthest that any two of what must be equal are apart. */
export function scoreExactness(asked: Asked<MissAnswer>): Score {
  if (!isAnswered(asked)) return notAnswered(asked.refused);
  const { parts, actual, target, gap, total } = asked.answer;
  const sum = parts.reduce((all, part) => all + part.amount, 0);
  const others = [actual - target, gap, ...(total === null ? [] : [total])];
  return scored(Math.max(...others.map((other) => Math.abs(sum - other))));
}
