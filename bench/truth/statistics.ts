/** Medians, shares and means with their 90 % intervals. */

export interface Spread {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

const Z = 1.6448536269514722;

export function largest(values: readonly number[]): Spread {
  return { value: Math.max(...values), low: null, high: null };
}

/** Wilson's interval. */
export function shareInterval(values: readonly number[]): Spread {
  const n = values.length;
  const value = sum(values) / n;
  const centre = (value + Z ** 2 / (2 * n)) / (1 + Z ** 2 / n);
  const arm = (Z / (1 + Z ** 2 / n)) * Math.sqrt((value * (1 - value)) / n + Z ** 2 / (4 * n ** 2));
  return { value, low: Math.max(0, centre - arm), high: Math.min(1, centre + arm) };
}

/** By order statistics; null where there are too few for such an interval. */
export function medianInterval(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  const at = (i: number) => sorted[i] as number;
  const value = n % 2 === 1 ? at((n - 1) / 2) : (at(n / 2 - 1) + at(n / 2)) / 2;
  const below = Math.floor(n / 2 - (Z * Math.sqrt(n)) / 2);
  if (below < 1) return { value, low: null, high: null };
  return { value, low: at(below - 1), high: at(n - below) };
}

/** Normal; null for a single value. */
export function meanInterval(values: readonly number[]): Spread {
  const n = values.length;
  const value = sum(values) / n;
  if (n < 2) return { value, low: null, high: null };
  const variance = sum(values.map((each) => (each - value) ** 2)) / (n - 1);
  const arm = Z * Math.sqrt(variance / n);
  return { value, low: value - arm, high: value + arm };
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
