/** From one examined scenario to its figures, all alike, ready to be summed up. */

import { type Asked, isAnswered, type MissAnswer, type Part } from './answers.ts';
import type { ScoreName } from './bars.ts';
import { askDays } from './days.ts';
import { BASELINES, type BaselineName, type DateName, type Examined } from './examined.ts';
import { nameOf, type SizeName } from './scenario.ts';
import type { Score } from './score.ts';
import { type CauseScore, scoreAmount, scoreCoverage } from './score-amount.ts';
import { scoreCause, scoreCauseNamed } from './score-cause.ts';
import { scoreClaims } from './score-claims.ts';
import { scoreBlamed, scoreRaised } from './score-data.ts';
import { scoreEarly } from './score-early.ts';
import { scoreExactness } from './score-exactness.ts';
import { scoreFalseAlarm } from './score-false-alarm.ts';
import { scoreMasking } from './score-masking.ts';
import { scoreOrigin } from './score-origin.ts';
import { scoreOwner } from './score-owner.ts';
import { scoreRecoverable } from './score-recoverable.ts';

export type Explainer = 'product' | BaselineName;

export interface Measurement {
  readonly score: ScoreName;
  readonly by: Explainer;
  /** Bars are judged by the last day of the quarter, exactness by every date. */
  readonly date: DateName;
  /** As injected: `LEADS_DOWN_2Q`, `A+B`. */
  readonly injected: string;
  /** The cause, claim or action that it is about, where there are several. */
  readonly about: string | null;
  readonly size: SizeName;
  readonly strength: number | null;
  readonly seed: number;
  readonly result: Score;
}

const REFUSED: Asked<MissAnswer> = { refused: 'not asked' };

/** @param control the same company without a cause, where it was examined */
export function measurementsOf(examined: Examined, control: Examined | null): Measurement[] {
  return [
    ...ofProduct(examined, control),
    ...BASELINES.flatMap((name) => ofBaseline(examined, name)),
  ];
}

type Figure = Pick<Measurement, 'score' | 'result'> & { date?: DateName; about?: string };

function ofProduct(examined: Examined, control: Examined | null): Measurement[] {
  const { truth, scenario, miss } = examined;
  const end = miss.last_day ?? REFUSED;
  const health = { health: examined.health, control: control?.health ?? null };
  const injected = scenario.causes.map(({ id }) => id);
  const figures: Figure[] = [
    ...ofDates(examined),
    ...named('S6', scoreCoverage(truth, end)),
    ...named('S5', scoreOrigin(truth, end)),
    { score: 'S7', result: scoreFalseAlarm(truth, end) },
    { score: 'S8 raised', result: scoreRaised(truth, end, health) },
    { score: 'S8 blamed', result: scoreBlamed(truth, end) },
    { score: 'S9', result: scoreMasking(truth, end, injected) },
    ...scoreEarly(truth, examined).map(
      ({ group, cause, score }): Figure => ({
        score: `S10 ${group}`,
        about: cause.id,
        result: score,
      }),
    ),
    ...ofActions(examined),
    ...scoreClaims(truth, examined.claims).flatMap(({ claim, points, wrongWay }): Figure[] => [
      { score: 'S12', about: claim.id, result: points },
      { score: 'S12 wrong way', about: claim.id, result: wrongWay },
    ]),
  ];
  return figures.map((figure) => dressed(examined, 'product', figure));
}

function named(score: ScoreName, scores: readonly CauseScore[], date?: DateName): Figure[] {
  return scores.map((each) => ({
    score,
    about: each.cause.id,
    result: each.score,
    ...(date ? { date } : {}),
  }));
}

/** S1 to S4 on every date that was asked. */
function ofDates({ truth, scenario, miss }: Examined): Figure[] {
  return askDays(truth, scenario).flatMap(([date, day]): Figure[] => {
    const asked = miss[date] ?? REFUSED;
    return [
      { score: 'S1', date, result: scoreExactness(asked) },
      ...named('S2', scoreAmount(truth, asked), date),
      { score: 'S3', date, result: scoreCause(truth, asked) },
      { score: 'S3 named', date, result: scoreCauseNamed(truth, asked) },
      { score: 'S4', date, result: scoreOwner(truth, asked, day) },
    ];
  });
}

/** Only while something can still be done. */
function ofActions({ truth, scenario, miss }: Examined): Figure[] {
  return askDays(truth, scenario)
    .filter(([date]) => date === 'early' || date === 'week_6')
    .flatMap(([date, day]) =>
      scoreRecoverable(truth, miss[date] ?? REFUSED, day).flatMap(
        ({ action, interval, tooLate }): Figure[] => [
          { score: 'S11', date, about: action, result: interval },
          { score: 'S11 too late', date, about: action, result: tooLate },
        ],
      ),
    );
}

function ofBaseline(examined: Examined, name: BaselineName): Measurement[] {
  const { truth } = examined;
  const asked = explanationOf(examined.baselines[name]);
  const figures: Figure[] = [
    { score: 'S3', result: scoreCause(truth, asked) },
    { score: 'S4', result: scoreOwner(truth, asked, truth.last_day) },
    { score: 'S7', result: scoreFalseAlarm(truth, asked) },
  ];
  return figures.map((figure) => dressed(examined, name, figure));
}

function explanationOf(asked: Asked<readonly Part[]>) {
  return isAnswered(asked) ? { answer: { parts: asked.answer, caveats: [] } } : asked;
}

function dressed({ scenario, truth }: Examined, by: Explainer, figure: Figure): Measurement {
  const strengths = truth.causes.flatMap(({ strength }) => (strength === null ? [] : [strength]));
  return {
    date: 'last_day',
    about: null,
    ...figure,
    by,
    injected: nameOf(scenario),
    size: scenario.size,
    strength: strengths.length === 0 ? null : Math.min(...strengths),
    seed: scenario.seed,
  };
}
