/**
 * Every probability, rate, lag and price of the company, as functions of when and of whom.
 * The simulator asks a World and nothing else, so a cause is a World that wraps another one:
 * `{ ...world, noShow: (week) => (week >= 138 ? 0.38 : world.noShow(week)) }`.
 * All draws are counter-based, so whatever the cause does not touch stays as it was.
 */
import {
  END_WEEK,
  FIRST_WEEK,
  monthOf,
  quarterOfWeek,
  type Region,
  TARGET_QUARTER,
  WEEKS_PER_QUARTER,
} from './calendar.ts';
import { BASE } from './constants.ts';
import type { KindName } from './kinds.ts';
import { Stream } from './random.ts';
import type { Segment } from './sizes.ts';

/** Who responds to a programme. */
interface Audience {
  readonly segment: Segment;
  readonly region: Region;
  readonly onList: boolean;
}

interface ProgrammePlan {
  readonly kind: KindName;
  /** First week in market as planned. */
  readonly week: number;
  /** 0, 1, … among the programmes of its kind. */
  readonly ordinal: number;
}

/** What a rate of an opportunity may depend on. */
export interface DealScope {
  readonly segment: Segment;
  readonly region: Region;
  readonly product: number;
  readonly team: number;
  readonly kind: KindName;
  readonly openedWeek: number;
  /** Accepted only because the criterion was loose. */
  readonly weak: boolean;
}

export interface World {
  /** Weekly chance of an account to come into, or go out of, the market. */
  readonly intentIn: (week: number, region: Region) => number;
  readonly intentOut: (week: number, region: Region) => number;
  /** Multiplier on engagements: season, drift. At most HEADROOM. */
  readonly engagement: (kind: KindName, week: number, audience: Audience) => number;
  readonly programme: (plan: ProgrammePlan) => { slipWeeks: number; cancelled: boolean };
  /** Multiplies the fixed cost of a programme. */
  readonly costFactor: (kind: KindName, week: number) => number;
  /** Whether the SDR of a slot works here, and the share of the usual hand-offs that he works. */
  readonly sdrActive: (slot: number, week: number) => boolean;
  readonly sdrCapacity: (week: number) => number;
  /** Share of the engagements of a kind that come from people who never decide on such a thing. */
  readonly wrongPeople: (kind: KindName, week: number) => number;
  /** Mean working days that a hand-off waits before it may be worked at all. */
  readonly extraWait: (kind: KindName, week: number) => number;
  /** Chance that a hand-off is ever worked. */
  readonly contactChance: (kind: KindName, week: number) => number;
  /** Chance of a meeting before fit, intent, list and waiting. */
  readonly meetingRate: (kind: KindName, week: number, audience: Audience) => number;
  readonly meetingLag: (kind: KindName, week: number) => number;
  readonly noShow: (week: number) => number;
  readonly rebooked: (week: number) => number;
  /** Chance that a held meeting becomes an accepted opportunity, before fit and intent. */
  readonly acceptRate: (week: number) => number;
  /** Chance that a meeting that was not accepted becomes a weak opportunity all the same. */
  readonly weakRate: (week: number) => number;
  readonly productShare: (week: number) => readonly [number, number, number];
  /** Multiplier on the chance to win in the end; it leaves the speed alone. */
  readonly winFactor: (deal: DealScope, week: number) => number;
  /** Multiplier on every stage hazard: 2 is twice as fast. */
  readonly speed: (deal: DealScope, week: number, stage: number) => number;
  /** Days on which no AE of the region sells; SDRs work on. */
  readonly dayLost: (day: number, region: Region) => boolean;
  /** Share of full strength of an AE in the first week in the seat. */
  readonly newcomer: (slot: number, fromWeek: number) => number;
  readonly aeTurnover: (slot: number, week: number) => number;
  readonly listPrice: (product: number, week: number) => number;
  /** Mean discount at close. */
  readonly discount: (week: number) => number;
  readonly sizeFactor: (deal: DealScope) => number;
  /** Deals whose end is known beforehand, by key. */
  readonly scripted: ReadonlyMap<number, Script>;
  /** Share of the deals that are sold in euro. */
  readonly euroShare: number;
  /** USD for one euro in a week; the plan was made at the rate of week 0. */
  readonly euroRate: (week: number) => number;
  readonly recording: Recording;
}

/** The end of one deal, whatever its hazards say. */
export interface Script {
  readonly outcome: 'won' | 'lost';
  readonly closeDay: number;
  /** In cents; the drawn amount if null. */
  readonly amount: number | null;
  /** Multiplies the drawn amount at close. */
  readonly priceFactor: number;
}

/** How the CRM falls behind what happened. */
export interface Recording {
  readonly veryLateShare: (week: number) => number;
  /** Days by which a win is recorded late, on top of the usual delay: [share, days]. */
  readonly lateWins: (week: number, team: number) => readonly [number, number];
  readonly lossNeverShare: (week: number) => number;
  readonly sameDayShare: (week: number, team: number) => number;
  readonly reopenedShare: (week: number) => number;
  readonly missingAmountShare: (week: number) => number;
  readonly missingRowShare: (kind: KindName, week: number) => number;
  readonly duplicateShare: (week: number) => number;
  /** Share of engagements that the CRM holds twice, the second time on a lead of its own that is never merged. */
  readonly doubledShare: (week: number) => number;
  /** An import on `day` gave this share of the open deals one date for all their stages. */
  readonly migration: { readonly day: number; readonly share: number } | null;
}

