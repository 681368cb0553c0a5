/** Who responds to which programme, by thinning a fixed list of candidates. */
import { type Accounts, FIRST_WRONG_PERSON, type Intent, MAX_PEOPLE } from './accounts.ts';
import { type AliasTable, audienceOf } from './audience.ts';
import { END_DAY, type Region, weekOf } from './calendar.ts';
import { BASE } from './constants.ts';
import { type Engagement, NOT_YET } from './events.ts';
import { KINDS } from './kinds.ts';
import type { Programme } from './programmes.ts';
import { gammaFromNormal, Stream } from './random.ts';
import type { Segment } from './sizes.ts';
import { HEADROOM, type World } from './world.ts';

/** Long-run share of accounts in the market, .006 / (.006 + .05): what the means refer to. */
const STATIONARY = 0.006 / 0.056;
const DEMO_RATE = 0.012;
/** Share of accounts that are customers, at least. */
const FEWEST_CUSTOMERS = 0.05;
const WEEKDAYS = [0.2, 0.42, 0.63, 0.82, 0.96, 0.98, 1];
/** Candidate numbers of one week of a weekly programme begin at a multiple of this. */
const WEEK_STRIDE = 1_000_000;

type Factors = readonly number[];

export class Engager {
  readonly #accounts: Accounts;
  readonly #intent: Intent;
  readonly #world: World;
  readonly #audiences: readonly AliasTable[];
  readonly #respond: Stream;
  readonly #who: Stream;
  readonly #person: Stream;
  readonly #when: Stream;
  readonly #crowd: Stream;
  readonly #taken = new Map<number, Set<number>>();
  readonly #factors = new Map<number, Factors>();

  constructor(seed: number, company: { accounts: Accounts; intent: Intent; world: World }) {
    this.#accounts = company.accounts;
    this.#intent = company.intent;
    this.#world = company.world;
    this.#audiences = KINDS.map((kind) => audienceOf(kind, company.accounts));
    this.#respond = new Stream(seed, 'respond');
    this.#who = new Stream(seed, 'who');
    this.#person = new Stream(seed, 'person');
    this.#when = new Stream(seed, 'when');
    this.#crowd = new Stream(seed, 'crowd');
  }

  /** Engagements of a programme of any kind but those that start from intent or from customers. */
  fromProgramme(programme: Programme): Engagement[] {
    if (programme.cancelled) return [];
    const { kind } = programme;
    const weeks = kind.arrival.length;
    if (!kind.weekly) return this.#crowdOf(programme, 0, (u) => arrivalWeek(kind.arrival, u));
    return Array.from({ length: weeks }, (_, week) =>
      this.#crowdOf(programme, week, () => week),
    ).flat();
  }

