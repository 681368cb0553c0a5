/** From rows as known on a day to the forecast of its quarters: fits, simulates, and sums up. */

import { daysBetween, type Period } from '../calendar.ts';
import type { BookedDeal, OpenDeal } from '../measures/rows.ts';
import { baselines } from './baselines.ts';
import { type ForecastInput, simulate } from './forecast.ts';
import { amountLaw, sometimesNothing } from './forecast-amounts.ts';
import { baselineInput } from './forecast-baselines.ts';
import { type ComingGroup, comingGroups, type DealBehind, dealsBehind } from './forecast-behind.ts';
import { type Correction, correctionFrom } from './forecast-conformal.ts';
import type { ForecastAsk, ForecastFacts } from './forecast-facts.ts';
import { lawTables, winningLaws } from './forecast-fits.ts';
import {
  amountRatios,
  factorOf,
  quarterEffects,
  stageBucket,
  stageFactors,
} from './forecast-history.ts';
import { evenDays, quarterProfile, shareOfLate } from './forecast-pace.ts';
import { planned } from './forecast-planned.ts';
import {
  type Landing,
  landing,
  landingDraws,
  landingWithout,
  winsLanding,
} from './forecast-summary.ts';
import { sortedQuantile } from './scoring.ts';

interface Watched {
  readonly id: string;
  readonly name: string | null;
  readonly amount: number;
  readonly chance: number;
  readonly without: Landing;
}

export interface QuarterForecast {
  readonly quarter: string;
  readonly from: string;
  readonly to: string;
  readonly landing: Landing;
  readonly segments: readonly { readonly segment: string; readonly landing: Landing }[];
  readonly wins: {
    readonly booked: number;
    readonly mean: number;
    readonly p05: number;
    readonly p50: number;
    readonly p95: number;
  };
  readonly large: readonly Watched[];
  readonly correction: Correction;
  /** 201 evenly spaced quantiles of the draws, before any correction. */
  readonly quantiles: readonly number[];
  /** The same of the number of wins. */
  readonly winQuantiles: readonly number[];
  readonly baselines: Readonly<Record<string, number | null>>;
}

export interface ForecastResult {
  readonly as_of: string;
  readonly quarters: readonly QuarterForecast[];
  /** Booked by the end of each past quarter, as known on the day. */
  readonly actuals: Readonly<Record<string, number>>;
  readonly actualWins: Readonly<Record<string, number>>;
  readonly deals: number;
  readonly wins: number;
  /** Day of the first win on record. */
  readonly firstWin: string | null;
  readonly effects: { readonly quarters: number; readonly isMeasured: boolean };
  readonly unknownAmounts: number;
  /** Wins of the last year, and those of them without an amount. */
  readonly lately: { readonly wins: number; readonly withoutAmount: number };
  /** Campaigns of the plan that are still to bring engagements. */
  readonly campaigns: number;
  /** Sum of the amounts of open deals. */
  readonly openAmount: number;
  /** Null where nobody asked for it. */
  readonly behind: {
    readonly deals: readonly DealBehind[];
    readonly coming: readonly ComingGroup[];
  } | null;
}

/** A deal of more than this share of a target is named. */
const LARGE_SHARE = 0.05;
const MOST_LARGE = 10;
const QUANTILES = 201;
/** Wins count half after so many days. */
const HALF_LIFE = 365;
/** A segment's share of wins without an amount is drawn to that of all by as many wins. */
const LIKE_ALL = 5;
/** Days by which most wins are recorded. */
const USUAL_DELAY = 7;

