/** The true bookings of the target quarter, and the weeks in which they began. */
import { TARGET_QUARTER, weekOf } from './calendar.ts';
import type { Truth } from './company.ts';
import type { Deal } from './events.ts';
import type { World } from './world.ts';

export const QUARTER_START = TARGET_QUARTER * 91;
export const QUARTER_END = QUARTER_START + 91;

/** What a won deal brought, in cents of USD at the rate of the week in which it closed. */
export function bookedMinor(world: World, deal: Deal): number {
  if (deal.currency === 'USD') return deal.amount;
  return Math.round((deal.amount * world.euroRate(weekOf(deal.closeDay))) / world.euroRate(0));
}

const landed = (deal: Deal) =>
  deal.outcome === 'won' && deal.closeDay >= QUARTER_START && deal.closeDay < QUARTER_END;

export function winsOfQuarter(truth: Truth): Deal[] {
  return truth.deals.filter(landed);
}

/** Bookings of the quarter in cents, whole and by the week of each event that led to them. */
export interface Landing {
  readonly total: number;
  readonly by: Readonly<
    Record<'engagement' | 'opportunity' | 'close', ReadonlyMap<number, number>>
  >;
}

export function landingOf(truth: Truth): Landing {
  const by = {
    engagement: new Map<number, number>(),
    opportunity: new Map<number, number>(),
    close: new Map<number, number>(),
  };
  let total = 0;
  for (const deal of winsOfQuarter(truth)) {
    const amount = bookedMinor(truth.world, deal);
    total += amount;
    const days = {
      engagement: deal.meeting.engagement.day,
      opportunity: deal.openDay,
      close: deal.closeDay,
    };
    for (const event of ['engagement', 'opportunity', 'close'] as const) {
      const week = weekOf(days[event]);
      by[event].set(week, (by[event].get(week) ?? 0) + amount);
    }
  }
  return { total, by };
}