  /** One week of demo requests: each account in the market may ask. */
  demos(programme: Programme, week: number): Engagement[] {
    const { count } = this.#accounts;
    const found: Engagement[] = [];
    const factors = this.#factorsOf(programme, week);
    for (let account = 0; account < count; account += 1) {
      if (!this.#intent.inMarket(account, week)) continue;
      const candidate = (week - programme.plannedWeek) * count + account;
      const chance = DEMO_RATE * (factors[this.#cell(account)] ?? 1);
      if (this.#respond.u(programme.key, candidate) >= chance) continue;
      const made = this.#make(programme, candidate, { account, week });
      if (made) found.push(made);
    }
    return found;
  }

  /**
   * One week of add-on enquiries: candidates are drawn from all accounts, and those who are
   * customers by then may ask, so that one customer more or less leaves the others' draws alone.
   */
  addOns(programme: Programme, week: number, customers: ReadonlyMap<number, number>): Engagement[] {
    const found: Engagement[] = [];
    const at = week - programme.plannedWeek;
    const crowd = gammaFromNormal(this.#crowd.normal(programme.key, at), programme.kind.size);
    const accounts = this.#accounts.count;
    const share = Math.max(FEWEST_CUSTOMERS, customers.size / accounts);
    const count = Math.ceil((programme.mean * crowd * HEADROOM) / FEWEST_CUSTOMERS);
    const factors = this.#factorsOf(programme, week);
    for (let j = 0; j < count; j += 1) {
      const candidate = at * WEEK_STRIDE + j;
      const account = this.#who.below(accounts, programme.key, candidate);
      if (!customers.has(account)) continue;
      const factor = (factors[this.#cell(account)] ?? 1) / HEADROOM;
      const chance = (factor * FEWEST_CUSTOMERS) / share;
      if (this.#respond.u(programme.key, candidate) >= chance) continue;
      const made = this.#make(programme, candidate, { account, week });
      if (made) found.push(made);
    }
    return found;
  }

  #crowdOf(programme: Programme, part: number, weekFor: (u: number) => number): Engagement[] {
    const { kind, key } = programme;
    const lift = Math.max(1, kind.intentLift * BASE.lift);
    const crowd = gammaFromNormal(this.#crowd.normal(key, part), kind.size);
    const meanLift = 1 + STATIONARY * (lift - 1);
    const count = Math.ceil((programme.mean * crowd * HEADROOM * lift) / meanLift);
    const firstWeek = weekOf(programme.liveDay);
    const found: Engagement[] = [];
    for (let j = 0; j < count; j += 1) {
      const candidate = part * WEEK_STRIDE + j;
      const u = this.#respond.u(key, candidate) * HEADROOM;
      const week = firstWeek + weekFor(kind.weekly ? 0 : this.#when.u(key, candidate));
      const factors = this.#factorsOf(programme, week);
      if (u >= (factors[12] ?? HEADROOM)) continue;
      const account = this.#audiences[programme.kindIndex]?.pick(this.#who.u(key, candidate)) ?? 0;
      const share = this.#intent.inMarket(account, week) ? 1 : 1 / lift;
      if (u >= share * (factors[this.#cell(account)] ?? 1)) continue;
      const made = this.#make(programme, candidate, { account, week });
      if (made) found.push(made);
    }
    return found;
  }

  #cell(account: number): number {
    const { segment, region, onList } = this.#accounts;
    return (segment[account] ?? 0) * 4 + (region[account] ?? 0) * 2 + (onList[account] ?? 0);
  }

  /** The world's multiplier for each of the 12 cells in a week, and the largest of them. */
  #factorsOf(programme: Programme, week: number): Factors {
    const slot = programme.kindIndex * 1000 + week + 400;
    const known = this.#factors.get(slot);
    if (known) return known;
    const cells = Array.from({ length: 12 }, (_, cell) => {
      const audience = {
        segment: Math.floor(cell / 4) as Segment,
        region: (Math.floor(cell / 2) % 2) as Region,
        onList: cell % 2 === 1,
      };
      return Math.min(HEADROOM, this.#world.engagement(programme.kind.name, week, audience));
    });
    const factors = [...cells, Math.max(...cells)];
    this.#factors.set(slot, factors);
    return factors;
  }

  #make(
    programme: Programme,
    candidate: number,
    at: { account: number; week: number },
  ): Engagement | null {
    const day = this.#dayOf(programme, candidate, at.week);
    const week = weekOf(day);
    const wrongPerson =
      this.#person.u(programme.key, candidate + 2_000_000_000) <
      this.#world.wrongPeople(programme.kind.name, week);
    const person = this.#freePerson(programme.key, candidate, { ...at, wrongPerson });
    if (person < 0 || day >= END_DAY) return null;
    return {
      programme,
      candidate,
      day,
      minute: 480 + this.#when.below(600, programme.key, candidate + 500_000_000),
      account: at.account,
      person,
      inMarket: this.#intent.inMarket(at.account, at.week),
      wrongPerson,
      seat: -1,
      contactedDay: NOT_YET,
      waited: -1,
      multiplier: -1,
      meeting: null,
    };
  }

  /** Someone of the account who has not responded to this programme yet, or -1. */
  #freePerson(
    key: number,
    candidate: number,
    { account, wrongPerson }: { account: number; wrongPerson: boolean },
  ): number {
    const taken = this.#taken.get(key) ?? new Set<number>();
    this.#taken.set(key, taken);
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const index = candidate + attempt * 500_000_000;
      const which = wrongPerson
        ? FIRST_WRONG_PERSON + this.#person.below(MAX_PEOPLE - FIRST_WRONG_PERSON, key, index)
        : this.#person.below(this.#accounts.people[account] ?? 1, key, index);
      const person = account * MAX_PEOPLE + which;
      if (taken.has(person)) continue;
      taken.add(person);
      return person;
    }
    return -1;
  }

  #dayOf(programme: Programme, candidate: number, week: number): number {
    const u = this.#when.u(programme.key, candidate + 1_000_000_000);
    const { name } = programme.kind;
    const first = weekOf(programme.liveDay) === week;
    if (first && name === 'field_dinner') return programme.liveDay;
    if (first && name === 'trade_event') return programme.liveDay + Math.floor(u * 3);
    if (first && name === 'webinar') return programme.liveDay + (u < 0.85 ? 0 : 1);
    return week * 7 + WEEKDAYS.findIndex((share) => u < share);
  }
}

function arrivalWeek(arrival: readonly number[], u: number): number {
  let sum = 0;
  for (const [week, share] of arrival.entries()) {
    sum += share;
    if (u < sum) return week;
  }
  return arrival.length - 1;
}