export function runForecast(facts: ForecastFacts, ask: ForecastAsk): ForecastResult {
  const { as_of } = facts;
  const quarters = ask.periods.slice(ask.current);
  const segments = segmentsOf(facts);
  const indexOf = new Map(segments.map((segment, s) => [segment, s]));
  const segmentOf = (segment: string | null) => indexOf.get(segment ?? '') ?? 0;
  const winning = winningLaws(facts.winning, segments);
  const tables = lawTables(winning);
  const tableOf = (segment: string | null) => tables[segmentOf(segment)]!;
  const factors = stageFactors(facts.snapshots, tableOf);
  const plan = planned(facts, {
    segments,
    weeks: Math.ceil(daysBetween(as_of, quarters.at(-1)!.end) / 7),
  });
  const profile = quarterProfile(placedWins(facts, ask));
  const days = quarters.map(({ start, end }) => {
    const span = { start: daysBetween(as_of, start), to: Math.max(1, daysBetween(as_of, end)) };
    return {
      ...span,
      from: Math.max(1, span.start),
      holdsLate: shareOfLate(span, profile, USUAL_DELAY),
    };
  });
  const amounts = amountsBySegment(facts, segments);
  const booked = bookedBySegment(facts, quarters, segmentOf, segments.length);
  const input: Omit<ForecastInput, 'watched'> = {
    seed: ask.seed,
    draws: ask.draws,
    quarters: days,
    elapsed: evenDays(days, profile),
    booked: booked.amounts,
    deals: facts.open.map((deal) => ({
      segment: segmentOf(deal.segment),
      stage: deal.stage,
      age: Math.max(0, daysBetween(deal.entered_on, as_of)),
      factor: factorOf(factors, standingOf(deal, as_of)),
      amount: deal.amount,
    })),
    winning,
    engaging: plan.laws,
    amounts,
    ratios: amountRatios(facts.ratios),
    effects: quarterEffects(facts.snapshots, {
      tableOf,
      factors,
      volumes: volumesOf(facts),
      firstWin: facts.booked[0]?.closed_on ?? null,
    }),
    arrivals: plan.arrivals,
  };
  const watched = largeDeals(facts, ask, quarters);
  const simulated = simulate({ ...input, watched });
  const baseline = baselineInput(facts, ask);
  const pastOf = (q: number) => ask.past[Math.min(q, ask.past.length - 1)] ?? [];
  const corrections = quarters.map((_, q) =>
    correctionFrom(pastOf(q).map(({ amounts: said }) => said)),
  );
  const request = (q: number, segment: number | null) => ({
    quarter: q,
    segment,
    booked: input.booked,
    segments: segments.length,
    target: targetOf(ask, quarters[q]!.name, segment === null ? null : segments[segment]!),
    correction: corrections[q]!,
  });
  const result = quarters.map(({ name, start, end }, q): QuarterForecast => {
    const all = landing(simulated, request(q, null));
    const raw = landingDraws(simulated, { ...request(q, null), correction: correctionFrom([]) });
    const already = booked.deals[q]!;
    const wins = simulated.wins[q]!.map((n) => already + n).sort();
    return {
      quarter: name,
      from: start,
      to: end,
      landing: all,
      segments: segments.map((segment, s) => ({
        segment,
        landing: landing(simulated, request(q, s)),
      })),
      wins: winsLanding(wins, {
        booked: already,
        correction: correctionFrom(pastOf(q).map((each) => each.wins)),
      }),
      large: watched.flatMap((i, place): Watched[] => {
        const deal = facts.open[i]!;
        const most = LARGE_SHARE * (all.target ?? all.mean);
        if (!(deal.amount! > most)) return [];
        return [
          {
            id: deal.id,
            name: deal.name,
            amount: deal.amount!,
            chance: simulated.chances[i * quarters.length + q]!,
            without: landingWithout(simulated, { ...request(q, null), place }),
          },
        ];
      }),
      correction: corrections[q]!,
      quantiles: evenQuantiles(raw),
      winQuantiles: evenQuantiles(wins),
      baselines: baselines({ ...baseline, target: ask.current + q }),
    };
  });
  return {
    as_of,
    quarters: result,
    actuals: actualsOf(facts, ask, worthOf),
    actualWins: actualsOf(facts, ask, () => 1),
    deals: facts.open.length,
    wins: facts.booked.length,
    firstWin: facts.booked[0]?.closed_on ?? null,
    effects: { quarters: input.effects.quarters, isMeasured: input.effects.isMeasured },
    unknownAmounts: facts.open.filter(({ amount }) => amount === null).length,
    lately: latelyWon(facts),
    campaigns: plan.arrivals.campaigns.length,
    openAmount: facts.open.reduce((sum, { amount }) => sum + (amount ?? 0), 0),
    behind: ask.behind
      ? {
          deals: dealsBehind(facts.open, { ...input, chances: simulated.chances }),
          coming: comingGroups({
            ...plan,
            segments,
            engaging: lawTables(plan.laws),
            winning: tables,
            amounts,
            quarters: days,
            elapsed: input.elapsed,
          }),
        }
      : null,
  };
}

function evenQuantiles(sorted: Float64Array): number[] {
  return Array.from({ length: QUANTILES }, (_, i) =>
    Math.round(sortedQuantile(sorted, (i + 0.5) / QUANTILES)),
  );
}

function standingOf({ segment, stage, stage_on }: OpenDeal, as_of: string) {
  const days = stage_on === null ? null : Math.max(0, daysBetween(stage_on, as_of));
  return { segment, stage, bucket: stage === null ? 0 : stageBucket(days) };
}

/** '' stands for those without one. */
function segmentsOf({ booked, open, engaged }: ForecastFacts): string[] {
  const found = new Set([...booked, ...open].map(({ segment }) => segment ?? ''));
  if (found.size === 0) for (const { segment } of engaged) found.add(segment ?? '');
  if (found.size === 0) found.add('');
  return [...found].sort();
}

