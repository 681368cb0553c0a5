/** S12: verdicts on what both teams said, against the truth. */

import type { TrueClaim, TrueScenario, Verdict } from '../../sample/truth-file.ts';
import { type Asked, type ClaimsAnswer, isAnswered } from './answers.ts';
import { notAnswered, type Score, scored, yesNo } from './score.ts';

export interface ClaimScore {
  readonly claim: TrueClaim;
  /** 1 for the true verdict, a half for "cannot tell" where one could, otherwise 0. */
  readonly points: Score;
  readonly wrongWay: Score;
}

const OPPOSITE: Readonly<Partial<Record<Verdict, Verdict>>> = {
  supported: 'contradicted',
  contradicted: 'supported',
};

/** A claim that the answer leaves out earns nothing, and is no wrong-way verdict. */
export function scoreClaims(
  { claims }: Pick<TrueScenario, 'claims'>,
  asked: Asked<ClaimsAnswer>,
): ClaimScore[] {
  return claims.map((claim) => {
    if (!isAnswered(asked)) {
      const none = notAnswered(asked.refused);
      return { claim, points: none, wrongWay: none };
    }
    const said = asked.answer.claims.find(({ id }) => id === claim.id)?.verdict ?? null;
    return {
      claim,
      points: scored(pointsOf(claim.verdict, said)),
      wrongWay: yesNo(said !== null && OPPOSITE[claim.verdict] === said),
    };
  });
}

function pointsOf(truth: Verdict, said: Verdict | null): number {
  if (said === truth) return 1;
  return said === 'cannot_tell' ? 0.5 : 0;
}
