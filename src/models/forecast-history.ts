/** What past snapshots of the pipeline say: how far stages bend chances, how much quarters differ. */

import type { AmountRatio, SnapshotCounts } from '../measures/rows.ts';
import { chance, type LawTable } from './forecast-laws.ts';
import { NORMAL_BY_MEDIAN, sortedQuantile } from './scoring.ts';

/** Ends, in days from a snapshot, of the spans whose wins are counted apart: a late stage wins at once. */
export const SPANS = [28, 91, 182] as const;
/** A group without history counts as so many expected wins of which as many came as in its parent. */
const PRIOR_WINS = 5;

export interface StageFactor {
  /** Share of open deals that are won already, and not recorded yet. */
  readonly already: number;
  /** How many times the chance by age alone, in each of SPANS; the last goes on. */
  readonly spans: readonly number[];
}

const NO_FACTOR: StageFactor = { already: 0, spans: SPANS.map(() => 1) };

/** By group: all deals, a stage, time in it, and these in a segment. */
export type StageFactors = ReadonlyMap<string, StageFactor>;

/** Where a deal stands; the stage is null where nobody wrote it down. */
export interface Standing {
  readonly segment: string | null;
  readonly stage: string | null;
  /** Of stageBucket. */
  readonly bucket: number;
}

/** Its groups, the widest first. */
function groupsOf({ segment, stage, bucket }: Standing): string[] {
  return [[], [stage], [stage, bucket], [stage, bucket, segment ?? '']].map((group) =>
    JSON.stringify(group),
  );
}

/** Of the narrowest group that has any history. */
export function factorOf(factors: StageFactors, standing: Standing): StageFactor {
  const known = groupsOf(standing).findLast((group) => factors.has(group));
  return known === undefined ? NO_FACTOR : factors.get(known)!;
}

/** Of days in a stage; -1 where nobody knows since when. */
export function stageBucket(days: number | null): number {
  if (days === null) return -1;
  return [14, 30, 60, 120, 240].filter((limit) => days >= limit).length;
}

interface Tally {
  won: number;
  expected: number;
}

interface StageTally {
  readonly already: Tally;
  readonly spans: readonly Tally[];
}

/** Snapshots count half after so many days. */
const HALF_LIFE = 365;

/**
 * Each group is drawn to its parent, and that of all deals to the chance by age alone.
 * @param tableOf the best estimate of the law of a segment
 */
export function stageFactors(
  snapshots: readonly SnapshotCounts[],
  tableOf: (segment: string | null) => LawTable,
): StageFactors {
  const tallies = new Map<string, StageTally>();
  const chains = new Map<string, readonly string[]>();
  for (const row of snapshots) {
    const expected = expectedWins(row, tableOf(row.segment));
    const weight = 2 ** (-row.days_ago / HALF_LIFE);
    const groups = groupsOf({ ...row, bucket: row.stage_bucket });
    chains.set(groups.at(-1)!, groups);
    for (const group of groups) {
      const each = tallies.get(group) ?? stageTally();
      tallies.set(group, each);
      if (row.days_ago >= SPANS[1]) {
        add(each.already, weight * row.won_already, weight * row.open);
      }
      wonBySpan(row).forEach((won, i) => {
        if (row.days_ago >= SPANS[i]!) add(each.spans[i]!, weight * won, weight * expected[i]!);
      });
    }
  }
  const factors = new Map<string, StageFactor>();
  for (const groups of chains.values()) {
    let parent = NO_FACTOR;
    for (const group of groups) {
      const { already, spans } = tallies.get(group)!;
      parent = {
        already: shrunk(already, parent.already),
        spans: spans.map((span, i) => shrunk(span, parent.spans[i]!)),
      };
      factors.set(group, parent);
    }
  }
  return factors;
}

function tally(): Tally {
  return { won: 0, expected: 0 };
}

function stageTally(): StageTally {
  return { already: tally(), spans: SPANS.map(tally) };
}

function add(into: Tally, won: number, expected: number): void {
  into.won += won;
  into.expected += expected;
}

/** Gamma-Poisson: the ratio of won to expected, drawn to that of the parent. */
function shrunk({ won, expected }: Tally, parent: number): number {
  return (won + PRIOR_WINS * parent) / (expected + PRIOR_WINS);
}

function wonBySpan({ won_by_28, won_by_91, won_by_182 }: SnapshotCounts): number[] {
  return [won_by_28, won_by_91 - won_by_28, won_by_182 - won_by_91];
}

/** Wins in each of SPANS by age alone. */
function expectedWins({ age_weeks, open }: SnapshotCounts, table: LawTable): number[] {
  const age = 7 * age_weeks + 4;
  return SPANS.map(
    (end, i) => open * chance(table, { age, from: age + (SPANS[i - 1] ?? 0), to: age + end }),
  );
}

/** Spread of ln multipliers from quarter to quarter, and from how many quarters it is known. */
export interface QuarterEffects {
  readonly winning: number;
  readonly speed: number;
  readonly volume: number;
  readonly quarters: number;
  /** Whether they were measured; otherwise they are what is usual. */
  readonly isMeasured: boolean;
}

