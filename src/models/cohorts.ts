/** Counts by cohort and age, added up along the chain of segments. */
import type { AgeCounts } from '../measures/rows.ts';
import { checkCounts } from './risk-sets.ts';

/** The subjects that entered a step together, by age. */
export interface Cohort {
  /** Days from the cohort's first day to the day of the answer, >= 0. */
  readonly daysAgo: number;
  readonly counts: readonly AgeCounts[];
}

/** One segment at the end of its chain: the values of the keys, the most important first. */
export interface SegmentCohorts {
  readonly path: readonly string[];
  readonly cohorts: readonly Cohort[];
}

/** A segment with everything below it; the root has the empty path. */
export interface SegmentNode {
  readonly path: readonly string[];
  readonly cohorts: readonly Cohort[];
  readonly children: readonly SegmentNode[];
}

/**
 * The tree of segments: every prefix of a path is a node that holds the cohorts of all below.
 * A path that is also a prefix of another keeps its own counts in that node only.
 */
export function segmentTree(segments: readonly SegmentCohorts[]): SegmentNode {
  return node([], segments);
}

function node(path: readonly string[], segments: readonly SegmentCohorts[]): SegmentNode {
  const below = new Map<string, SegmentCohorts[]>();
  for (const segment of segments) {
    const key = segment.path[path.length];
    if (key === undefined) continue;
    const list = below.get(key) ?? [];
    if (list.length === 0) below.set(key, list);
    list.push(segment);
  }
  return {
    path,
    cohorts: segments.flatMap(({ cohorts }) => cohorts),
    children: [...below].map(([key, inside]) => node([...path, key], inside)),
  };
}

/** Subjects of a cohort. */
export function entered({ counts }: Pick<Cohort, 'counts'>): number {
  return counts.reduce((sum, row) => sum + row.entered, 0);
}

/** Throws RangeError unless every cohort has an age >= 0 and counts at whole ages. */
export function checkCohorts(cohorts: readonly Cohort[]): void {
  for (const { daysAgo, counts } of cohorts) {
    if (!(daysAgo >= 0 && daysAgo < Infinity)) {
      throw new RangeError(`A cohort of ${daysAgo} days ago is not of the past`);
    }
    counts.forEach(checkCounts);
  }
}

/** Counts of many cohorts by age, each times its weight; one row for every age with a count. */
export function addCohorts(
  cohorts: readonly Cohort[],
  weightOf: (cohort: Cohort) => number = () => 1,
): AgeCounts[] {
  let days = 0;
  for (const { counts } of cohorts) {
    for (const { age } of counts) days = Math.max(days, age + 1);
  }
  const column = () => new Float64Array(days);
  const [start, won, lost, censored] = [column(), column(), column(), column()];
  for (const cohort of cohorts) {
    const weight = weightOf(cohort);
    for (const row of cohort.counts) {
      start[row.age]! += weight * row.entered;
      won[row.age]! += weight * row.converted;
      lost[row.age]! += weight * row.lost;
      censored[row.age]! += weight * row.censored;
    }
  }
  const rows: AgeCounts[] = [];
  for (let age = 0; age < days; age++) {
    if (!start[age] && !won[age] && !lost[age] && !censored[age]) continue;
    rows.push({
      age,
      entered: start[age]!,
      converted: won[age]!,
      lost: lost[age]!,
      censored: censored[age]!,
    });
  }
  return rows;
}

export interface Weights {
  readonly weightOf: (cohort: Cohort) => number;
  /** (sum of weights)² / sum of squares, over subjects: what the weighted counts are worth. */
  readonly effectiveN: number;
}

/**
 * Half-life weights 2^(-daysAgo / halfLife), scaled so that the weighted subjects add up to their
 * effective number (Kish 1965). `halfLife` in days; null: every cohort counts in full.
 */
export function halfLifeWeights(cohorts: readonly Cohort[], halfLife: number | null): Weights {
  let [sum, squares, subjects] = [0, 0, 0];
  const raw = ({ daysAgo }: Cohort) => (halfLife === null ? 1 : 2 ** (-daysAgo / halfLife));
  for (const cohort of cohorts) {
    const n = entered(cohort);
    const weight = raw(cohort);
    sum += n * weight;
    squares += n * weight * weight;
    subjects += n;
  }
  if (!(squares > 0)) return { weightOf: () => 1, effectiveN: subjects };
  const scale = sum / squares;
  return { weightOf: (cohort) => raw(cohort) * scale, effectiveN: (sum * sum) / squares };
}
