/** Over all scenarios: each score by size and strength, with its interval and whether the bar is met. */

import type { Asked, Part } from './answers.ts';
import { BARS, type Bar, SCORES, type ScoreName } from './bars.ts';
import { BASELINES, type DateName, type Examined } from './examined.ts';
import { type Explainer, type Measurement, measurementsOf } from './measure.ts';
import { controlOf, SIZES, type SizeName, scenarioKey } from './scenario.ts';
import type { Score } from './score.ts';
import { isNothing, scoreLean } from './score-false-alarm.ts';
import { largest, meanInterval, medianInterval, type Spread, shareInterval } from './statistics.ts';

type Verdict = 'met' | 'missed' | 'too few' | 'not answered' | 'no bar';

export interface SummaryRow {
  readonly score: ScoreName;
  readonly by: Explainer;
  readonly date: DateName | 'all';
  readonly size: SizeName;
  /** `written`: as the catalogue writes the cause. */
  readonly strength: number | 'written' | 'all';
  readonly injected: string | 'all';
  readonly runs: number;
  /** Of those, without an answer: they count as the worst there is. */
  readonly unanswered: number;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly bar: readonly [number, number] | null;
  readonly verdict: Verdict;
  /** Why the product did not answer, at first. */
  readonly why: string | null;
}

export interface Summary {
  readonly scenarios: number;
  /** By size and strength. */
  readonly rows: readonly SummaryRow[];
  /** S3 by cause. */
  readonly causes: readonly SummaryRow[];
  /** S2 to S4 on the other dates. */
  readonly dates: readonly SummaryRow[];
  /** S3, S4 and S7 of the product and of each baseline. */
  readonly baselines: readonly SummaryRow[];
  readonly beats: readonly Beaten[];
  readonly refused_setup: readonly string[];
}

interface Beaten {
  readonly score: ScoreName;
  readonly size: SizeName;
  readonly strength: SummaryRow['strength'];
  /** Null without an answer of the product, or of a baseline. */
  readonly beatsAll: boolean | null;
}

export function summarise(all: readonly Examined[]): Summary {
  const byKey = new Map(all.map((examined) => [scenarioKey(examined.scenario), examined]));
  const measured = all.flatMap((examined) =>
    measurementsOf(examined, byKey.get(scenarioKey(controlOf(examined.scenario))) ?? null),
  );
  measured.push(...leanMeasurements(all));
  const own = measured.filter(({ by }) => by === 'product');
  const atEnd = own.filter((each) => isJudged(each));
  const compare = measured.filter(
    ({ score, date }) => date === 'last_day' && ['S3', 'S4', 'S7'].includes(score),
  );
  const baselines = rowsOf(compare, ({ by }) => by);
  return {
    scenarios: all.length,
    rows: rowsOf(atEnd, () => ''),
    causes: rowsOf(
      atEnd.filter(({ score }) => score === 'S3'),
      ({ injected }) => injected,
    ),
    dates: rowsOf(
      own.filter(({ score, date }) => ['S2', 'S3', 'S4'].includes(score) && date !== 'last_day'),
      ({ date }) => date,
    ),
    baselines,
    beats: beaten(baselines),
    refused_setup: [...new Set(all.flatMap(({ refused_setup }) => refused_setup))],
  };
}

/** The quarter's last day; exactness and what can be recovered on every date that was asked. */
function isJudged({ score, date }: Measurement): boolean {
  return date === 'last_day' || score === 'S1' || score.startsWith('S11');
}

/** One for each explainer and size: it needs all companies without a cause at once. */
function leanMeasurements(all: readonly Examined[]): Measurement[] {
  const nothing = all.filter(({ truth }) => isNothing(truth));
  return SIZES.flatMap((size) => {
    const own = nothing.filter(({ scenario }) => scenario.size === size);
    if (own.length === 0) return [];
    const answers = own.map(
      ({ miss }): Asked<{ readonly parts: readonly Part[] }> =>
        miss.last_day ?? { refused: 'not asked' },
    );
    const common = { score: 'S7 lean', by: 'product', date: 'last_day', about: null } as const;
    return [
      { ...common, injected: 'NOTHING', size, strength: null, seed: 0, result: scoreLean(answers) },
    ];
  });
}

