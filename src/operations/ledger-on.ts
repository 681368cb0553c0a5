import type { Knowledge } from '../ledger/state.ts';
import { momentOf } from './answer.ts';
import type { Context } from './operation.ts';
import { NOW_AND_LATER } from './person-rights.ts';

/** What the ledger knew on a day that is over; on that of a sample company, and today, all that it knows. */
export async function ledgerOn(
  { home, ledger, now }: Pick<Context, 'home' | 'ledger' | 'now'>,
  asOf: string,
): Promise<Knowledge> {
  const last = lastInstantOf({ home, now }, asOf);
  return (await ledger()).asOf(last === null ? NOW_AND_LATER : last.toISOString());
}

/** The end of a day that is over; null for today, and for the day of a sample company. */
export function lastInstantOf(
  { home, now }: Pick<Context, 'home' | 'now'>,
  asOf: string,
): Date | null {
  const { known_at } = momentOf(asOf, home.settings);
  const isPast = `${known_at}Z` <= now && asOf !== home.settings.as_of;
  return isPast ? new Date(`${known_at}Z`) : null;
}
