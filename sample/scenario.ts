/**
 * A company with causes put into it, and what each of them did: METHODS 7.3. The run with and the
 * run without a cause share every draw, so their difference is the cause's effect on this company.
 */
import { type Baseline, baselineOf } from './baseline.ts';
import { END_DAY } from './calendar.ts';
import type { How, Wrap } from './causes/cause.ts';
import { simulate, type Truth } from './company.ts';
import type { Injection } from './injections.ts';
import { type Landing, landingOf, QUARTER_END } from './landing.ts';
import { type PlanModel, plannedBookings, plannerModel } from './plan.ts';
import { shapley } from './shapley.ts';
import { type SizeName, sizeOf } from './sizes.ts';
import type { World } from './world.ts';

export interface ScenarioSettings {
  readonly seed: number;
  readonly size: SizeName;
  readonly injections: readonly Injection[];
}

/** What runs of one seed and size have in common. */
export type Shared = Pick<Truth, 'accounts' | 'intent'>;

interface Player {
  readonly injection: number;
  readonly wrap: (world: World) => World;
}

export class Scenario {
  readonly settings: ScenarioSettings;
  readonly baseline: Baseline;
  readonly #players: readonly Player[];
  readonly #landings = new Map<number, Landing>();
  #plain: Truth | null = null;
  #like: Shared | null;
  #whole: Truth | null = null;

  /** `like` is what another scenario of the same seed and size has already made. */
  constructor(settings: ScenarioSettings, like: Shared | null = null) {
    this.settings = settings;
    this.#like = like;
    this.baseline = baselineOf(settings.size);
    this.#players = settings.injections.flatMap(({ cause }, injection) =>
      cause.parts.map((part) => ({
        injection,
        wrap: (world: World) => part.wrap(world, this.#how(injection)),
      })),
    );
  }

  /** Everything that happened, causes and all. The company without them is let go. */
  truth(): Truth {
    if (this.#whole) return this.#whole;
    const whole = this.#simulate(this.#wholeWorld());
    this.#landings.set(this.#all, landingOf(whole));
    this.#whole = whole;
    this.#plain = null;
    return whole;
  }

  /** What the company, causes and all, would book in the quarter in a world changed once more. */
  bookings(wrap: Wrap): number {
    const whole = this.#wholeWorld();
    return landingOf(this.#simulate((world) => wrap(whole(world)), QUARTER_END)).total;
  }

  /** The same company without its causes; what holds in any case holds in it too. */
  withoutCauses(): Truth {
    return this.#simulate(this.#with(0));
  }

  #wholeWorld(): Wrap {
    return (world) => this.#withRecord(this.#with(this.#all)(world));
  }

  /** The quarter with the causes of a bit mask of parts; 0 is the company without any. */
  landing(subset: number): Landing {
    const known = this.#landings.get(subset);
    if (known) return known;
    const landing = landingOf(this.#simulate(this.#with(subset), QUARTER_END));
    this.#landings.set(subset, landing);
    return landing;
  }

  get shared(): Shared | null {
    return this.#like;
  }

  get #all(): number {
    return 2 ** this.#players.length - 1;
  }

  without(): Landing {
    return this.landing(0);
  }

  with(): Landing {
    return this.landing(this.#all);
  }

  /** The company with all causes but one. */
  withoutCause(injection: number): Landing {
    let subset = this.#all;
    this.#players.forEach((player, i) => {
      if (player.injection === injection) subset &= ~(1 << i);
    });
    return this.landing(subset);
  }

  /** What each part of each cause did to the true bookings, in cents; they add up exactly. */
  partDeltas(): number[][] {
    const shares = shapley(this.#players.length, (subset) => this.landing(subset).total);
    const found: number[][] = this.settings.injections.map(() => []);
    this.#players.forEach(({ injection }, i) => {
      found[injection]?.push(shares[i] ?? 0);
    });
    return found;
  }

  /** What the plan gives and what was asked, in cents, with the plan causes of a bit mask. */
  plan(subset: number): { bookings: number; target: number; model: PlanModel } {
    const planners = this.planCauses();
    const { injections } = this.settings;
    let model = plannerModel(this.settings.seed);
    planners.forEach((i, bit) => {
      const { plan } = injections[i]!.cause;
      if (plan && subset & (1 << bit)) model = plan(model, this.#how(i));
    });
    const bookings = plannedBookings(model, this.baseline) + this.#settingEffect();
    let target = bookings;
    planners.forEach((i, bit) => {
      const asked = injections[i]!.cause.target;
      if (asked && subset & (1 << bit)) target = asked(target, this.#how(i));
    });
    return { bookings, target, model };
  }

  /** Which injections are causes in the plan. */
  planCauses(): number[] {
    return this.settings.injections.flatMap(({ cause }, i) => (cause.acts === 'plan' ? [i] : []));
  }

  /** What each plan cause did to the gap, in cents: a higher target is a larger gap. */
  planDeltas(): number[] {
    return shapley(this.planCauses().length, (subset) => -this.plan(subset).target);
  }

  /** The planner knew of what holds in any case: a named deal, a looser criterion. */
  #settingEffect(): number {
    if (this.settings.injections.every(({ cause }) => !cause.setting)) return 0;
    return this.without().total - landingOf(this.#plainTruth()).total;
  }

  #with(subset: number): Wrap {
    return (baseline) => {
      const { injections } = this.settings;
      const start = injections.reduce(
        (world, { cause }, i) => cause.setting?.(world, this.#how(i)) ?? world,
        baseline,
      );
      return this.#players.reduce(
        (world, { wrap }, i) => (subset & (1 << i) ? wrap(world) : world),
        start,
      );
    };
  }

  #withRecord(world: World): World {
    return this.settings.injections.reduce(
      (changed, { cause }, i) => cause.record?.(changed, this.#how(i)) ?? changed,
      world,
    );
  }

  #how(injection: number): How {
    const { seed, size } = this.settings;
    return {
      seed,
      size: sizeOf(size),
      intensity: this.settings.injections[injection]?.intensity ?? 1,
      expected: this.baseline.mean * 100,
      plain: () => this.#plainTruth(),
      bookings: (wrap) => landingOf(this.#simulate(wrap, QUARTER_END)).total,
    };
  }

  #plainTruth(): Truth {
    this.#plain ??= this.#simulate((world) => world);
    return this.#plain;
  }

  #simulate(wrap: Wrap, until = END_DAY): Truth {
    const { seed, size } = this.settings;
    const truth = simulate({ seed, size, until, like: this.#like }, wrap);
    this.#like ??= { accounts: truth.accounts, intent: truth.intent };
    return truth;
  }
}
