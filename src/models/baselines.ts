/** What people forecast with otherwise. Each gives one number for a quarter, or null without a past. */

import { chainLadder, type Triangle } from './baselines-chain-ladder.ts';

/** A won deal by quarters: index of the quarter in which it was opened and won, 0 the oldest. */
interface WonByQuarter {
  /** null where its opening is not known. */
  readonly openedIn: number | null;
  readonly wonIn: number;
  /** Share of the quarter (0 to 1) that had passed when it was opened, and when it was won. */
  readonly openedAt: number;
  readonly wonAt: number;
  readonly amount: number;
}

interface OpenByQuarter {
  readonly stage: string | null;
  /** Index of the quarter in which its record says it will close. */
  readonly closesIn: number | null;
  readonly isCommit: boolean;
  readonly amount: number;
}

export interface BaselineInput {
  readonly won: readonly WonByQuarter[];
  readonly open: readonly OpenByQuarter[];
  /** Won ÷ closed of deals that were ever in a stage. */
  readonly stageRates: ReadonlyMap<string, number>;
  /** Quarters that are known from their beginning: the first index with a whole past. */
  readonly firstQuarter: number;
  /** The quarter that is running on the as-of day, and how much of it has passed. */
  readonly current: number;
  readonly elapsed: number;
  /** The quarter that is forecast: `current` or later. */
  readonly target: number;
  /** Whether any record names a forecast category that is a commitment. */
  readonly hasCommit: boolean;
}

export const BASELINES = [
  'stage_weighted_pipeline',
  'seasonal_naive',
  'chain_ladder',
  'commit',
] as const;
export type BaselineName = (typeof BASELINES)[number];

export function baselines(input: BaselineInput): Record<BaselineName, number | null> {
  return {
    stage_weighted_pipeline: stageWeighted(input),
    seasonal_naive: seasonalNaive(input),
    chain_ladder: chainLadderForecast(input),
    commit: commit(input),
  };
}

function bookedIn({ won }: BaselineInput, quarter: number): number {
  return won.reduce((sum, deal) => sum + (deal.wonIn === quarter ? deal.amount : 0), 0);
}

/** Amounts of open deals that are to close in the quarter, each by the rate of its stage, and the run rate. */
function stageWeighted(input: BaselineInput): number | null {
  if (input.stageRates.size === 0) return null;
  const weighted = input.open
    .filter(({ closesIn }) => closesIn === input.target)
    .reduce((sum, { stage, amount }) => sum + amount * (input.stageRates.get(stage ?? '') ?? 0), 0);
  return bookedIn(input, input.target) + weighted + runRate(input);
}

/** Mean, over past quarters, of bookings from deals that were opened after the same point of time. */
function runRate({ won, firstQuarter, current, elapsed, target }: BaselineInput): number {
  const ahead = target - current;
  const past = quartersBetween(Math.max(firstQuarter, current - 4), current);
  if (past.length === 0) return 0;
  const sum = won
    .filter(({ wonIn }) => past.includes(wonIn))
    .filter(
      ({ openedIn, openedAt, wonIn }) =>
        openedIn !== null && openedIn + openedAt >= wonIn - ahead + elapsed,
    )
    .reduce((total, { amount }) => total + amount, 0);
  return sum / past.length;
}

/** The same quarter a year before, times how the last four whole quarters grew on the four before. */
function seasonalNaive(input: BaselineInput): number | null {
  const { firstQuarter, current, target } = input;
  let year = target - 4;
  while (year >= current) year -= 4;
  if (year < firstQuarter) return null;
  const sum = (from: number) =>
    quartersBetween(from, from + 4).reduce((total, quarter) => total + bookedIn(input, quarter), 0);
  const hasTwoYears = current - 8 >= firstQuarter;
  const before = hasTwoYears ? sum(current - 8) : 0;
  const growth = before > 0 ? sum(current - 4) / before : 1;
  return bookedIn(input, year) * growth;
}

/** Bookings by quarter of opening and age; the ages to come by Mack's factors, new quarters as the last four. */
function chainLadderForecast(input: BaselineInput): number | null {
  const { firstQuarter, current, target, elapsed } = input;
  const size = current - firstQuarter;
  if (size < 4) return null;
  const { full, factors } = chainLadder(triangleOf(input, size));
  const first = Math.max(0, size - 4);
  const newest =
    quartersBetween(first, size).reduce((sum, i) => sum + full[i]![0]!, 0) / (size - first);
  const newOrigin = [newest];
  for (const factor of factors) newOrigin.push(newOrigin.at(-1)! * factor);
  let sum = 0;
  for (let origin = 0; origin <= target - firstQuarter; origin++) {
    const row = origin < size ? full[origin]! : newOrigin;
    const age = target - firstQuarter - origin;
    if (age < row.length) sum += row[age]! - (age > 0 ? row[age - 1]! : 0);
  }
  if (target > current) return sum;
  return bookedIn(input, target) + sum * (1 - elapsed);
}

function triangleOf({ won, firstQuarter }: BaselineInput, size: number): Triangle {
  const rows = Array.from({ length: size }, (_, origin) =>
    new Array<number>(size - origin).fill(0),
  );
  for (const { openedIn, wonIn, amount } of won) {
    const origin = (openedIn ?? wonIn) - firstQuarter;
    const age = wonIn - firstQuarter - origin;
    if (origin < 0 || age < 0 || origin + age >= size) continue;
    rows[origin]![age]! += amount;
  }
  return rows.map((row) => {
    let running = 0;
    return row.map((amount) => {
      running += amount;
      return running;
    });
  });
}

/** What is booked, and what the reps commit to close in the quarter. */
function commit(input: BaselineInput): number | null {
  if (!input.hasCommit) return null;
  const committed = input.open
    .filter(({ isCommit, closesIn }) => isCommit && closesIn === input.target)
    .reduce((sum, { amount }) => sum + amount, 0);
  return bookedIn(input, input.target) + committed;
}

function quartersBetween(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}
