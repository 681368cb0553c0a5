/**
 * Whole numbers beside the given ones that add up to their rounded sum: all are rounded down, and the
 * largest remainders up. @param values 0 or more
 */
export function wholeNumbers(values: readonly number[]): number[] {
  const whole = values.map(Math.floor);
  let left =
    Math.round(values.reduce((sum, value) => sum + value, 0)) -
    whole.reduce((sum, value) => sum + value, 0);
  const order = values.map((value, i) => ({ i, rest: value - whole[i]! }));
  for (const { i } of order.sort((a, b) => b.rest - a.rest)) {
    if (left-- <= 0) break;
    whole[i]!++;
  }
  return whole;
}
