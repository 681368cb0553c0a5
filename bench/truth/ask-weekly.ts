/** The weekly question, from the injection on, until every cause of the company has been flagged. */

import type { TrueScenario } from '../../sample/truth-file.ts';
import { addDays } from '../../src/calendar.ts';
import { type Asked, isAnswered, type MissAnswer } from './answers.ts';
import type { Week } from './examined.ts';
import { isOneOff, isSystematic } from './match.ts';
import { injectionWeek, isFlagged, weekOf } from './score-early.ts';

/** After so many refusals and no answer it is not asked again. */
const PATIENCE = 3;

export async function askWeekly(
  truth: TrueScenario,
  ask: (day: string) => Promise<Asked<MissAnswer>>,
): Promise<Week[]> {
  const causes = truth.causes.filter(({ part, lines }) => part === 'company' && lines.length > 0);
  const weeks: Week[] = [];
  if (causes.length === 0) return weeks;
  const waiting = new Set(causes);
  const first = Math.min(...causes.map((cause) => injectionWeek(cause, truth)));
  const last = weekOf(truth.last_day, truth);
  for (let week = first; week <= last && waiting.size > 0; week += 1) {
    const as_of = addDays(truth.first_day, week * 7 + 6);
    const asked = await ask(as_of);
    if (!isAnswered(asked)) {
      weeks.push({ as_of, flagged: asked });
      if (weeks.length === PATIENCE && weeks.every((each) => !isAnswered(each.flagged))) break;
      continue;
    }
    const flagged = asked.answer.parts.filter(
      (part) => part.flagged && (isSystematic(part) || isOneOff(part)),
    );
    weeks.push({ as_of, flagged: { answer: flagged } });
    for (const cause of waiting) if (isFlagged(cause, flagged)) waiting.delete(cause);
  }
  return weeks;
}
