/**
 * A cause of a miss, as METHODS 8 lists them: what it changes in the world, the plan or the record,
 * and what an explanation must then show. A cause wraps a world; all draws are counter-based, so
 * the runs with and without it are the same company.
 */
import { TARGET_QUARTER, WEEKS_PER_QUARTER } from '../calendar.ts';
import type { Truth } from '../company.ts';
import type { KindName } from '../kinds.ts';
import type { PlanModel } from '../plan.ts';
import type { Size } from '../sizes.ts';
import type { CausePart, Decoy, Factor, Line, Origin, Owner, Scope, Step } from '../truth-file.ts';
import type { World } from '../world.ts';

/** The first week of the target quarter; the weeks of causes count from it. */
export const WEEK_0 = TARGET_QUARTER * WEEKS_PER_QUARTER;

export interface How {
  /** 1 is what the catalogue writes. */
  readonly intensity: number;
  readonly seed: number;
  readonly size: Size;
  /** Mean bookings of the target quarter without causes, in cents. */
  readonly expected: number;
  /** The company without any cause; the first call runs it. */
  readonly plain: () => Truth;
  /** True bookings of the target quarter of this company in another world, in cents. */
  readonly bookings: (wrap: Wrap) => number;
}

export type Wrap = (world: World) => World;

/** One thing that the cause does, with the line that shows it. */
interface Part {
  readonly line: Line;
  readonly wrap: (world: World, how: How) => World;
}

export interface Cause {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly acts: CausePart;
  /** For causes in the company; their effects are shared by the Shapley rule. */
  readonly parts: readonly Part[];
  /** What holds in the run without the cause too. */
  readonly setting?: (world: World, how: How) => World;
  /** For causes in the plan: the plan that was made instead; and the target, if it is not the plan. */
  readonly plan?: (plan: PlanModel, how: How) => PlanModel;
  readonly target?: (plan: number, how: How) => number;
  /** For causes in the plan and in the record. */
  readonly lines: readonly Line[];
  readonly record?: (world: World, how: How) => World;
  readonly origin: Origin;
  readonly decoys: readonly Decoy[];
  readonly events?: readonly { readonly week: number; readonly text: string }[];
  /** The largest intensity that still makes sense. */
  readonly most: number;
  /** A compound: the causes that it stands for. */
  readonly of?: readonly string[];
}

type Draft = Omit<Cause, 'parts' | 'lines' | 'acts' | 'decoys'> & Partial<Cause>;

/** A cause with the usual empty fields filled. */
export function cause(draft: Draft): Cause {
  return { acts: 'company', parts: [], lines: [], decoys: [], ...draft };
}

interface LineDraft extends Scope {
  readonly leg?: Line['leg'];
  readonly factors: readonly Factor[];
  readonly owners: readonly Owner[];
  readonly step: Step | null;
}

export function line(draft: LineDraft): Line {
  return { leg: 'change', ...draft };
}

export function decoy(
  text: string,
  match: Scope & { factors?: readonly Factor[]; owners?: readonly Owner[] } = {},
): Decoy {
  return { text, factors: null, owners: null, ...match };
}

/** Whether a week of the company lies in these weeks of the catalogue, both ends included. */
export function within(week: number, from: number, to = Number.POSITIVE_INFINITY): boolean {
  return week >= WEEK_0 + from && week <= WEEK_0 + to;
}

/** 1 - share * intensity, but never below the floor. */
export function fallen(share: number, intensity: number, floor = 0): number {
  return Math.max(floor, 1 - share * intensity);
}

/** Multiplies the engagements of some kinds in some weeks. */
export function volume(
  kinds: readonly KindName[],
  weeks: readonly [number, number],
  factor: (intensity: number) => number,
): (world: World, how: How) => World {
  return (world, { intensity }) => ({
    ...world,
    engagement: (kind, week, audience) =>
      world.engagement(kind, week, audience) *
      (kinds.includes(kind) && within(week, ...weeks) ? factor(intensity) : 1),
  });
}

export const MARKETING: readonly KindName[] = [
  'webinar',
  'trade_event',
  'field_dinner',
  'content',
  'paid_social',
  'syndicated_list',
  'nurture_mail',
];
/** Marketing kinds that money buys; mail to people already known costs next to nothing. */
export const PAID: readonly KindName[] = MARKETING.filter((kind) => kind !== 'nurture_mail');
/** To the end of the company. */
export const ON = 999;
