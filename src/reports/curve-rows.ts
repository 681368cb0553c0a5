/** One row per kind of a `curves` answer: the numbers of its pictures and its table. */

import type { CurveAnswer, CurvesAnswer } from '../operations/curves.ts';
import { type Language, ofHundred, valueName, whole } from './numbers.ts';
import type { RowsOf } from './report.ts';

export interface CurveRow {
  readonly curve: CurveAnswer;
  readonly name: string;
  readonly isAll: boolean;
  readonly isTold: boolean;
  /** Printed. */
  readonly number: string;
  readonly rate: string;
  readonly interval: string;
  readonly half: string;
  readonly most: string;
  readonly soFar: string;
  /** Of 100; null where there is nothing to draw. */
  readonly point: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly rows_of: RowsOf;
}

export const VERDICT_WORDS = {
  ok: '',
  too_few: '? Too few',
  too_early: '? Too early',
  not_identifiable: '? Cannot tell apart',
} as const;

/** Everything first, then the kinds by rate, then those without one by number. */
export function curveRows(answer: CurvesAnswer, language: Language): CurveRow[] {
  const rows = answer.curves.map((curve) => curveRow(curve, language));
  return rows.sort(
    (a, b) =>
      Number(b.isAll) - Number(a.isAll) ||
      Number(b.isTold) - Number(a.isTold) ||
      (b.point ?? 0) - (a.point ?? 0) ||
      b.curve.entered - a.curve.entered,
  );
}

/** The trait that an answer is split by, or null. */
export function traitOf(answer: CurvesAnswer): string | null {
  for (const { segment } of answer.curves) {
    const [trait] = Object.keys(segment);
    if (trait) return trait;
  }
  return null;
}

export function curveRowsOf(curve: CurveAnswer, outcome?: string): RowsOf {
  const [split] = Object.entries(curve.segment);
  return {
    figure: 'curve',
    from: curve.from,
    to: curve.to,
    ...(outcome ? { outcome } : {}),
    ...(split ? { trait: split[0], value: split[1] } : {}),
  };
}

function curveRow(curve: CurveAnswer, language: Language): CurveRow {
  const [split] = Object.entries(curve.segment);
  const isTold = curve.verdict === 'ok' && curve.rate !== null;
  const last = curve.by_day.at(-1);
  const [low, high] = isTold ? [curve.low, curve.high] : [last?.[2] ?? null, last?.[3] ?? null];
  const print = (share: number | null) => (share === null ? '—' : ofHundred(share, language));
  const days = (number: number | undefined) =>
    number === undefined ? '—' : whole(number, language);
  return {
    curve,
    name: split ? valueName(split[1]) : 'All',
    isAll: !split,
    isTold,
    number: whole(curve.entered, language),
    rate: isTold ? print(curve.rate) : VERDICT_WORDS[curve.verdict],
    interval: isTold ? `${print(low)} to ${print(high)}` : '',
    half: days(curve.lag_days?.p50),
    most: days(curve.lag_days?.p80),
    soFar: ofHundred(curve.so_far_counted, language),
    point: isTold && curve.rate !== null ? curve.rate * 100 : null,
    low: low === null ? null : low * 100,
    high: high === null ? null : high * 100,
    rows_of: curveRowsOf(curve),
  };
}
