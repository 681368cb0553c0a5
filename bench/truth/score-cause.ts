/** S3: the largest flagged line is the cause; of a compound, the two largest are. */

import type { TrueScenario } from '../../sample/truth-file.ts';
import { type Asked, isAnswered, type Part } from './answers.ts';
import { candidates, isNamed, matchesCause } from './match.ts';
import { notAnswered, notScored, type Score, yesNo } from './score.ts';

export interface Explanation {
  readonly parts: readonly Part[];
  readonly caveats: readonly { readonly code: string }[];
}

type Truth = Pick<TrueScenario, 'causes'>;

export function scoreCause(truth: Truth, asked: Asked<Explanation>): Score {
  return topLines(truth, asked, () => true);
}

/** The same, where the line also names the kinds, segments and teams that the cause was in. */
export function scoreCauseNamed(truth: Truth, asked: Asked<Explanation>): Score {
  return topLines(truth, asked, (part, cause) => cause.lines.some((line) => isNamed(part, line)));
}

function topLines(
  truth: Truth,
  asked: Asked<Explanation>,
  accepts: (part: Part, cause: TrueScenario['causes'][number]) => boolean,
): Score {
  if (truth.causes.every(({ part, lines }) => part === 'record' || lines.length === 0)) {
    return notScored('no cause that moves bookings');
  }
  if (!isAnswered(asked)) return notAnswered(asked.refused);
  const caveats = asked.answer.caveats.map(({ code }) => code);
  const wanted = truth.causes.length > 1 ? 2 : 1;
  const top = candidates(asked.answer.parts, truth.causes)
    .filter(({ flagged }) => flagged)
    .sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount))
    .slice(0, wanted);
  const isRight = (part: Part) =>
    truth.causes.some((cause) => matchesCause(part, cause, { caveats }) && accepts(part, cause));
  return yesNo(top.length === wanted && top.every(isRight));
}
