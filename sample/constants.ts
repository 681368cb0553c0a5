/** Free constants: METHODS gives what they must lead to, not what they are. See calibrate.ts. */
import { KINDS, type KindName } from './kinds.ts';
import type { Segment } from './sizes.ts';

/** Shape of an opportunity's life: what becomes of it, and how long the ways last. */
export interface DealLaw {
  readonly won: number;
  readonly lost: number;
  /** Sum over the four stages of the median days to advance, and the spread of each (of ln). */
  readonly winDays: number;
  readonly winSpread: number;
  readonly loseDays: number;
  readonly loseSpread: number;
}

const LAWS: Readonly<Record<Segment, DealLaw>> = {
  0: { won: 0.218, lost: 0.662, winDays: 108, winSpread: 0.95, loseDays: 73, loseSpread: 0.95 },
  1: { won: 0.274, lost: 0.625, winDays: 57, winSpread: 1.12, loseDays: 48, loseSpread: 0.95 },
  2: { won: 0.358, lost: 0.577, winDays: 20, winSpread: 1.35, loseDays: 29, loseSpread: 0.95 },
};

export const BASE = {
  meetingRate: Object.fromEntries(KINDS.map((k) => [k.name, k.meetingRate])) as Readonly<
    Record<KindName, number>
  >,
  /** Multiplies every kind's intent lift. */
  lift: 1.1,
  /** Scales the acceptance of held meetings to its mean. */
  accept: 0.94,
  win: 1,
  productWin: [1, 0.95, 1.05] as readonly number[],
  productPrice: [1, 1.25, 0.8] as readonly number[],
  amountMedian: [90_000, 30_000, 9_000] as readonly number[],
  amountSpread: [0.8, 0.75, 0.7] as readonly number[],
  whaleShare: 0.015,
  whaleTimes: 6,
  deals: LAWS,
} as const;

/** What METHODS 7.2 asks for, for the company of factor 1. */
export const TARGETS = {
  winsPerQuarter: 110,
  bookingsPerQuarter: 4_100_000,
  inMarket: 0.11,
  held: 0.925,
  accepted: 0.45,
  acceptedLag: 9,
  won: [0.22, 0.27, 0.33],
  lost: [0.66, 0.63, 0.6],
  winDays: [150, 90, 42],
  winSpread: [0.55, 0.65, 0.75],
  loseDays: [110, 70, 40],
  amount: [90_000, 30_000, 9_000],
} as const;
