/** The life of the opportunities: four stages, day by day, until won, lost or silent. */
import type { Accounts } from './accounts.ts';
import { type Region, WEEKS_PER_QUARTER, type WorkingDays, weekOf } from './calendar.ts';
import { BASE } from './constants.ts';
import { hazardsOn, moveOf } from './deal-hazards.ts';
import { type Deal, type Meeting, NOT_YET } from './events.ts';
import { pairKey, Stream } from './random.ts';
import type { Segment } from './sizes.ts';
import type { Staff } from './staff.ts';
import type { DealScope, Script, World } from './world.ts';

/** Open opportunities that an AE can work without any of them suffering. */
const FULL_LOAD = 30;
const NEGOTIATE = 3;
const QUARTER_END = { days: 10, endFactor: 2.2, startFactor: 0.7 };

export class Deals {
  readonly all: Deal[] = [];
  readonly #accounts: Accounts;
  readonly #staff: Staff;
  readonly #world: World;
  readonly #selling: readonly WorkingDays[];
  readonly #step: Stream;
  readonly #amount: Stream;
  readonly #product: Stream;
  #active: Deal[] = [];
  readonly #opening = new Map<number, { meeting: Meeting; weak: boolean }[]>();
  readonly #load: Int32Array;

  constructor(
    seed: number,
    company: { accounts: Accounts; staff: Staff; world: World; selling: readonly WorkingDays[] },
  ) {
    this.#accounts = company.accounts;
    this.#staff = company.staff;
    this.#world = company.world;
    this.#selling = company.selling;
    this.#step = new Stream(seed, 'deal step');
    this.#amount = new Stream(seed, 'amount');
    this.#product = new Stream(seed, 'product');
    this.#load = new Int32Array(company.staff.aes.length);
  }

  open(meeting: Meeting, day: number, weak: boolean): void {
    const list = this.#opening.get(day) ?? [];
    list.push({ meeting, weak });
    this.#opening.set(day, list);
  }

