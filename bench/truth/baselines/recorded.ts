/** What the baselines know: counts of the recorded plain files, as they stood on a day. */

import { addDays } from '../../../src/calendar.ts';
import { openDuckDb } from '../../../src/engine/duckdb.ts';
import { allRows, type Engine, type Parameters } from '../../../src/engine/engine.ts';
import { statementFile } from '../../../src/facts/statement-file.ts';

/** Engagements of one kind, segment and four weeks, and what had come of them. */
export interface Cell {
  readonly kind: string;
  readonly segment: string;
  readonly block: number;
  readonly engagements: number;
  readonly opportunities: number;
  readonly won: number;
  readonly won_in_quarter: number;
  /** Minor units. */
  readonly amount: number;
}

export interface Indicators {
  /** 0 is the quarter in question. */
  readonly quarters_ago: number;
  readonly engagements: number;
  readonly meetings: number;
  readonly opportunities: number;
  readonly won: number;
  readonly lost: number;
  readonly amount: number;
  readonly median_days: number | null;
}

export interface Recorded {
  readonly cells: readonly Cell[];
  /** The same of each of the four quarters before, as it stood at their ends. */
  readonly before: readonly Cell[];
  readonly indicators: readonly Indicators[];
  /** Whose each kind of campaign is. */
  readonly owners: readonly KindOwner[];
}

export interface KindOwner {
  readonly kind: string;
  readonly owner: string | null;
}

const CELLS = new URL('cells.sql', import.meta.url);
const INDICATORS = new URL('indicators.sql', import.meta.url);
const OWNERS = new URL('kind-owners.sql', import.meta.url);

const QUARTER = 91;
/** A year of them, so that no season is missing. */
const QUARTERS_BEFORE = [1, 2, 3, 4];

export interface Quarter {
  readonly first_day: string;
  readonly last_day: string;
}

/** @param folder `recorded/plain` of a sample */
export async function readRecorded(folder: string, quarter: Quarter): Promise<Recorded> {
  const engine = await openDuckDb({ path: ':memory:', memoryLimit: '1GB', threads: 1 });
  try {
    const cellsOf = (quartersAgo: number) => {
      const first = addDays(quarter.first_day, -QUARTER * quartersAgo);
      const last = addDays(quarter.last_day, -QUARTER * quartersAgo);
      return ask<Cell>(engine, CELLS, { folder, first, last, known: addDays(last, 1) });
    };
    const before = [];
    for (const quartersAgo of QUARTERS_BEFORE) before.push(...(await cellsOf(quartersAgo)));
    const last = quarter.last_day;
    const known = addDays(last, 1);
    return {
      cells: await cellsOf(0),
      before,
      indicators: await ask<Indicators>(engine, INDICATORS, { folder, last, known }),
      owners: await ask<KindOwner>(engine, OWNERS, { folder }),
    };
  } finally {
    engine.close();
  }
}

function ask<T>(engine: Engine, file: URL, bound: Parameters): Promise<T[]> {
  return allRows<T>(engine.query(statementFile(file), bound));
}

/** Median weeks from opening to winning, over the last five quarters. */
export function medianWinWeeks(indicators: readonly Indicators[]): number | null {
  const known = indicators.flatMap(({ median_days }) => (median_days === null ? [] : median_days));
  if (known.length === 0) return null;
  return known.reduce((sum, days) => sum + days, 0) / known.length / 7;
}
