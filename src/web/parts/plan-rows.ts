/** A revenue plan as it is typed: a text for each quarter and segment. */

import type { PlanAnswer } from '../../operations/plan.ts';
import { readAmount, typedAmount } from '../amounts.ts';
import { quarterLabel } from '../days.ts';

type Row = NonNullable<PlanAnswer['plan']>['rows'][number];
type Segment = Row['segment'];

export interface Typed {
  readonly quarters: readonly string[];
  readonly segments: readonly Segment[];
  /** By `cellKey`. */
  readonly texts: Readonly<Record<string, string>>;
}

export function cellKey(quarter: string, segment: Segment): string {
  return `${quarter} ${segment ?? ''}`;
}

export function segmentLabel(segment: Segment, of: readonly Segment[]): string {
  if (segment !== null) return segment;
  return of.length === 1 ? 'Bookings' : 'Without a segment';
}

export function typedOf(rows: readonly Row[], currency: string): Typed {
  return {
    quarters: [...new Set(rows.map(({ quarter }) => quarter))].sort(),
    segments: [...new Set(rows.map(({ segment }) => segment))],
    texts: Object.fromEntries(
      rows.map(({ quarter, segment, bookings }) => [
        cellKey(quarter, segment),
        typedAmount(bookings, currency),
      ]),
    ),
  };
}

/** Four quarters from one on, blank. */
export function blankFrom(quarter: string): Typed {
  const quarters = [quarter];
  while (quarters.length < 4) quarters.push(nextQuarter(quarters.at(-1) as string));
  return { quarters, segments: [null], texts: {} };
}

export function nextQuarter(name: string): string {
  const [year, quarter] = name.split('-Q').map(Number) as [number, number];
  return quarter === 4 ? `${year + 1}-Q1` : `${year}-Q${quarter + 1}`;
}

export function sumOf({ segments, texts }: Typed, quarter: string, currency: string): number {
  return segments.reduce<number>(
    (sum, segment) => sum + (readAmount(texts[cellKey(quarter, segment)] ?? '', currency) || 0),
    0,
  );
}

export interface ReadPlan {
  readonly rows: readonly Row[];
  /** By `cellKey`: what is no amount. */
  readonly faults: Readonly<Record<string, string>>;
}

/** Blanks are left out. */
export function readTyped({ quarters, segments, texts }: Typed, currency: string): ReadPlan {
  const rows: Row[] = [];
  const faults: Record<string, string> = {};
  for (const quarter of quarters) {
    for (const segment of segments) {
      const key = cellKey(quarter, segment);
      const bookings = readAmount(texts[key] ?? '', currency);
      if (bookings === undefined) faults[key] = 'No amount such as 4,100,000';
      else if (bookings !== null) rows.push({ quarter, segment, bookings });
    }
  }
  return { rows, faults };
}

export function cellLabel(quarter: string, segment: Segment): string {
  return [quarterLabel(quarter), segment].filter(Boolean).join(', ');
}
