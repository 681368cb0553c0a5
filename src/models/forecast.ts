/**
 * Bookings of quarters to come, by simulation: what is booked, each open deal, those engaged already,
 * and what is planned. Pure: the seed is in the input (docs/mathematics.md).
 */

import type { AmountLaw } from './forecast-amounts.ts';
import { type ArrivalInput, emptyArrivals, fillArrivals } from './forecast-arrivals.ts';
import { type QuarterEffects, type RatioLaw, SPANS, type StageFactor } from './forecast-history.ts';
import { at, type ChanceLaw, emptyTable, type LawTable } from './forecast-laws.ts';
import { agesToCome } from './forecast-pace.ts';
import { Random } from './forecast-random.ts';

/** Days from the as-of day, which is day 0; half-open. */
interface FutureQuarter {
  readonly from: number;
  readonly to: number;
  /** Wins that are not recorded yet fell into it so many times as usual: 0 for quarters to come. */
  readonly holdsLate: number;
}

export interface ForecastDeal {
  /** Index of its segment. */
  readonly segment: number;
  readonly stage: string | null;
  /** Whole days since it was opened. */
  readonly age: number;
  /** How its stage bends its chance. */
  readonly factor: StageFactor;
  /** Minor units; null where it has none. */
  readonly amount: number | null;
}

export interface ForecastInput {
  readonly seed: number;
  readonly draws: number;
  readonly quarters: readonly FutureQuarter[];
  /** Days of an even pace until each day: evenDays of the quarters. */
  readonly elapsed: Float64Array;
  /** Booked so far, [quarter × segments + segment]. */
  readonly booked: readonly number[];
  readonly deals: readonly ForecastDeal[];
  /** Opportunity → won, by segment. */
  readonly winning: readonly ChanceLaw[];
  /** Engagement → opportunity, by campaign type. */
  readonly engaging: readonly ChanceLaw[];
  /** Amounts of new deals by segment; null where nothing was ever booked with an amount. */
  readonly amounts: readonly (AmountLaw | null)[];
  readonly ratios: ReadonlyMap<string, RatioLaw>;
  readonly effects: QuarterEffects;
  readonly arrivals: ArrivalInput;
  /** Deals whose part is kept draw by draw. */
  readonly watched: readonly number[];
}

export const PARTS = ['open_pipeline', 'engaged', 'planned'] as const;

export interface Simulated {
  readonly draws: number;
  /** Draws of one quarter and segment, [quarter × segments + segment]; booked included. */
  readonly totals: readonly Float64Array[];
  /** Means by part, in the same order. */
  readonly parts: readonly Readonly<Record<(typeof PARTS)[number], number>>[];
  /** New wins by quarter, draw by draw. */
  readonly wins: readonly Float64Array[];
  /** Of each watched deal, its amount where it is won in the quarter: [watched][quarter][draw]. */
  readonly watched: readonly (readonly Float64Array[])[];
  /** Expected chance of each deal in each quarter, [deal × quarters + quarter]. */
  readonly chances: Float64Array;
}

/** Draws that share one draw of the parameters: they cost more than the rest. */
const DRAWS_PER_LAW = 20;
/** But so many draws of them there are, if there are draws enough. */
const LAWS = 200;
/** No open deal is surer than this. */
const SUREST = 0.98;
/** t-like factors beyond this are no news. */
const LARGEST_FACTOR = 3;

export function simulate(input: ForecastInput): Simulated {
  const run = new Simulation(input);
  const each = Math.min(DRAWS_PER_LAW, Math.ceil(input.draws / LAWS));
  const outer = Math.ceil(input.draws / each);
  for (let k = 0; k < outer; k++) {
    run.drawLaws();
    const end = Math.min(input.draws, (k + 1) * each);
    for (let draw = k * each; draw < end; draw++) run.drawOutcome(draw);
  }
  return run.result();
}

class Simulation {
  readonly #input: ForecastInput;
  readonly #random: Random;
  readonly #segments: number;
  readonly #quarters: number;
  readonly #winning: LawTable[];
  readonly #engaging: LawTable[];
  readonly #arrivals: ReturnType<typeof emptyArrivals>;
  readonly #ratios: readonly RatioLaw[];
  readonly #watchedAt: Int32Array;
  /** ln(1 - chance) by deal and quarter, under the present laws; and the chance of any quarter. */
  readonly #logStays: Float64Array;
  readonly #anyQuarter: Float64Array;
  readonly #chances: Float64Array;
  /** Expected wins by quarter and segment, under the present laws. */
  readonly #engagedWins: Float64Array;
  readonly #plannedWins: Float64Array;
  readonly #amountShift: Float64Array;
  readonly #multipliers: Float64Array;
  readonly #totals: Float64Array[];
  readonly #wins: Float64Array[];
  readonly #watched: Float64Array[][];
  readonly #sums: { open_pipeline: number; engaged: number; planned: number }[];
  #laws = 0;

