/** Cox regression on rows of alike subjects, and its form for competing outcomes by Fine and Gray. */
import { inverse, type Matrix } from './matrix.ts';

/** At risk in (entry, time], as in continuous time; ages in days become time = age + 1. */
export interface CoxRow {
  readonly time: number;
  /** What ended it: the event asked about, another outcome, or the end of observation. */
  readonly end: 'event' | 'other' | 'open';
  readonly entry?: number;
  readonly covariates: readonly number[];
}

export interface CoxFit {
  /** Log ratios of hazards. */
  readonly coefficients: Float64Array;
  readonly standardErrors: Float64Array;
  /** Without covariates, and at the coefficients. */
  readonly logLikelihood: readonly [number, number];
}

const MOST_ROUNDS = 50;

interface Step {
  readonly value: number;
  readonly score: Float64Array;
  readonly information: Matrix;
}

/** Sums over a risk set: weights, weights × x, weights × x x'. */
class RiskSum {
  zero = 0;
  readonly one: Float64Array;
  readonly two: Float64Array[];

  constructor(size: number) {
    this.one = new Float64Array(size);
    this.two = Array.from({ length: size }, () => new Float64Array(size));
  }

  add(x: readonly number[], weight: number): void {
    this.zero += weight;
    for (let i = 0; i < x.length; i++) {
      this.one[i]! += weight * x[i]!;
      for (let j = 0; j < x.length; j++) this.two[i]![j]! += weight * x[i]! * x[j]!;
    }
  }

  addAll(other: RiskSum, factor: number): void {
    this.zero += factor * other.zero;
    for (let i = 0; i < this.one.length; i++) {
      this.one[i]! += factor * other.one[i]!;
      for (let j = 0; j < this.one.length; j++) this.two[i]![j]! += factor * other.two[i]![j]!;
    }
  }
}

/** Times of the event, with the rows that have it then. */
function eventTimes(rows: readonly CoxRow[]): [number, CoxRow[]][] {
  const byTime = new Map<number, CoxRow[]>();
  for (const row of rows) {
    if (row.end !== 'event') continue;
    const list = byTime.get(row.time) ?? [];
    if (list.length === 0) byTime.set(row.time, list);
    list.push(row);
  }
  return [...byTime].sort(([a], [b]) => a - b);
}

function risk(row: CoxRow, coefficients: Float64Array): number {
  return Math.exp(row.covariates.reduce((sum, x, i) => sum + x * coefficients[i]!, 0));
}

/** How much of a row is at risk at an event time. */
type AtRisk = (row: CoxRow, time: number) => number;

const observed: AtRisk = ({ time, entry = 0 }, at) => Number(time >= at && entry < at);

function likelihoodStep(
  rows: readonly CoxRow[],
  times: readonly (readonly [number, readonly CoxRow[]])[],
  coefficients: Float64Array,
  { ties, atRisk }: { readonly ties: 'efron' | 'breslow'; readonly atRisk: AtRisk },
): Step {
  const size = coefficients.length;
  const score = new Float64Array(size);
  const information = Array.from({ length: size }, () => new Float64Array(size));
  const risks = rows.map((row) => risk(row, coefficients));
  let value = 0;
  for (const [time, events] of times) {
    const all = new RiskSum(size);
    rows.forEach((row, i) => {
      const weight = atRisk(row, time);
      if (weight > 0) all.add(row.covariates, weight * risks[i]!);
    });
    const tied = new RiskSum(size);
    for (const row of events) tied.add(row.covariates, risk(row, coefficients));
    for (const [nth, { covariates }] of events.entries()) {
      const sum = new RiskSum(size);
      sum.addAll(all, 1);
      if (ties === 'efron') sum.addAll(tied, -nth / events.length);
      value -= Math.log(sum.zero);
      for (let i = 0; i < size; i++) {
        value += covariates[i]! * coefficients[i]!;
        score[i]! += covariates[i]! - sum.one[i]! / sum.zero;
        for (let j = 0; j < size; j++) {
          information[i]![j]! +=
            sum.two[i]![j]! / sum.zero - (sum.one[i]! * sum.one[j]!) / sum.zero ** 2;
        }
      }
    }
  }
  return { value, score, information };
}

/** Newton's steps to the maximum; null where there is none. */
function maximise(
  rows: readonly CoxRow[],
  options: { readonly ties: 'efron' | 'breslow'; readonly atRisk: AtRisk },
) {
  const size = rows[0]?.covariates.length ?? 0;
  const times = eventTimes(rows);
  if (size === 0 || times.length === 0) return null;
  let coefficients = new Float64Array(size);
  let step = likelihoodStep(rows, times, coefficients, options);
  const empty = step.value;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const covariance = inverse(step.information);
    if (!covariance) return null;
    const move = covariance.map((row) => row.reduce((sum, v, i) => sum + v * step.score[i]!, 0));
    let next = coefficients;
    let after = step;
    for (let length = 1; length > 1e-6; length /= 2) {
      next = coefficients.map((value, i) => value + length * move[i]!);
      after = likelihoodStep(rows, times, next, options);
      if (after.value >= step.value - 1e-12 * Math.abs(step.value)) break;
    }
    const settled = move.every((by, i) => Math.abs(by) <= 1e-10 * (1 + Math.abs(next[i]!)));
    coefficients = next;
    step = after;
    if (settled)
      return { coefficients, covariance, times, logLikelihood: [empty, step.value] as const };
    if (coefficients.some((value) => Math.abs(value) > 50)) return null;
  }
  return null;
}