/** Grouped by score, size and strength, and by one thing more. */
function rowsOf(
  measured: readonly Measurement[],
  more: (measurement: Measurement) => string,
): SummaryRow[] {
  const groups = Map.groupBy(measured, (each) =>
    [each.score, each.size, strengthOf(each), more(each)].join('|'),
  );
  return [...groups.values()]
    .flatMap((group) => rowOf(group))
    .sort((a, b) => orderOf(a) - orderOf(b));
}

function strengthOf({ score, strength }: Measurement): SummaryRow['strength'] {
  return BARS[score].pooled ? 'all' : (strength ?? 'written');
}

function orderOf({ score, size, strength, by }: SummaryRow): number {
  const strengthOrder = typeof strength === 'number' ? strength : strength === 'written' ? 98 : 99;
  const byOrder = by === 'product' ? 0 : 1 + BASELINES.indexOf(by);
  return ((SCORES.indexOf(score) * 10 + SIZES.indexOf(size)) * 100 + strengthOrder) * 10 + byOrder;
}

function rowOf(group: readonly Measurement[]): SummaryRow[] {
  const applies = group.filter(({ result }) => result.status !== 'not_scored');
  const [first] = applies;
  if (!first) return [];
  const bar = BARS[first.score];
  const answered = applies.flatMap(({ result }) =>
    result.status === 'scored' ? [result.value] : [],
  );
  const unanswered = applies.length - answered.length;
  const spread = answered.length === 0 ? null : spreadOf(bar, answered, unanswered);
  const strength = strengthOf(first);
  const ends = bar.ends(typeof strength === 'number' ? strength : null);
  const dates = new Set(applies.map(({ date }) => date));
  const injected = new Set(applies.map((each) => each.injected));
  return [
    {
      score: first.score,
      by: first.by,
      date: dates.size === 1 ? first.date : 'all',
      size: first.size,
      strength,
      injected: injected.size === 1 ? first.injected : 'all',
      runs: applies.length,
      unanswered,
      value: spread?.value ?? null,
      low: spread?.low ?? null,
      high: spread?.high ?? null,
      bar: ends,
      verdict: verdictOf(bar, spread, ends, applies.length),
      why: firstRefusal(applies.map(({ result }) => result)),
    },
  ];
}

/** What was not answered, while other things were, is as bad as can be. */
function spreadOf({ by, better }: Bar, answered: readonly number[], unanswered: number): Spread {
  const isShare = by === 'share' || by === 'mean';
  const worstShare = better === 'high' ? 0 : 1;
  const worstOther = better === 'high' ? 0 : Number.POSITIVE_INFINITY;
  const worst = isShare ? worstShare : worstOther;
  const values = [...answered, ...new Array<number>(unanswered).fill(worst)];
  return { largest, median: medianInterval, share: shareInterval, mean: meanInterval }[by](values);
}

function verdictOf(
  { least }: Bar,
  spread: Spread | null,
  ends: readonly [number, number] | null,
  runs: number,
): Verdict {
  if (spread === null) return 'not answered';
  if (ends === null) return 'no bar';
  if (runs < least) return 'too few';
  return ends[0] <= spread.value && spread.value <= ends[1] ? 'met' : 'missed';
}

function firstRefusal(results: readonly Score[]): string | null {
  const refused = results.find(({ status }) => status === 'not_answered');
  return refused?.status === 'not_answered' ? refused.why : null;
}

/** The explainer has to beat all four. */
function beaten(rows: readonly SummaryRow[]): Beaten[] {
  return rows
    .filter(({ by }) => by === 'product')
    .map(({ score, size, strength, value }) => {
      const others = rows
        .filter((row) => row.by !== 'product' && row.score === score)
        .filter((row) => row.size === size && row.strength === strength)
        .map((row) => row.value);
      const isKnown = value !== null && others.length > 0 && others.every((each) => each !== null);
      const isBetter = (other: number | null) =>
        BARS[score].better === 'high' ? (value ?? 0) > (other ?? 0) : (value ?? 1) < (other ?? 1);
      return { score, size, strength, beatsAll: isKnown ? others.every(isBetter) : null };
    });
}
