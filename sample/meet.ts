/** From a contacted person to a meeting, and from a held meeting to an accepted opportunity. */
import type { Accounts } from './accounts.ts';
import { END_DAY, type Region, type WorkingDays, weekOf } from './calendar.ts';
import { BASE } from './constants.ts';
import type { Engagement, Meeting } from './events.ts';
import { Stream } from './random.ts';
import type { Segment } from './sizes.ts';
import type { World } from './world.ts';

const NEVER_CONTACTED = 0.25;
/** Chance of a meeting with somebody who never decides, against that with somebody who may. */
const WRONG_PERSON = 0.1;
const REBOOK_DAYS = 9;
const ACCEPT_LAG = { median: 9, spread: 1 };

export class Meetings {
  readonly #accounts: Accounts;
  readonly #world: World;
  readonly #selling: readonly WorkingDays[];
  readonly #agree: Stream;
  readonly #lag: Stream;
  readonly #show: Stream;
  readonly #accept: Stream;
  /** Meetings by day. */
  readonly #due = new Map<number, Meeting[]>();

  constructor(
    seed: number,
    company: { accounts: Accounts; world: World; selling: readonly WorkingDays[] },
  ) {
    this.#accounts = company.accounts;
    this.#world = company.world;
    this.#selling = company.selling;
    this.#agree = new Stream(seed, 'meeting');
    this.#lag = new Stream(seed, 'meeting lag');
    this.#show = new Stream(seed, 'show');
    this.#accept = new Stream(seed, 'accept');
  }

  /** Sales reached out on `day`, or gave up: does a meeting come of it? */
  decide(engagement: Engagement, day: number, slot: number): void {
    const { programme, candidate, account } = engagement;
    const { kind } = programme;
    const week = weekOf(engagement.day);
    const wait =
      engagement.waited < 0
        ? NEVER_CONTACTED
        : Math.exp(-kind.waitDecay * Math.max(0, engagement.waited));
    const audience = this.#audience(account);
    // A demo request comes from accounts in the market only: its rate holds that already.
    const intent = kind.name === 'demo_request' ? 1 : engagement.inMarket ? 2.2 : 0.85;
    const list = audience.onList ? 1.15 : 0.7;
    engagement.multiplier =
      Math.exp((this.#accounts.fit[account] ?? 0.5) - 0.5) * intent * list * wait;
    const rate =
      this.#world.meetingRate(kind.name, week, audience) *
      engagement.multiplier *
      (engagement.wrongPerson ? WRONG_PERSON : 1);
    if (this.#agree.u(programme.key, candidate) >= Math.min(0.95, rate)) return;
    const z = this.#lag.normal(programme.key, candidate);
    const lag =
      kind.lagMedian * this.#world.meetingLag(kind.name, week) * Math.exp(kind.lagSpread * z);
    const earliest = Math.max(engagement.day + Math.floor(lag), day);
    engagement.meeting = this.#put(engagement, { ordinal: 1, bookedDay: day, earliest, slot });
  }

  #put(
    engagement: Engagement,
    at: { ordinal: 1 | 2; bookedDay: number; earliest: number; slot: number },
  ): Meeting | null {
    const day = this.#selling[this.#accounts.region[engagement.account] ?? 0]!.onOrAfter(
      at.earliest,
    );
    const { ordinal, bookedDay, slot } = at;
    const meeting: Meeting = {
      engagement,
      ordinal,
      bookedDay,
      day,
      slot,
      outcome: 'scheduled',
      next: null,
      deal: null,
    };
    const list = this.#due.get(day) ?? [];
    list.push(meeting);
    this.#due.set(day, list);
    return meeting;
  }

  /** The meetings of a day take place or not; `accepted` is told of each that became an opportunity. */
  day(day: number, accepted: (meeting: Meeting, openDay: number, weak: boolean) => void): void {
    for (const meeting of this.#due.get(day) ?? []) {
      const { programme, candidate } = meeting.engagement;
      const week = weekOf(day);
      const index = candidate + meeting.ordinal * 500_000_000;
      if (this.#show.u(programme.key, index) < this.#world.noShow(week)) {
        meeting.outcome = 'no_show';
        this.#rebook(meeting, day);
        continue;
      }
      meeting.outcome = 'held';
      const u = this.#accept.u(programme.key, candidate);
      const chance = this.#acceptChance(meeting.engagement, week);
      const weak = u >= chance;
      if (weak && u >= chance + (1 - chance) * this.#world.weakRate(week)) continue;
      const z = this.#lag.normal(programme.key, candidate + 1_500_000_000);
      const lag = Math.floor(ACCEPT_LAG.median * Math.exp(ACCEPT_LAG.spread * z));
      const region = this.#accounts.region[meeting.engagement.account] ?? 0;
      const openDay = this.#selling[region]!.onOrAfter(day + lag);
      if (openDay < END_DAY) accepted(meeting, openDay, weak);
    }
    this.#due.delete(day);
  }

  #rebook(meeting: Meeting, day: number): void {
    if (meeting.ordinal === 2) return;
    const { programme, candidate } = meeting.engagement;
    if (this.#show.u(programme.key, candidate) >= this.#world.rebooked(weekOf(day))) return;
    const z = this.#lag.normal(programme.key, candidate + 500_000_000);
    const earliest = day + 1 + Math.floor((REBOOK_DAYS - 1) * Math.exp(0.5 * z));
    meeting.next = this.#put(meeting.engagement, {
      ordinal: 2,
      bookedDay: day,
      earliest,
      slot: meeting.slot,
    });
  }

  #acceptChance(engagement: Engagement, week: number): number {
    const fit = Math.exp(0.4 * ((this.#accounts.fit[engagement.account] ?? 0.5) - 0.55));
    const intent = engagement.inMarket ? 1.08 : 0.82;
    return Math.min(0.95, this.#world.acceptRate(week) * BASE.accept * fit * intent);
  }

  #audience(account: number) {
    return {
      segment: (this.#accounts.segment[account] ?? 0) as Segment,
      region: (this.#accounts.region[account] ?? 0) as Region,
      onList: this.#accounts.onList[account] === 1,
    };
  }
}
