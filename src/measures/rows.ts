/**
 * The rows that measures hand to models: counts and sums that add up across cohorts, segments and
 * sources. The only file here that models may import.
 */

/**
 * What happened at one age of one step, in whole days since entry. Adds up over any partition of
 * the subjects. A subject is at risk on day k if entry age <= k <= exit age; an event on day k
 * happened during it, a censored subject survived the whole of it.
 */
export interface AgeCounts {
  /** Days since the subject entered the step, >= 0. */
  readonly age: number;
  /** Subjects whose observation starts at this age: 0 unless their entry was delayed. */
  readonly entered: number;
  readonly converted: number;
  /** Subjects that left by the competing outcome. */
  readonly lost: number;
  /** Subjects still open when observation ended. */
  readonly censored: number;
}

/** One row for every age from 0 to the highest, so that a model costs the same however many counts it is. */
export function denseByAge(counts: readonly AgeCounts[]): AgeCounts[] {
  const highest = counts.reduce((max, { age }) => Math.max(max, age), -1);
  const dense = Array.from({ length: highest + 1 }, (_, age) => ({
    age,
    entered: 0,
    converted: 0,
    lost: 0,
    censored: 0,
  }));
  for (const { age, entered, converted, lost, censored } of counts) {
    const row = dense[age] as (typeof dense)[number];
    row.entered += entered;
    row.converted += converted;
    row.lost += lost;
    row.censored += censored;
  }
  return dense;
}