  /** One day of all opportunities; `won` is told of each account that bought. */
  day(day: number, won: (deal: Deal) => void): void {
    for (const { meeting, weak } of this.#opening.get(day) ?? []) this.#start(meeting, day, weak);
    this.#opening.delete(day);
    const works = this.#selling.map((calendar) => calendar.works(day));
    let ended = false;
    for (const deal of this.#active) {
      if (!works[deal.scope.region]) continue;
      if (this.#advance(deal, day)) ended = true;
      if (deal.outcome === 'won') won(deal);
    }
    if (ended)
      this.#active = this.#active.filter((d) => d.outcome === 'open' && d.stalledDay === NOT_YET);
  }

  #start(meeting: Meeting, day: number, weak: boolean): void {
    const { engagement } = meeting;
    const { account, programme } = engagement;
    const key = pairKey(programme.key, engagement.candidate);
    const segment = (this.#accounts.segment[account] ?? 0) as Segment;
    const week = weekOf(day);
    const [core, more] = this.#world.productShare(week);
    const u = this.#product.u(key);
    const scope: DealScope = {
      segment,
      region: (this.#accounts.region[account] ?? 0) as Region,
      product: u < core ? 0 : u < core + more ? 1 : 2,
      team: this.#staff.teamOf(meeting.slot),
      kind: programme.kind.name,
      openedWeek: week,
      weak,
    };
    const whale = segment === 0 && this.#amount.u(key, 1) < BASE.whaleShare;
    const amount = this.#firstAmount(key, scope, whale);
    const deal: Deal = {
      meeting,
      key,
      account,
      person: engagement.person,
      slot: meeting.slot,
      scope,
      openDay: day,
      whale,
      currency: this.#amount.u(key, 2) < this.#world.euroShare ? 'EUR' : 'USD',
      entries: [{ day, stage: 0, amount }],
      patience: this.#patience(key, 0),
      outcome: 'open',
      closeDay: NOT_YET,
      stalledDay: NOT_YET,
      amount,
    };
    meeting.deal = deal;
    this.all.push(deal);
    this.#active.push(deal);
    this.#count(deal, 1);
  }

  #firstAmount(key: number, scope: DealScope, whale: boolean): number {
    const median = BASE.amountMedian[scope.segment] ?? 0;
    const spread = BASE.amountSpread[scope.segment] ?? 0;
    const price = this.#world.listPrice(scope.product, scope.openedWeek);
    const drawn = median * price * Math.exp(spread * this.#amount.normal(key, 0));
    const dollars = drawn * (whale ? BASE.whaleTimes : 1) * this.#world.sizeFactor(scope);
    return Math.max(1, Math.round(dollars / 50)) * 5000;
  }

  /** Returns whether the opportunity left the active ones. */
  #advance(deal: Deal, day: number): boolean {
    const script = this.#world.scripted.get(deal.key);
    if (script && day >= script.closeDay) return this.#endAsScripted(deal, day, script);
    const entry = deal.entries[deal.entries.length - 1]!;
    if (entry.day === day) return false;
    const week = weekOf(day);
    const load = Math.min(1, Math.sqrt(FULL_LOAD / Math.max(1, this.#load[deal.slot] ?? 1)));
    const whole = this.#world.winFactor(deal.scope, week) * this.#staff.strength(deal.slot, week);
    const hazards = hazardsOn({
      segment: deal.scope.segment,
      stage: entry.stage,
      age: day - entry.day,
      speed: load * this.#world.speed(deal.scope, week, entry.stage),
      win: whole ** 0.25,
      push: entry.stage === NEGOTIATE ? this.#quarterFactor(deal.scope.region, day) : 1,
    });
    deal.patience -= hazards.advance + hazards.lose + hazards.stall;
    if (deal.patience > 0) return false;
    const move = moveOf(hazards, this.#step.u(deal.key, 10 + entry.stage));
    if (move === 'advance' && entry.stage < NEGOTIATE) {
      this.#nextStage(deal, day, entry.stage + 1);
      return false;
    }
    if (script) {
      deal.patience = Number.POSITIVE_INFINITY;
      return false;
    }
    if (move === 'advance') this.#win(deal, day, 1);
    else if (move === 'lose') deal.outcome = 'lost';
    else deal.stalledDay = day;
    if (move !== 'stall') deal.closeDay = day;
    this.#count(deal, -1);
    return true;
  }

  #endAsScripted(deal: Deal, day: number, script: Script): boolean {
    for (
      let stage = deal.entries.length;
      stage <= NEGOTIATE && script.outcome === 'won';
      stage += 1
    )
      this.#nextStage(deal, day, stage);
    if (script.outcome === 'won') this.#win(deal, day, script.priceFactor);
    else deal.outcome = 'lost';
    if (script.amount !== null) deal.amount = script.amount;
    deal.closeDay = day;
    this.#count(deal, -1);
    return true;
  }

  /** Opportunities that meet only a loose criterion take nobody's time. */
  #count(deal: Deal, change: 1 | -1): void {
    if (!deal.scope.weak) this.#load[deal.slot] = (this.#load[deal.slot] ?? 0) + change;
  }

  /**
   * One draw for each stage, not for each day: a deal that is a little slower in another run still
   * meets the same fate, a little later.
   */
  #patience(key: number, stage: number): number {
    return -Math.log(this.#step.u(key, stage));
  }

  #nextStage(deal: Deal, day: number, stage: number): void {
    const change = Math.exp(-0.03 + 0.15 * this.#amount.normal(deal.key, 10 + stage));
    deal.amount = Math.max(1, Math.round((deal.amount * change) / 5000)) * 5000;
    deal.entries.push({ day, stage, amount: deal.amount });
    deal.patience = this.#patience(deal.key, stage);
  }

  #win(deal: Deal, day: number, priceFactor: number): void {
    const week = weekOf(day);
    const lastWeek = ((week % WEEKS_PER_QUARTER) + 13) % 13 === WEEKS_PER_QUARTER - 1;
    const mean = this.#world.discount(week) * (lastWeek ? 1.4 : 1);
    const drawn = mean + 0.06 * this.#amount.normal(deal.key, 20);
    const discount = Math.min(0.95, Math.max(0, drawn));
    const { product, openedWeek } = deal.scope;
    // A lower list price reaches open quotes too.
    const list = this.#world.listPrice(product, week) / this.#world.listPrice(product, openedWeek);
    const price = deal.amount * (1 - discount) * list * priceFactor;
    deal.amount = Math.max(100, Math.round(price / 100) * 100);
    deal.outcome = 'won';
  }

  #quarterFactor(region: Region, day: number): number {
    const calendar = this.#selling[region]!;
    const left = calendar.leftInQuarter(day);
    if (left <= QUARTER_END.days) return QUARTER_END.endFactor;
    const start = day - (((day % 91) + 91) % 91);
    return calendar.between(start, day) < QUARTER_END.days ? QUARTER_END.startFactor : 1;
  }
}