/** Engagement multipliers above this are cut: the candidate lists are this much longer than needed. */
export const HEADROOM = 4;

/** Three quarters before the target quarter. */
const SIGNED_QUARTER = TARGET_QUARTER - 3;

const SEASON: Readonly<Record<number, number>> = { 1: 1.1, 8: 0.7, 9: 1.15, 12: 0.75 };
/** Engagements are divided by the mean season of a year, so that a year holds the table's volume. */
const SEASON_MEAN = 0.975;

/** The season of engagements that everybody knows of. */
export function plannedSeason(week: number): number {
  return (SEASON[monthOf(week * 7 + 3)] ?? 1) / SEASON_MEAN;
}

/** A function of the week that is worked out once for each. */
function byWeek(of: (week: number) => number): (week: number) => number {
  const known = new Float64Array(END_WEEK - FIRST_WEEK).map((_, i) => of(i + FIRST_WEEK));
  return (week) => known[week - FIRST_WEEK] ?? of(week);
}

/** exp of a random walk over quarters, both ways from 1 in the quarter in which the plan is signed. */
function drift(stream: Stream, step: number): (week: number) => number {
  const at = (quarter: number): number => {
    let sum = 0;
    for (let q = SIGNED_QUARTER + 1; q <= quarter; q += 1) sum += stream.normal(0, q);
    for (let q = SIGNED_QUARTER; q > quarter; q -= 1) sum -= stream.normal(0, q);
    return Math.exp(step * sum);
  };
  const cached = new Map<number, number>();
  return (week) => {
    const quarter = quarterOfWeek(week);
    const known = cached.get(quarter) ?? at(quarter);
    cached.set(quarter, known);
    return known;
  };
}

const BASELINE_RECORDING: Recording = {
  veryLateShare: () => 0.02,
  lateWins: () => [0, 0],
  lossNeverShare: () => 0.12,
  sameDayShare: () => 0.03,
  reopenedShare: () => 0.02,
  missingAmountShare: () => 0.015,
  missingRowShare: () => 0.08,
  duplicateShare: () => 0.03,
  doubledShare: () => 0,
  migration: null,
};

function demand(seed: number): Pick<World, 'intentIn' | 'intentOut' | 'engagement'> {
  const volume = drift(new Stream(seed, 'drift volume'), 0.05);
  const season = byWeek(plannedSeason);
  // A wave over the year, two weeks of lead for Americas: intent ± 10 %.
  const wave = (week: number) => 1 + 0.1 * Math.sin((2 * Math.PI * (week - 9)) / 52);
  return {
    intentIn: (week) => 0.006 * wave(week),
    intentOut: () => 0.05,
    engagement: (_kind, week) => season(week) * volume(week),
  };
}

function people(): Pick<
  World,
  'sdrActive' | 'sdrCapacity' | 'extraWait' | 'contactChance' | 'wrongPeople' | 'newcomer'
> {
  return {
    newcomer: () => 0.65,
    wrongPeople: () => 0,
    sdrActive: () => true,
    sdrCapacity: () => 1,
    extraWait: () => 0,
    contactChance: () => 1,
  };
}

/** An opportunity that meets only a loose criterion wins about 3 times in 100. */
export const WEAK_WIN = 0.12;

function deals(seed: number): Pick<World, 'winFactor' | 'speed' | 'discount' | 'sizeFactor'> {
  const win = drift(new Stream(seed, 'drift win rate'), 0.03);
  const pace = drift(new Stream(seed, 'drift speed'), 0.03);
  const team = new Stream(seed, 'team');
  const month = byWeek((week) => ([8, 12].includes(monthOf(week * 7 + 3)) ? 0.92 : 1.015));
  return {
    winFactor: (deal, week) =>
      BASE.win *
      win(week) *
      (BASE.productWin[deal.product] ?? 1) *
      Math.exp(0.05 * team.normal(deal.team)) *
      (deal.weak ? WEAK_WIN : 1),
    speed: (_deal, week) => pace(week) * month(week),
    discount: () => 0.08,
    sizeFactor: () => 1,
  };
}

/** The company as it is when nothing in particular happens. */
export function baselineWorld(seed: number): World {
  return {
    ...demand(seed),
    ...people(),
    ...deals(seed),
    programme: () => ({ slipWeeks: 0, cancelled: false }),
    costFactor: () => 1,
    meetingRate: (kind) => BASE.meetingRate[kind],
    meetingLag: () => 1,
    noShow: () => 0.15,
    rebooked: () => 0.5,
    acceptRate: () => 0.45,
    weakRate: () => 0,
    productShare: () => [0.5, 0.25, 0.25],
    dayLost: () => false,
    scripted: new Map(),
    euroShare: 0,
    euroRate: () => 1.1,
    aeTurnover: () => 0.03 / WEEKS_PER_QUARTER,
    listPrice: (product) => BASE.productPrice[product] ?? 1,
    recording: BASELINE_RECORDING,
  };
}
