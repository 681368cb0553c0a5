/** Sales follow-up: hand-offs queue with an SDR, and waiting costs meetings. */
import { END_DAY, type WorkingDays, weekOf } from './calendar.ts';
import type { Engagement } from './events.ts';
import { Stream } from './random.ts';
import type { Size } from './sizes.ts';
import type { Staff } from './staff.ts';
import type { World } from './world.ts';

/** After this many working days a hand-off is never worked. */
const GIVEN_UP_AFTER = 15;
const NEWEST_FIRST = 0.6;

/** Told when sales reached out, or gave up. */
type Worked = (engagement: Engagement, day: number) => void;

interface Queue {
  readonly raised: Engagement[];
  /** In order of arrival; worked from either end. */
  readonly rest: Engagement[];
  /** Hand-offs owed: a fraction of one carries over to the next day. */
  budget: number;
}

export class FollowUp {
  readonly #queues: Queue[];
  readonly #size: Size;
  readonly #staff: Staff;
  readonly #world: World;
  readonly #working: readonly WorkingDays[];
  readonly #order: Stream;
  readonly #skip: Stream;
  readonly #direct: Stream;
  readonly #held = new Map<number, Engagement[]>();

  constructor(
    seed: number,
    company: { size: Size; staff: Staff; world: World; working: readonly WorkingDays[] },
  ) {
    this.#size = company.size;
    this.#staff = company.staff;
    this.#world = company.world;
    this.#working = company.working;
    this.#queues = Array.from({ length: company.size.sdrs }, () => ({
      raised: [],
      rest: [],
      budget: 0,
    }));
    this.#order = new Stream(seed, 'queue order');
    this.#skip = new Stream(seed, 'hand-off skipped');
    this.#direct = new Stream(seed, 'direct contact');
  }

  /** A hand-off arrives on the day of the engagement. */
  handOff(engagement: Engagement): void {
    const week = weekOf(engagement.day);
    const { kind, key } = engagement.programme;
    engagement.seat = kind.queued ? this.#staff.sdrOf(engagement.account, week) : engagement.seat;
    const calendar = this.#calendarOf(engagement);
    let ready = engagement.day;
    if (!kind.queued) {
      ready = calendar.onOrAfter(ready + 1 + this.#direct.below(2, key, engagement.candidate));
    } else if (
      this.#skip.u(key, engagement.candidate) >= this.#world.contactChance(kind.name, week)
    ) {
      engagement.waited = -2;
      for (let i = 0; i <= GIVEN_UP_AFTER; i += 1) ready = calendar.onOrAfter(ready + 1);
    } else {
      const days = this.#world.extraWait(kind.name, week);
      const wait = Math.floor(days + this.#skip.u(key, engagement.candidate + 1_000_000_000));
      for (let i = 0; i < wait && days > 0; i += 1) ready = calendar.onOrAfter(ready + 1);
    }
    const list = this.#held.get(ready) ?? [];
    list.push(engagement);
    this.#held.set(ready, list);
  }

  /** One day: what became ready joins its queue, then every SDR works. */
  day(day: number, worked: Worked): void {
    for (const engagement of this.#held.get(day) ?? []) {
      if (engagement.waited === -2) worked(engagement, day);
      else if (!engagement.programme.kind.queued) this.#contact(engagement, day, worked);
      else {
        const queue = this.#queues[engagement.seat]!;
        const raised = engagement.programme.kind.name === 'demo_request';
        (raised ? queue.raised : queue.rest).push(engagement);
      }
    }
    this.#held.delete(day);
    if (day >= END_DAY) return;
    this.#queues.forEach((queue, slot) => {
      this.#work(queue, { slot, day, worked });
    });
  }

  #work(queue: Queue, at: { slot: number; day: number; worked: Worked }): void {
    const { slot, day, worked } = at;
    const week = weekOf(day);
    while (queue.rest[0] && this.#wait(queue.rest[0], day) > GIVEN_UP_AFTER) {
      const lost = queue.rest.shift()!;
      lost.waited = -2;
      worked(lost, day);
    }
    if (!this.#working[slot % 2]!.works(day)) return;
    if (!this.#world.sdrActive(slot, week)) {
      this.#passOn(queue, slot, week);
      return;
    }
    queue.budget += this.#size.perSdrDay * this.#world.sdrCapacity(week);
    for (let n = 0; queue.budget >= 1; n += 1, queue.budget -= 1) {
      const newest = this.#order.u(slot, day * 128 + n) < NEWEST_FIRST;
      const next = queue.raised.shift() ?? (newest ? queue.rest.pop() : queue.rest.shift());
      if (!next) {
        queue.budget = 0;
        return;
      }
      this.#contact(next, day, worked);
    }
  }

  /** The hand-offs of an SDR who left go to the others. */
  #passOn(queue: Queue, slot: number, week: number): void {
    for (const engagement of [...queue.raised.splice(0), ...queue.rest.splice(0)]) {
      engagement.seat = this.#staff.sdrOf(engagement.account, week);
      const raised = engagement.programme.kind.name === 'demo_request';
      const other = this.#queues[engagement.seat === slot ? 0 : engagement.seat]!;
      (raised ? other.raised : other.rest).push(engagement);
    }
  }

  #contact(engagement: Engagement, day: number, worked: Worked): void {
    engagement.contactedDay = day;
    engagement.waited = this.#wait(engagement, day);
    worked(engagement, day);
  }

  #wait(engagement: Engagement, day: number): number {
    return Math.max(0, this.#calendarOf(engagement).between(engagement.day, day));
  }

  #calendarOf(engagement: Engagement): WorkingDays {
    return this.#working[engagement.seat % 2] ?? this.#working[0]!;
  }
}
