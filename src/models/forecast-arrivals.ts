/** Opportunities still to come: of people engaged already, and of those who will be. */

import { at, type LawTable } from './forecast-laws.ts';
import type { Random } from './forecast-random.ts';

/** People of one campaign type and segment whose episode of engagement led to nothing yet. */
interface EngagedGroup {
  readonly type: number;
  readonly segment: number;
  readonly ageWeeks: number;
  readonly engaged: number;
}

/** Engagements that a campaign is still to bring, spread evenly over its days. */
export interface PlannedCampaign {
  readonly type: number;
  /** Index of its segment, or null where it aims at all. */
  readonly segment: number | null;
  /** Days from the as-of day; the first day, and the day after the last. */
  readonly from: number;
  readonly to: number;
  readonly engagements: number;
}

/** Engagements a week that come without a plan. */
export interface Pace {
  readonly type: number;
  readonly segment: number;
  readonly perWeek: number;
}

/** How past campaigns of a type delivered. */
export interface Delivery {
  /** Mean of delivered / planned. */
  readonly ratio: number;
  /** Gamma shape: 1 / variance of delivered / planned around its mean. */
  readonly shape: number;
}

export interface ArrivalInput {
  readonly weeks: number;
  readonly segments: number;
  readonly types: number;
  readonly engaged: readonly EngagedGroup[];
  readonly campaigns: readonly PlannedCampaign[];
  readonly pace: readonly Pace[];
  /** Opportunities a week, by segment, that no engagement begins. */
  readonly direct: readonly number[];
  /** By type. */
  readonly delivery: readonly Delivery[];
  /** Days by which past campaigns began late; drawn from. Empty: none ever did. */
  readonly slips: readonly number[];
  /** Opportunities for each episode that leads to one: several people may begin the same. */
  readonly perConversion: number;
  /** Weeks for which the usual pace of a type is replaced by its campaigns. */
  readonly plannedWeeks: readonly number[];
  /** Share of each segment among the engagements of a type, [type × segments + segment]. */
  readonly mix: Float64Array;
}

/** Expected new opportunities, [segment × weeks + week]; week 0 begins on the day after as-of. */
export interface Arrivals {
  readonly engaged: Float64Array;
  readonly planned: Float64Array;
}

export function emptyArrivals({ segments, weeks }: ArrivalInput): Arrivals {
  return {
    engaged: new Float64Array(segments * weeks),
    planned: new Float64Array(segments * weeks),
  };
}

/**
 * One draw of what is to come, given one draw of each type's law of engagement → opportunity. Without
 * a source of randomness: the expectation.
 */
export function fillArrivals(
  arrivals: Arrivals,
  input: ArrivalInput,
  { tables, random }: { readonly tables: readonly LawTable[]; readonly random: Random | null },
): void {
  arrivals.engaged.fill(0);
  arrivals.planned.fill(0);
  fromEngaged(arrivals.engaged, input, tables);
  fromPlanned(arrivals.planned, input, { tables, random });
}

function fromEngaged(
  into: Float64Array,
  { engaged, weeks, perConversion }: ArrivalInput,
  tables: readonly LawTable[],
): void {
  const kernel = new Float64Array(weeks);
  let [type, age] = [-1, -1];
  for (const group of engaged) {
    if (group.type !== type || group.ageWeeks !== age) {
      [type, age] = [group.type, group.ageWeeks];
      fillKernel(kernel, tables[type]!, 7 * age + 4);
    }
    const scale = group.engaged * perConversion;
    const start = group.segment * weeks;
    for (let w = 0; w < weeks; w++) into[start + w]! += scale * kernel[w]!;
  }
}

/** Chance to convert in each week to come of a subject that is open at `age`. */
function fillKernel(kernel: Float64Array, table: LawTable, age: number): void {
  const open = at(table.open, age);
  let before = at(table.converted, age);
  let left = 1;
  for (let w = 0; w < kernel.length; w++) {
    const now = at(table.converted, age + 7 * (w + 1));
    const share = open > 0 ? Math.min(left, Math.max(0, now - before) / open) : 0;
    kernel[w] = share;
    left -= share;
    before = now;
  }
}

function fromPlanned(
  into: Float64Array,
  input: ArrivalInput,
  { tables, random }: { readonly tables: readonly LawTable[]; readonly random: Random | null },
): void {
  const { weeks, segments, types, direct, perConversion } = input;
  const coming = comingEngagements(input, random);
  const kernel = new Float64Array(weeks);
  for (let type = 0; type < types; type++) {
    fillKernel(kernel, tables[type]!, 0);
    for (let s = 0; s < segments; s++) {
      const start = (type * segments + s) * weeks;
      for (let u = 0; u < weeks; u++) {
        const scale = coming[start + u]! * perConversion;
        if (scale === 0) continue;
        for (let w = u; w < weeks; w++) into[s * weeks + w]! += scale * kernel[w - u]!;
      }
    }
  }
  for (let s = 0; s < segments; s++) {
    for (let w = 0; w < weeks; w++) into[s * weeks + w]! += direct[s]!;
  }
}

/** New engagements by type, segment and week: planned campaigns, else the usual pace. */
function comingEngagements(input: ArrivalInput, random: Random | null): Float64Array {
  const { weeks, segments, types, pace, campaigns, plannedWeeks } = input;
  const coming = new Float64Array(types * segments * weeks);
  for (const { type, segment, perWeek } of pace) {
    const start = (type * segments + segment) * weeks;
    for (let w = plannedWeeks[type]!; w < weeks; w++) coming[start + w]! += perWeek;
  }
  for (const campaign of campaigns) {
    const { ratio, shape } = input.delivery[campaign.type]!;
    const delivered = random ? random.gamma(shape) / shape : 1;
    const slip = random ? slipOf(campaign, input.slips, random) : 0;
    const [from, to] = [campaign.from + slip, campaign.to + slip];
    const perDay = (campaign.engagements * ratio * delivered) / Math.max(1, to - from);
    const last = Math.min(weeks - 1, Math.floor((to - 2) / 7));
    for (let w = Math.max(0, Math.floor((from - 1) / 7)); w <= last; w++) {
      const days = Math.min(to, 7 * (w + 1) + 1) - Math.max(from, 7 * w + 1);
      for (let s = 0; s < segments; s++) {
        const share =
          campaign.segment === null
            ? input.mix[campaign.type * segments + s]!
            : +(campaign.segment === s);
        coming[(campaign.type * segments + s) * weeks + w]! += Math.max(0, days) * perDay * share;
      }
    }
  }
  return coming;
}

/** A campaign that has begun does not slip any more. */
function slipOf(campaign: PlannedCampaign, slips: readonly number[], random: Random): number {
  if (campaign.from < 1 || slips.length === 0) return 0;
  return slips[Math.floor(random.uniform() * slips.length)]!;
}
