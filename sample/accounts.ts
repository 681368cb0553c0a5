/** The accounts: who they are, how well they fit, and in which weeks they are in the market. */
import { END_WEEK, FIRST_WEEK, type Region } from './calendar.ts';
import { Stream } from './random.ts';
import type { Segment } from './sizes.ts';
import type { World } from './world.ts';

export const MAX_PEOPLE = 32;
/** From this number on the people of an account never decide on such a thing. */
export const FIRST_WRONG_PERSON = 26;

export const INDUSTRIES = [
  'Manufacturing',
  'Logistics',
  'Financial services',
  'Health care',
  'Retail',
  'Software',
] as const;

export interface Accounts {
  readonly count: number;
  readonly segment: Uint8Array;
  readonly region: Uint8Array;
  readonly industry: Uint8Array;
  /** Latent, 0 to 1. */
  readonly fit: Float64Array;
  readonly onList: Uint8Array;
  readonly people: Uint8Array;
  /** Was a customer before the warm-up began. */
  readonly earlyCustomer: Uint8Array;
}

/** The k-th smallest of n uniforms is Beta(k, n + 1 - k). */
function orderStatistic(stream: Stream, entity: number, which: readonly [number, number]): number {
  const [k, n] = which;
  const draws = Array.from({ length: n }, (_, i) => stream.u(entity, i)).sort((a, b) => a - b);
  return draws[k - 1] ?? 0.5;
}

/** Fit by segment: Beta(3, 2), Beta(2, 2), Beta(2, 3). */
const FIT_LAW: Readonly<Record<Segment, readonly [number, number]>> = {
  0: [3, 4],
  1: [2, 3],
  2: [2, 4],
};
const PEOPLE_LAW: Readonly<Record<Segment, readonly [number, number]>> = {
  0: [12, 25],
  1: [6, 16],
  2: [3, 8],
};

export function makeAccounts(seed: number, count: number): Accounts {
  const who = new Stream(seed, 'account');
  const fits = new Stream(seed, 'account fit');
  const accounts: Accounts = {
    count,
    segment: new Uint8Array(count),
    region: new Uint8Array(count),
    industry: new Uint8Array(count),
    fit: new Float64Array(count),
    onList: new Uint8Array(count),
    people: new Uint8Array(count),
    earlyCustomer: new Uint8Array(count),
  };
  for (let a = 0; a < count; a += 1) {
    const u = who.u(a, 0);
    const segment = segmentOfDraw(u);
    const fit = orderStatistic(fits, a, FIT_LAW[segment]);
    const [fewest, most] = PEOPLE_LAW[segment];
    accounts.segment[a] = segment;
    accounts.region[a] = who.below(2, a, 1);
    accounts.industry[a] = who.below(INDUSTRIES.length, a, 2);
    accounts.fit[a] = fit;
    accounts.onList[a] = who.u(a, 3) < 1 / (1 + Math.exp(-7 * (fit - 0.68))) ? 1 : 0;
    accounts.people[a] = fewest + who.below(most - fewest + 1, a, 4);
    accounts.earlyCustomer[a] = who.u(a, 5) < 0.05 + 0.06 * fit ? 1 : 0;
  }
  return accounts;
}

function segmentOfDraw(u: number): Segment {
  if (u < 0.1) return 0;
  return u < 0.45 ? 1 : 2;
}

interface Rate {
  readonly come: number;
  readonly go: number;
}

/** One bit per account and week. */
export class Intent {
  readonly #bits: Uint8Array;
  readonly #weeks = END_WEEK - FIRST_WEEK;
  readonly #rates: readonly (readonly Rate[])[];

  constructor(seed: number, accounts: Accounts, world: World) {
    const stream = new Stream(seed, 'intent');
    this.#bits = new Uint8Array(accounts.count * this.#weeks);
    const rates = this.#ratesOf(world);
    this.#rates = rates;
    for (let a = 0; a < accounts.count; a += 1) {
      const own = rates[accounts.region[a] ?? 0] ?? [];
      const first = own[0] ?? { come: 0, go: 1 };
      let inMarket = stream.u(a, -1) < first.come / (first.come + first.go);
      for (let i = 0; i < this.#weeks; i += 1) {
        const rate = own[i] ?? first;
        const u = stream.u(a, i);
        inMarket = inMarket ? u >= rate.go : u < rate.come;
        this.#bits[a * this.#weeks + i] = inMarket ? 1 : 0;
      }
    }
  }

  #ratesOf(world: World): Rate[][] {
    return [0, 1].map((region) =>
      Array.from({ length: this.#weeks }, (_, i) => ({
        come: world.intentIn(i + FIRST_WEEK, region as Region),
        go: world.intentOut(i + FIRST_WEEK, region as Region),
      })),
    );
  }

  /** Whether accounts come and go in that world as they do here. */
  holdsIn(world: World): boolean {
    return this.#ratesOf(world).every((weeks, region) =>
      weeks.every(({ come, go }, i) => {
        const own = this.#rates[region]?.[i];
        return own?.come === come && own.go === go;
      }),
    );
  }

  inMarket(account: number, week: number): boolean {
    return this.#bits[account * this.#weeks + week - FIRST_WEEK] === 1;
  }
}