/**
 * Partial likelihood of the rate of the event; other outcomes end the watch (cause-specific). null
 * without an event or covariate, or where a coefficient runs away. Source: Cox 1972, ties after
 * Efron 1977 or Breslow 1974.
 */
export function coxRegression(
  rows: readonly CoxRow[],
  ties: 'efron' | 'breslow' = 'efron',
): CoxFit | null {
  const found = maximise(rows, { ties, atRisk: observed });
  if (!found) return null;
  const { coefficients, covariance, logLikelihood } = found;
  const standardErrors = Float64Array.from(covariance, (row, i) => Math.sqrt(row[i]!));
  return { coefficients, standardErrors, logLikelihood };
}

/** Kaplan-Meier of the end of observation just before each time. */
function stillWatched(rows: readonly CoxRow[]): (time: number) => number {
  const times = [...new Set(rows.map(({ time }) => time))].sort((a, b) => a - b);
  const before = new Map<number, number>();
  let share = 1;
  for (const at of times) {
    before.set(at, share);
    const watched = rows.filter(({ time }) => time >= at).length;
    const ended = rows.filter(({ time, end }) => time === at && end === 'open').length;
    share *= 1 - ended / watched;
  }
  return (time) => before.get(time) ?? 1;
}

/**
 * Fine and Gray's regression of the cumulative incidence of the event (1999), without delayed entry:
 * who left by another outcome stays at risk with the weight G(t) / G(exit). Standard errors by their
 * sandwich, which knows that G is estimated. null as for `coxRegression`.
 */
export function fineGrayRegression(rows: readonly CoxRow[]): CoxFit | null {
  const watched = stillWatched(rows);
  const atRisk: AtRisk = (row, time) => {
    if (row.time >= time) return 1;
    return row.end === 'other' ? watched(time) / watched(row.time) : 0;
  };
  const found = maximise(rows, { ties: 'breslow', atRisk });
  if (!found) return null;
  const { coefficients, covariance, times, logLikelihood } = found;
  const size = coefficients.length;
  const risks = rows.map((row) => risk(row, coefficients));
  const sets = times.map(([time, events]) => {
    const sum = new RiskSum(size);
    rows.forEach((row, i) => {
      const weight = atRisk(row, time);
      if (weight > 0) sum.add(row.covariates, weight * risks[i]!);
    });
    return { time, mean: sum.one.map((value) => value / sum.zero), jump: events.length / sum.zero };
  });
  const scores = rows.map((row, i) => {
    const score = new Float64Array(size);
    for (const { time, mean, jump } of sets) {
      const event = Number(row.end === 'event' && row.time === time);
      const change = event - atRisk(row, time) * risks[i]! * jump;
      for (let j = 0; j < size; j++) score[j]! += (row.covariates[j]! - mean[j]!) * change;
    }
    return score;
  });
  addCensoringTerm(rows, scores, { sets, risks, watched });
  const meat = Array.from({ length: size }, () => new Float64Array(size));
  for (const score of scores) {
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) meat[i]![j]! += score[i]! * score[j]!;
    }
  }
  const standardErrors = Float64Array.from(covariance, (row) => {
    let variance = 0;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) variance += row[i]! * meat[i]![j]! * row[j]!;
    }
    return Math.sqrt(variance);
  });
  return { coefficients, standardErrors, logLikelihood };
}

interface Weighted {
  readonly sets: readonly {
    readonly time: number;
    readonly mean: Float64Array;
    readonly jump: number;
  }[];
  readonly risks: readonly number[];
  readonly watched: (time: number) => number;
}

/** What each row adds to the scores of others because it helped to estimate G (psi in the paper). */
function addCensoringTerm(
  rows: readonly CoxRow[],
  scores: readonly Float64Array[],
  { sets, risks, watched }: Weighted,
): void {
  const size = scores[0]!.length;
  const ends = [...new Set(rows.filter(({ end }) => end === 'open').map(({ time }) => time))];
  for (const end of ends.sort((a, b) => a - b)) {
    const atEnd = rows.filter(({ time }) => time >= end).length;
    const jump = rows.filter((row) => row.time === end && row.end === 'open').length / atEnd;
    const pull = new Float64Array(size);
    rows.forEach((row, i) => {
      if (row.end !== 'other' || row.time >= end) return;
      for (const { time, mean, jump: events } of sets) {
        if (time < end || time <= row.time) continue;
        const part = ((risks[i]! * watched(time)) / watched(row.time)) * events;
        for (let j = 0; j < size; j++) pull[j]! += (row.covariates[j]! - mean[j]!) * part;
      }
    });
    rows.forEach((row, i) => {
      if (row.time < end) return;
      const martingale = Number(row.time === end && row.end === 'open') - jump;
      for (let j = 0; j < size; j++) scores[i]![j]! += (pull[j]! / atEnd) * martingale;
    });
  }
}