  constructor(input: ForecastInput) {
    const { deals, draws, winning, engaging, watched } = input;
    this.#input = input;
    this.#random = new Random(input.seed);
    this.#segments = winning.length;
    this.#quarters = input.quarters.length;
    this.#winning = winning.map(emptyTable);
    this.#engaging = engaging.map(emptyTable);
    this.#arrivals = emptyArrivals(input.arrivals);
    const anyRatio = input.ratios.get('')!;
    this.#ratios = deals.map(({ stage }) => input.ratios.get(stage ?? '') ?? anyRatio);
    this.#watchedAt = new Int32Array(deals.length).fill(-1);
    watched.forEach((deal, place) => {
      this.#watchedAt[deal] = place;
    });
    const cells = this.#quarters * this.#segments;
    this.#logStays = new Float64Array(deals.length * this.#quarters);
    this.#chances = new Float64Array(deals.length * this.#quarters);
    this.#anyQuarter = new Float64Array(deals.length);
    this.#engagedWins = new Float64Array(cells);
    this.#plannedWins = new Float64Array(cells);
    this.#amountShift = new Float64Array(this.#segments).fill(1);
    this.#multipliers = new Float64Array(this.#quarters);
    this.#totals = input.booked.map((booked) => new Float64Array(draws).fill(booked));
    this.#wins = input.quarters.map(() => new Float64Array(draws));
    this.#watched = watched.map(() => input.quarters.map(() => new Float64Array(draws)));
    this.#sums = input.booked.map(() => ({ open_pipeline: 0, engaged: 0, planned: 0 }));
  }

  /** One draw of every law, and what follows from it. */
  drawLaws(): void {
    const { winning, engaging, effects, amounts, arrivals } = this.#input;
    const random = this.#random;
    winning.forEach((law, s) => {
      law.fill(this.#winning[s]!, random);
    });
    engaging.forEach((law, type) => {
      law.fill(this.#engaging[type]!, random);
    });
    const speed = this.#multiplier(effects.speed, this.#tFactor());
    amounts.forEach((law, s) => {
      this.#amountShift[s] = law ? Math.exp(law.logError * random.normal()) : 0;
    });
    this.#fillChances(speed);
    fillArrivals(this.#arrivals, arrivals, { tables: this.#engaging, random });
    this.#fillNewWins(speed);
    this.#laws++;
  }

  #tFactor(): number {
    const freedom = this.#input.effects.quarters - 1;
    const chi2 = 2 * this.#random.gamma(freedom / 2);
    return Math.min(LARGEST_FACTOR, Math.sqrt(freedom / chi2));
  }

  /** A lognormal multiplier with mean 1. */
  #multiplier(sd: number, factor: number): number {
    const spread = sd * factor;
    return Math.exp(spread * this.#random.normal() - (spread * spread) / 2);
  }

  #fillChances(speed: number): void {
    const { deals, quarters, elapsed } = this.#input;
    deals.forEach((deal, i) => {
      const table = this.#winning[deal.segment]!;
      // The as-of day is over: it was lived through.
      const age = deal.age + 1;
      const open = at(table.open, age);
      const { already, spans } = deal.factor;
      const converted = (day: number) => at(table.converted, age + elapsed[day]! * speed);
      let any = 0;
      for (let q = 0; q < quarters.length; q++) {
        const { from, to, holdsLate } = quarters[q]!;
        let coming = 0;
        let [begin, before] = [from, converted(from)];
        spans.forEach((factor, span) => {
          const limit = span === spans.length - 1 ? to : SPANS[span]! + 1;
          const end = Math.min(Math.max(begin, limit), to);
          if (end === begin) return;
          const now = converted(end);
          coming += factor * Math.max(0, now - before);
          [begin, before] = [end, now];
        });
        const share = (open > 0 ? coming / open : 0) + already * holdsLate;
        const chance = Math.min(share, Math.max(0, SUREST - any));
        any += chance;
        this.#logStays[i * quarters.length + q] = Math.log1p(-chance);
        this.#chances[i * quarters.length + q]! += chance;
      }
      this.#anyQuarter[i] = any;
    });
  }

  #fillNewWins(speed: number): void {
    const { quarters, arrivals, elapsed } = this.#input;
    this.#engagedWins.fill(0);
    this.#plannedWins.fill(0);
    for (let s = 0; s < this.#segments; s++) {
      const { converted } = this.#winning[s]!;
      for (let q = 0; q < quarters.length; q++) {
        const { from, to } = quarters[q]!;
        const cell = q * this.#segments + s;
        for (let w = 0; w < arrivals.weeks; w++) {
          const opened = 7 * w + 4;
          if (opened >= to) break;
          const age = agesToCome(elapsed, opened, { from });
          const share = at(converted, age(to) * speed) - at(converted, age(from) * speed);
          this.#engagedWins[cell]! += share * this.#arrivals.engaged[s * arrivals.weeks + w]!;
          this.#plannedWins[cell]! += share * this.#arrivals.planned[s * arrivals.weeks + w]!;
        }
      }
    }
  }