/** Wins without an amount count as nothing in bookings, and so in forecasts: by their share of late. */
function amountsBySegment({ as_of, booked }: ForecastFacts, segments: readonly string[]) {
  const known = (rows: readonly BookedDeal[]) => rows.flatMap(({ amount }) => amount ?? []);
  const all = known(booked);
  const shareOf = (rows: readonly BookedDeal[], usual: number) => {
    let [worth, wins] = [LIKE_ALL * usual, LIKE_ALL];
    for (const { closed_on, amount } of rows) {
      const weight = 2 ** (-daysBetween(closed_on, as_of) / HALF_LIFE);
      worth += (amount ?? 0) > 0 ? weight : 0;
      wins += weight;
    }
    return worth / wins;
  };
  const usual = shareOf(booked, 1);
  const isComplete = booked.every(({ amount }) => (amount ?? 0) > 0);
  return segments.map((segment) => {
    const own = booked.filter((deal) => (deal.segment ?? '') === segment);
    const law = amountLaw(known(own), all);
    return law && !isComplete ? sometimesNothing(law, shareOf(own, usual)) : law;
  });
}

/**
 * Wins of quarters that are over, half as much after each year; without the quarter of the first win, of
 * which the record may hold the end only.
 */
function placedWins({ as_of, booked }: ForecastFacts, { periods, current }: ForecastAsk) {
  const first = booked[0]?.closed_on ?? as_of;
  const whole = periods.slice(0, current).filter(({ start }) => start > first);
  return whole.flatMap(({ start, end }) =>
    booked
      .filter(({ closed_on }) => closed_on >= start && closed_on < end)
      .map(({ closed_on }) => ({
        place: daysBetween(start, closed_on) / daysBetween(start, end),
        weight: 2 ** (-daysBetween(closed_on, as_of) / HALF_LIFE),
      })),
  );
}

function latelyWon({ as_of, booked }: ForecastFacts) {
  const wins = booked.filter(({ closed_on }) => daysBetween(closed_on, as_of) < 365);
  return {
    wins: wins.length,
    withoutAmount: wins.filter(({ amount }) => amount === null).length,
  };
}

function bookedBySegment(
  { booked }: ForecastFacts,
  quarters: readonly Period[],
  segmentOf: (segment: string | null) => number,
  segments: number,
): { amounts: number[]; deals: number[] } {
  const amounts = new Array<number>(quarters.length * segments).fill(0);
  const deals = new Array<number>(quarters.length).fill(0);
  for (const { closed_on, segment, amount } of booked) {
    const q = quarters.findIndex(({ start, end }) => closed_on >= start && closed_on < end);
    if (q < 0) continue;
    deals[q]! += 1;
    amounts[q * segments + segmentOf(segment)]! += amount ?? 0;
  }
  return { amounts, deals };
}

/** New opportunities of blocks of 91 days, oldest first, without the block in which they begin. */
function volumesOf({ opened }: ForecastFacts): number[] {
  const last = opened.reduce((max, { block }) => Math.max(max, block), -1);
  const volumes = new Array<number>(Math.max(0, last)).fill(0);
  for (const { block, opened: count } of opened) {
    if (block < volumes.length) volumes[volumes.length - 1 - block] = count;
  }
  return volumes;
}

function targetOf({ targets }: ForecastAsk, quarter: string, segment: string | null) {
  const rows = targets.filter(
    (target) => target.quarter === quarter && (segment === null || target.segment === segment),
  );
  return rows.length === 0 ? null : rows.reduce((sum, { amount }) => sum + amount, 0);
}

/** Open deals that are large against any target, or, without targets, against a usual quarter. */
function largeDeals(facts: ForecastFacts, ask: ForecastAsk, quarters: readonly Period[]): number[] {
  const actuals = Object.values(actualsOf(facts, ask, worthOf)).slice(-4);
  const usual = actuals.reduce((sum, amount) => sum + amount, 0) / Math.max(1, actuals.length);
  const targets = quarters.flatMap(({ name }) => targetOf(ask, name, null) ?? []);
  const least = LARGE_SHARE * Math.min(...(targets.length > 0 ? targets : [usual || Infinity]));
  return facts.open
    .map(({ amount }, i) => ({ amount: amount ?? 0, i }))
    .filter(({ amount }) => amount > least)
    .sort((a, b) => b.amount - a.amount)
    .slice(0, MOST_LARGE)
    .map(({ i }) => i);
}

function worthOf({ amount }: BookedDeal): number {
  return amount ?? 0;
}

function actualsOf(
  { booked }: ForecastFacts,
  { periods, current }: ForecastAsk,
  of: (deal: BookedDeal) => number,
) {
  const actuals: Record<string, number> = {};
  for (const { name, start, end } of periods.slice(0, current)) {
    actuals[name] = booked
      .filter(({ closed_on }) => closed_on >= start && closed_on < end)
      .reduce((sum, deal) => sum + of(deal), 0);
  }
  return actuals;
}
