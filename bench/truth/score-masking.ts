/** S9: two causes that cancel are both shown, though there is hardly a gap. */

import type { TrueScenario } from '../../sample/truth-file.ts';
import { type Asked, isAnswered, type MissAnswer } from './answers.ts';
import { matchesLine } from './match.ts';
import { notAnswered, notScored, type Score, yesNo } from './score.ts';

const MASKING = ['WHALE_MASKS', 'OFFSETTING'];

type Truth = Pick<TrueScenario, 'causes' | 'gap' | 'sd'>;

/** Each line is flagged, with its own sign. */
export function scoreMasking(
  truth: Truth,
  asked: Asked<MissAnswer>,
  injected: readonly string[],
): Score {
  if (!injected.some((id) => MASKING.includes(id))) return notScored('nothing is masked');
  if (Math.abs(truth.gap.amount) >= truth.sd.amount) return notScored('the gap is no small one');
  if (!isAnswered(asked)) return notAnswered(asked.refused);
  const lines = truth.causes.flatMap((cause) => cause.lines).filter(({ amount }) => amount.amount);
  const { parts } = asked.answer;
  return yesNo(
    lines.every((line) =>
      parts.some(
        (part) =>
          part.flagged &&
          Math.sign(part.amount) === Math.sign(line.amount.amount) &&
          matchesLine(part, line),
      ),
    ),
  );
}
