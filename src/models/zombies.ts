/** Open subjects that are older than almost all that ever closed. */
import type { AgeCounts } from '../measures/rows.ts';

export interface ZombieCheck {
  /** 95 of 100 closed ones closed by this age, in days. */
  readonly olderThan: number;
  /** Open now and older. */
  readonly count: number;
  /** Of all subjects. */
  readonly share: number;
  /** Whether they are so many (10, and 5 % of all) that speeds must not be compared. */
  readonly found: boolean;
}

const CLOSED_BY = 0.95;
const ENOUGH = 10;
const SHARE = 0.05;

/**
 * The check before any talk of speed. null where nobody is ever lost, so that being open says
 * nothing, or fewer than 10 have closed.
 */
export function findZombies(counts: readonly AgeCounts[]): ZombieCheck | null {
  const byAge = [...counts].sort((a, b) => a.age - b.age);
  const sum = (pick: (row: AgeCounts) => number) => byAge.reduce((s, row) => s + pick(row), 0);
  const closed = sum((row) => row.converted + row.lost);
  if (sum((row) => row.lost) === 0 || closed < ENOUGH) return null;
  let seen = 0;
  let olderThan = 0;
  for (const row of byAge) {
    seen += row.converted + row.lost;
    if (seen >= CLOSED_BY * closed) {
      olderThan = row.age;
      break;
    }
  }
  const count = sum((row) => (row.age > olderThan ? row.censored : 0));
  const share = count / sum((row) => row.entered);
  return { olderThan, count, share, found: count >= ENOUGH && share >= SHARE };
}
