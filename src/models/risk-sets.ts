import type { AgeCounts } from '../measures/rows.ts';

/** Counts by day of age, dense: element k is day k, from 0 to the highest age with a count. */
export interface RiskSets {
  readonly entered: Float64Array;
  readonly converted: Float64Array;
  readonly lost: Float64Array;
  readonly censored: Float64Array;
  /** Under observation and still open at the start of day k: entry age <= k <= exit age. */
  readonly atRisk: Float64Array;
}

/** Weighted counts are sums of fractions: what is below this share of all subjects is rounding. */
const ROUNDING = 1e-12;

/**
 * Adds up rows in any order, sparse or with repeated ages, into risk sets. Counts may be fractions
 * (weights). Throws RangeError, a fault of the caller, if an age is not a whole number >= 0, a count
 * is negative or not finite, or the rows do not hold every subject twice, once entering and once
 * leaving at that age or later.
 */
export function riskSets(counts: readonly AgeCounts[]): RiskSets {
  let days = 0;
  for (const row of counts) {
    checkCounts(row);
    days = Math.max(days, row.age + 1);
  }
  const column = () => new Float64Array(days);
  const sets = {
    entered: column(),
    converted: column(),
    lost: column(),
    censored: column(),
    atRisk: column(),
  };
  for (const row of counts) {
    sets.entered[row.age]! += row.entered;
    sets.converted[row.age]! += row.converted;
    sets.lost[row.age]! += row.lost;
    sets.censored[row.age]! += row.censored;
  }
  countAtRisk(sets);
  return sets;
}

/** Throws RangeError unless the row holds counts at a whole age. */
export function checkCounts(row: AgeCounts): void {
  if (!(Number.isSafeInteger(row.age) && row.age >= 0)) {
    throw new RangeError(`Age ${row.age} is not a whole number of days >= 0`);
  }
  for (const name of ['entered', 'converted', 'lost', 'censored'] as const) {
    if (!(row[name] >= 0 && row[name] < Infinity)) {
      throw new RangeError(`${name} = ${row[name]} at age ${row.age} is not a count`);
    }
  }
}

function countAtRisk({ entered, converted, lost, censored, atRisk }: RiskSets): void {
  const rounding = ROUNDING * entered.reduce((sum, n) => sum + n, 0);
  let open = 0;
  for (let k = 0; k < atRisk.length; k++) {
    open += entered[k]!;
    const left = converted[k]! + lost[k]! + censored[k]!;
    if (left > open + rounding) {
      throw new RangeError(`${left} subjects left at age ${k}, where ${open} were at risk`);
    }
    atRisk[k] = Math.max(open, left);
    open = open - left > rounding ? open - left : 0;
  }
  if (open > 0) throw new RangeError(`${open} subjects entered and never left`);
}