const USUAL = { winning: 0.2, speed: 0.1, volume: 0.2 };
const SMALLEST_EFFECT = 0.05;
const LARGEST_EFFECT = 0.8;
/** Fewer quarters than this say nothing of how much quarters differ. */
const FEWEST_QUARTERS = 6;

/**
 * How much quarters differed beyond chance: of winning, from wins within 91 days of deals then open
 * against what their stages and ages led to expect; of volume, from engagements a quarter against
 * the four quarters before. Speed, which wins alone cannot tell from winning, moves in proportion.
 */
export function quarterEffects(
  snapshots: readonly SnapshotCounts[],
  {
    tableOf,
    factors,
    volumes,
    firstWin,
  }: {
    readonly tableOf: (segment: string | null) => LawTable;
    readonly factors: StageFactors;
    /** New opportunities of whole quarters, oldest first. */
    readonly volumes: readonly number[];
    /** Day of the first win on record: before it nobody wrote them down. */
    readonly firstWin: string | null;
  },
): QuarterEffects {
  const quarters = new Map<number, Tally>();
  for (const row of snapshots) {
    // Snapshots are four weeks apart: every third, so that their windows hardly overlap.
    const place = row.days_ago / 28;
    if (row.days_ago < SPANS[1] || place % 3 !== 1) continue;
    if (firstWin === null || row.snapshot_on < firstWin) continue;
    const factor = factorOf(factors, { ...row, bucket: row.stage_bucket });
    const quarter = quarters.get(place) ?? tally();
    quarters.set(place, quarter);
    const expected = expectedWins(row, tableOf(row.segment));
    add(quarter, row.won_by_91, expected[0]! * factor.spans[0]! + expected[1]! * factor.spans[1]!);
  }
  const winning = [...quarters.values()]
    .filter(({ expected }) => expected >= 5)
    .map(({ won, expected }) => ({
      residual: Math.log((won + 0.5) / (expected + 0.5)),
      variance: 1 / (won + 0.5),
    }));
  const volume = volumes.slice(4).flatMap((count, i) => {
    const before = volumes.slice(i, i + 4).reduce((sum, each) => sum + each, 0) / 4;
    if (before < 5) return [];
    const residual = Math.log((count + 0.5) / (before + 0.5));
    return [{ residual, variance: 1 / (count + 0.5) + 1 / (4 * before) }];
  });
  const spreadOfWinning = spread(winning, USUAL.winning);
  return {
    winning: spreadOfWinning,
    speed: (USUAL.speed / USUAL.winning) * spreadOfWinning,
    volume: spread(volume, USUAL.volume),
    quarters: Math.max(FEWEST_QUARTERS, winning.length),
    isMeasured: winning.length >= FEWEST_QUARTERS,
  };
}

/**
 * What is left of the spread of residuals when chance alone is taken off. From the median distance to
 * the median, so that one quarter in which records began or were cleaned up does not decide.
 */
function spread(
  found: readonly { readonly residual: number; readonly variance: number }[],
  usual: number,
): number {
  if (found.length < FEWEST_QUARTERS) return usual;
  const residuals = Float64Array.from(found, ({ residual }) => residual).sort();
  const middle = sortedQuantile(residuals, 0.5);
  const distances = residuals.map((residual) => Math.abs(residual - middle)).sort();
  const sd = NORMAL_BY_MEDIAN * sortedQuantile(distances, 0.5);
  const chance = found.reduce((sum, { variance }) => sum + variance, 0) / found.length;
  const left = Math.sqrt(Math.max(0, sd ** 2 - chance));
  return Math.min(LARGEST_EFFECT, Math.max(SMALLEST_EFFECT, left));
}

/** ln(booked / amount now) of deals of a stage: normal. */
export interface RatioLaw {
  readonly mean: number;
  readonly sd: number;
  /** Error of the mean. */
  readonly error: number;
}

const FEWEST_DEALS = 10;
const USUAL_RATIO: RatioLaw = { mean: 0, sd: 0.2, error: 0.1 };

/** By stage, '' for all together; a stage with few deals goes by all. */
export function amountRatios(rows: readonly AmountRatio[]): ReadonlyMap<string, RatioLaw> {
  const all = rows.reduce(
    (sum, row) => ({
      stage: null,
      deals: sum.deals + row.deals,
      log_ratio: sum.log_ratio + row.log_ratio,
      log_ratio_squared: sum.log_ratio_squared + row.log_ratio_squared,
    }),
    { stage: null, deals: 0, log_ratio: 0, log_ratio_squared: 0 },
  );
  const laws = new Map([['', ratioLaw(all) ?? USUAL_RATIO]]);
  for (const row of rows) {
    const law = ratioLaw(row);
    if (row.stage !== null && law) laws.set(row.stage, law);
  }
  return laws;
}

function ratioLaw(row: AmountRatio): RatioLaw | null {
  if (row.deals < FEWEST_DEALS) return null;
  const mean = row.log_ratio / row.deals;
  const variance = (row.log_ratio_squared - row.deals * mean * mean) / (row.deals - 1);
  const sd = Math.sqrt(Math.max(0, variance));
  return { mean, sd, error: sd / Math.sqrt(row.deals) };
}
