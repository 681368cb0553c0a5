/** S8: a fault of the record is called one, and the teams are not blamed for it. */

import type { TrueScenario } from '../../sample/truth-file.ts';
import {
  type Asked,
  type HealthAnswer,
  isAnswered,
  type MissAnswer,
  type Part,
} from './answers.ts';
import { DATA_CAUSES } from './scenario.ts';
import { notAnswered, notScored, type Score, scored, yesNo } from './score.ts';

type Truth = Pick<TrueScenario, 'causes'>;

/** Words in the names of the checks that speak of the fault. */
const CHECKS: Readonly<Record<string, RegExp>> = {
  LATE_UPDATES: /late|delay|recorded_after/,
  ZOMBIES: /open_longer|close_date_passed|zombie|stale/,
  MIGRATION: /many_on_one_day|bulk|migration|same_stamp/,
  DUPLICATES: /duplicate/,
  BACKDATED: /same_day|backdated/,
};

/** Every company has a few faults: one is raised when a check counts clearly more than without it. */
const CLEARLY = 1.2;

export interface Health {
  readonly health: Asked<HealthAnswer>;
  /** Of the same company without the cause. */
  readonly control: Asked<HealthAnswer> | null;
}

export function scoreRaised(truth: Truth, asked: Asked<MissAnswer>, around: Health): Score {
  const faults = dataCauses(truth);
  if (faults.length === 0) return notScored('no cause in the record');
  const hasLine =
    isAnswered(asked) && asked.answer.parts.some((part) => part.leg === 'data' && part.flagged);
  if (hasLine) return yesNo(true);
  const { health, control } = around;
  if (!isAnswered(health)) return notAnswered(health.refused);
  if (control === null || !isAnswered(control)) {
    return notScored('no answer of the same company without the cause');
  }
  const isFound = faults.every(({ id }) => isRaised(id, health.answer, control.answer));
  return isFound || isAnswered(asked) ? yesNo(isFound) : notAnswered(asked.refused);
}

/** |amount to marketing and sales| as a share of the gap as it appears. */
export function scoreBlamed(truth: Truth, asked: Asked<MissAnswer>): Score {
  if (!truth.causes.every(({ id }) => DATA_CAUSES.includes(id)) || truth.causes.length === 0) {
    return notScored('not a cause in the record alone');
  }
  if (!isAnswered(asked)) return notAnswered(asked.refused);
  const { parts, actual, target } = asked.answer;
  if (actual === target) return notScored('no gap appears');
  const isTeam = ({ owner }: Part) => owner === 'marketing' || owner === 'sales';
  const blamed = parts.filter(isTeam).reduce((sum, { amount }) => sum + amount, 0);
  return scored(Math.abs(blamed) / Math.abs(actual - target));
}

const dataCauses = ({ causes }: Truth) => causes.filter(({ id }) => DATA_CAUSES.includes(id));

function isRaised(cause: string, health: HealthAnswer, control: HealthAnswer): boolean {
  const usual = new Map(control.checks.map(({ check, count }) => [check, count ?? 0]));
  return health.checks.some(
    ({ check, state, count }) =>
      state === 'found' &&
      CHECKS[cause]?.test(check) === true &&
      (count ?? 0) > CLEARLY * (usual.get(check) ?? 0),
  );
}
