/** In which part of a quarter deals are won: its last weeks hold more than their share. */

/** A win, by the share of its quarter that was over, and how much it counts. */
interface PlacedWin {
  /** In [0, 1). */
  readonly place: number;
  readonly weight: number;
}

const PARTS = 13;

/**
 * How fast deals move in each thirteenth of a quarter, mean 1. Drawn to an even pace by as much of the
 * differences as chance explains: 1 − (parts − 1) / χ², not below 0 (James and Stein's idea).
 */
export function quarterProfile(wins: readonly PlacedWin[]): number[] {
  const counts = new Array<number>(PARTS).fill(0);
  let [total, squares] = [0, 0];
  for (const { place, weight } of wins) {
    counts[Math.min(PARTS - 1, Math.floor(place * PARTS))]! += weight;
    total += weight;
    squares += weight * weight;
  }
  const mean = total / PARTS;
  if (!(mean > 0)) return counts.fill(1);
  // Weighted wins vary like so many times fewer unweighted ones.
  const effective = total / squares;
  const chi2 = counts.reduce((sum, n) => sum + (effective * (n - mean) ** 2) / mean, 0);
  const kept = Math.max(0, 1 - (PARTS - 1) / chi2);
  return counts.map((n) => 1 + kept * (n / mean - 1));
}

/** Days from the as-of day, which is day 0; half-open. */
interface Span {
  readonly start: number;
  readonly to: number;
}

/**
 * Days of an even pace from the beginning of day 1 to that of each day, [0 … last `to`].
 * @param quarters in order, without gaps, the first of which holds day 1 or begins on it
 */
export function evenDays(quarters: readonly Span[], profile: readonly number[]): Float64Array {
  const days = new Float64Array((quarters.at(-1)?.to ?? 1) + 1);
  for (const { start, to } of quarters) {
    for (let day = Math.max(1, start); day < to; day++) {
      days[day + 1] = days[day]! + paceOn(day, { start, to }, profile);
    }
  }
  return days;
}

/**
 * The last so many days up to day 0, as far as they are of the quarter, in days of an even pace ÷ so many:
 * wins that nobody has written down yet fell into it like that.
 */
export function shareOfLate(quarter: Span, profile: readonly number[], days: number): number {
  let sum = 0;
  for (let day = Math.max(quarter.start, 1 - days); day <= Math.min(0, quarter.to - 1); day++) {
    sum += paceOn(day, quarter, profile);
  }
  return sum / days;
}

function paceOn(day: number, { start, to }: Span, profile: readonly number[]): number {
  return profile[Math.floor(((day - start + 0.5) / (to - start)) * profile.length)]!;
}

/**
 * Age by the law of its segment, on a day, of a deal that is still to be opened: at the pace of the
 * quarter where this runs or begins tomorrow, by the calendar in later ones.
 */
export function agesToCome(elapsed: Float64Array, opened: number, { from }: { from: number }) {
  return from === 1
    ? (day: number) => elapsed[day]! - elapsed[opened]!
    : (day: number) => day - opened;
}