  /** One future under the present laws. */
  drawOutcome(draw: number): void {
    const { effects } = this.#input;
    const factor = this.#tFactor();
    let largest = 1;
    for (let q = 0; q < this.#quarters; q++) {
      const multiplier = this.#multiplier(effects.winning, factor);
      this.#multipliers[q] = multiplier;
      largest = Math.max(largest, multiplier);
    }
    const volume = this.#multiplier(effects.volume, factor);
    this.#drawDeals(draw, largest);
    for (let q = 0; q < this.#quarters; q++) {
      for (let s = 0; s < this.#segments; s++) {
        const cell = q * this.#segments + s;
        const winning = this.#multipliers[q]!;
        const engaged = this.#newDeals(s, this.#engagedWins[cell]! * winning, draw, q);
        const planned = this.#newDeals(s, this.#plannedWins[cell]! * winning * volume, draw, q);
        this.#totals[cell]![draw]! += engaged + planned;
        this.#sums[cell]!.engaged += engaged;
        this.#sums[cell]!.planned += planned;
      }
    }
  }

  #drawDeals(draw: number, largest: number): void {
    const { deals } = this.#input;
    const random = this.#random;
    const quarters = this.#quarters;
    for (let i = 0; i < deals.length; i++) {
      const u = random.uniform();
      // 1 - (1 - c)^m is at most max(1, m) c, so that most deals need no power.
      if (u >= this.#anyQuarter[i]! * largest) continue;
      let sum = 0;
      for (let q = 0; q < quarters; q++) {
        sum -= Math.expm1(this.#multipliers[q]! * this.#logStays[i * quarters + q]!);
        if (u >= sum) continue;
        this.#win(i, q, draw);
        break;
      }
    }
  }

  #win(deal: number, quarter: number, draw: number): void {
    const { segment, amount } = this.#input.deals[deal]!;
    const ratio = this.#ratios[deal]!;
    const spread = Math.hypot(ratio.sd, ratio.error);
    const booked =
      amount === null
        ? this.#newAmount(segment)
        : amount * Math.exp(ratio.mean + spread * this.#random.normal());
    const cell = quarter * this.#segments + segment;
    this.#totals[cell]![draw]! += booked;
    this.#sums[cell]!.open_pipeline += booked;
    this.#wins[quarter]![draw]! += 1;
    const place = this.#watchedAt[deal]!;
    if (place >= 0) this.#watched[place]![quarter]![draw] = booked;
  }

  #newDeals(segment: number, expected: number, draw: number, quarter: number): number {
    if (!(expected > 0)) return 0;
    const won = this.#random.poisson(expected);
    let sum = 0;
    for (let n = 0; n < won; n++) sum += this.#newAmount(segment);
    this.#wins[quarter]![draw]! += won;
    return sum;
  }

  #newAmount(segment: number): number {
    const law = this.#input.amounts[segment];
    return law ? law.draw(this.#random.uniform()) * this.#amountShift[segment]! : 0;
  }

  result(): Simulated {
    const { draws } = this.#input;
    return {
      draws,
      totals: this.#totals,
      parts: this.#sums.map((sums) => ({
        open_pipeline: sums.open_pipeline / draws,
        engaged: sums.engaged / draws,
        planned: sums.planned / draws,
      })),
      wins: this.#wins,
      watched: this.#watched,
      chances: this.#chances.map((sum) => sum / Math.max(1, this.#laws)),
    };
  }
}
