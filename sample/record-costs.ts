/** What campaigns were to cost and did cost, and what of it was entered. */
import type { Truth } from './company.ts';
import type { Programme } from './programmes.ts';
import { Stream } from './random.ts';

export interface Costs<Amount> {
  readonly planned: Amount;
  readonly actual: Amount;
}

/** Entered only because the field must not be blank: one unit of the currency, in cents. */
export const SENTINEL = 100;
const [NO_ACTUAL, SENTINEL_SHARE, NO_PLANNED] = [0.05, 0.04, 0.02];

/** In cents, by programme. */
export function trueCosts(truth: Truth): Map<Programme, Costs<number>> {
  const engaged = new Map<Programme, number>();
  for (const { programme } of truth.engagements)
    engaged.set(programme, (engaged.get(programme) ?? 0) + 1);
  const found = new Map<Programme, Costs<number>>();
  for (const programme of truth.programmes) {
    const { kind, plannedWeek, cancelled } = programme;
    const weeks = kind.fixedCostPer === 'week' ? kind.arrival.length : 1;
    const fixed = kind.fixedCost * weeks * (kind.weekly ? truth.size.factor : 1);
    const expected = programme.mean * (kind.weekly ? kind.arrival.length : 1);
    const factor = truth.world.costFactor(kind.name, plannedWeek);
    const each = kind.costEach * (engaged.get(programme) ?? 0);
    const spent = cancelled ? 0 : fixed * factor + each;
    found.set(programme, {
      planned: Math.round((fixed + kind.costEach * expected) * 100),
      actual: Math.round(spent * 100),
    });
  }
  return found;
}

export class CostEntry {
  readonly #draw: Stream;

  constructor(seed: number) {
    this.#draw = new Stream(seed, 'campaign cost');
  }

  /** What was entered: null for nothing. Where there was no cost there is nothing to get wrong. */
  enter({ key }: Programme, costs: Costs<number>): Costs<number | null> {
    const u = this.#draw.u(key, 0);
    const noPlan = this.#draw.u(key, 1) < NO_PLANNED;
    const sentinel = u >= NO_ACTUAL && u < NO_ACTUAL + SENTINEL_SHARE;
    const which = sentinel ? this.#draw.below(3, key, 2) : -1;
    const planned = which === 0 || which === 2 ? SENTINEL : noPlan ? null : costs.planned;
    const actual = which >= 1 ? SENTINEL : u < NO_ACTUAL ? null : costs.actual;
    return {
      planned: costs.planned > 0 ? planned : costs.planned,
      actual: costs.actual > 0 ? actual : costs.actual,
    };
  }
}
