/** How an open subject's chances lie over the days to come, as tables that a simulation reads fast. */

import type { Curve } from './curve.ts';
import { readable } from './curve-reading.ts';
import type { Random } from './forecast-random.ts';

/** Ages from here on are alike. */
const LAST_AGE = 1460;

/** By age t in days, 0 to LAST_AGE: what has happened before the events of day t. */
export interface LawTable {
  /** Share of all subjects that has converted; never falls. */
  readonly converted: Float64Array;
  /** Share still open; never rises. */
  readonly open: Float64Array;
}

export function emptyTable(): LawTable {
  const column = () => new Float64Array(LAST_AGE + 1);
  return { converted: column(), open: column() };
}

/** A fitted law that knows how sure it is. */
export interface ChanceLaw {
  /** Writes one draw of the law, or, without a source of randomness, its best estimate. */
  fill(table: LawTable, random: Random | null): void;
}

/** Ages in days; a day that has begun counts as lived through from its end on. */
export interface Span {
  /** Age up to which the subject is known to be open. */
  readonly age: number;
  readonly from: number;
  readonly to: number;
}

/** P(converts at an age in [from, to) | open at `age`), from >= age. */
export function chance(table: LawTable, { age, from, to }: Span): number {
  const open = at(table.open, age);
  if (!(open > 0)) return 0;
  const share = (at(table.converted, to) - at(table.converted, from)) / open;
  return share > 0 ? Math.min(share, 1) : 0;
}

/** The value at any age, straight lines between days. */
export function at(values: Float64Array, age: number): number {
  if (age <= 0) return values[0]!;
  if (age >= LAST_AGE) return values[LAST_AGE]!;
  const day = Math.floor(age);
  const low = values[day]!;
  return low + (age - day) * (values[day + 1]! - low);
}

/**
 * The non-parametric curve as a law: flat after its last reliable age. A draw moves the chance to convert
 * of whoever is still open by the relative error that the conversions have there.
 */
export function curveLaw(curve: Curve): ChanceLaw {
  const last = readable(curve)?.lastReliableAge ?? -1;
  const end = curve.converted.share[last] ?? 0;
  const error = end > 0 ? Math.min(1, curve.converted.standardError[last]! / end) : 0;
  return {
    fill(table, random) {
      const factor = random ? Math.exp(error * random.normal() - (error * error) / 2) : 1;
      const most = end > 0 ? Math.min(factor, 1 / end) : 1;
      for (let t = 0; t <= LAST_AGE; t++) {
        const day = Math.min(t - 1, last);
        const converted = day < 0 ? 0 : curve.converted.share[day]!;
        const lost = day < 0 ? 0 : curve.lost.share[day]!;
        table.converted[t] = converted * most;
        // Not moved: a little less of what little is open would be much less of it.
        table.open[t] = Math.max(1 - converted - lost, 1e-6);
      }
    },
  };
}

/** Nothing ever happens: what is known of a step without a single conversion. */
export const NEVER: ChanceLaw = {
  fill(table) {
    table.converted.fill(0);
    table.open.fill(1);
  },
};

/** Ages at which smooth laws are worked out; between them straight lines. */
const GRID: readonly number[] = gridAges();

function gridAges(): number[] {
  const ages = [0];
  while (ages.at(-1)! < LAST_AGE) {
    const last = ages.at(-1)!;
    ages.push(Math.min(LAST_AGE, Math.max(last + 1, Math.round(last * 1.05))));
  }
  return ages;
}

/** Fills a table from functions of the age that are dear to work out. */
export function fillSmooth(
  table: LawTable,
  converted: (age: number) => number,
  open: (age: number) => number,
): void {
  let [before, convertedBefore, openBefore] = [0, converted(0), open(0)];
  table.converted[0] = convertedBefore;
  table.open[0] = openBefore;
  for (const age of GRID.slice(1)) {
    const [convertedNow, openNow] = [converted(age), open(age)];
    for (let t = before + 1; t <= age; t++) {
      const part = (t - before) / (age - before);
      table.converted[t] = convertedBefore + part * (convertedNow - convertedBefore);
      table.open[t] = openBefore + part * (openNow - openBefore);
    }
    [before, convertedBefore, openBefore] = [age, convertedNow, openNow];
  }
}
