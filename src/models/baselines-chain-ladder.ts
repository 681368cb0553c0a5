/** Chain ladder with Mack's standard error: the actuary's forecast from a triangle of sums. */

/** Rows by origin, oldest first; cumulative sums by age, each row one shorter than the one before. */
export type Triangle = readonly (readonly number[])[];

export interface ChainLadder {
  /** From each age to the next. */
  readonly factors: readonly number[];
  readonly variances: readonly number[];
  /** The triangle with what is still to come. */
  readonly full: readonly (readonly number[])[];
  /** Still to come, by origin. */
  readonly reserves: readonly number[];
  /** Mack's standard error of the reserves, from the second origin on. */
  readonly errors: readonly number[];
  readonly total: number;
  readonly totalError: number;
}

/** Mack 1993. Needs three origins or more; a column of zeros develops by 1. */
export function chainLadder(triangle: Triangle): ChainLadder {
  const n = triangle.length;
  const at = (i: number, k: number) => triangle[i]![k]!;
  const ages = Array.from({ length: n - 1 }, (_, k) => k);
  const sums = ages.map((k) => sum(n - 1 - k, (i) => at(i, k)));
  const factors = ages.map((k) =>
    sums[k]! > 0 ? sum(n - 1 - k, (i) => at(i, k + 1)) / sums[k]! : 1,
  );
  const variances = variancesOf(triangle, factors);
  const full = triangle.map((row) => {
    const filled = [...row];
    for (let k = row.length - 1; k < n - 1; k++) filled.push(filled[k]! * factors[k]!);
    return filled;
  });
  const reserves = full.map((row, i) => row[n - 1]! - triangle[i]!.at(-1)!);
  const relative = (i: number, k: number) =>
    (variances[k]! / factors[k]! ** 2) * (1 / full[i]![k]! + 1 / sums[k]!);
  const usable = (k: number) => factors[k]! > 0 && sums[k]! > 0;
  const squares = full.map((row, i) => {
    if (i === 0) return 0;
    const open = ages.slice(n - 1 - i).filter((k) => usable(k) && row[k]! > 0);
    return row[n - 1]! ** 2 * open.reduce((total, k) => total + relative(i, k), 0);
  });
  let totalSquare = 0;
  for (let i = 1; i < n; i++) {
    const younger = sum(n - 1 - i, (j) => full[i + 1 + j]![n - 1]!);
    const shared = ages
      .slice(n - 1 - i)
      .filter(usable)
      .reduce((total, k) => total + (2 * variances[k]!) / factors[k]! ** 2 / sums[k]!, 0);
    totalSquare += squares[i]! + full[i]![n - 1]! * younger * shared;
  }
  return {
    factors,
    variances,
    full,
    reserves,
    errors: squares.slice(1).map(Math.sqrt),
    total: reserves.reduce((a, b) => a + b, 0),
    totalError: Math.sqrt(totalSquare),
  };
}

/** Mack's sigma squared; the last one, which one row cannot show, goes on as the ones before. */
function variancesOf(triangle: Triangle, factors: readonly number[]): number[] {
  const n = triangle.length;
  const found = Array.from({ length: Math.max(0, n - 2) }, (_, k) => {
    const squares = sum(n - 1 - k, (i) => {
      const base = triangle[i]![k]!;
      return base > 0 ? base * (triangle[i]![k + 1]! / base - factors[k]!) ** 2 : 0;
    });
    return squares / (n - k - 2);
  });
  const [before, last] = [found.at(-2), found.at(-1) ?? 0];
  const next =
    before !== undefined && before > 0 ? Math.min(last ** 2 / before, before, last) : last;
  return [...found, next];
}

/**
 * Bornhuetter and Ferguson 1972: what is still to come of each origin when its final sum is assumed
 * beforehand and only its pattern is taken from the triangle.
 */
export function bornhuetterFerguson(
  factors: readonly number[],
  priorUltimate: number,
): readonly number[] {
  const developed: number[] = [1];
  for (const factor of factors.toReversed()) developed.push(developed.at(-1)! * factor);
  return developed.map((factor) => priorUltimate * (1 - 1 / factor));
}

function sum(count: number, value: (i: number) => number): number {
  let total = 0;
  for (let i = 0; i < count; i++) total += value(i);
  return total;
}
