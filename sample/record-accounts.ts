/** Accounts as the CRM holds them. */
import { dayOfInstant } from './calendar.ts';
import type { Truth } from './company.ts';
import { companyName, domainOf } from './names.ts';
import { Stream } from './random.ts';
import type { Users } from './record-staff.ts';
import { GO_LIVE, type RecordedAccount, type RecordedPerson } from './recorded.ts';

/** First won opportunity of an account: its day, and when the CRM knew. */
export interface FirstWin {
  readonly day: number;
  readonly recordedAt: number;
}

/** Accounts are known from the first day, or from the first record of one of their people. */
export function recordAccounts(
  { seed, accounts, staff }: Truth,
  known: {
    readonly users: Users;
    readonly people: readonly RecordedPerson[];
    readonly firstWin: ReadonlyMap<number, FirstWin>;
  },
): RecordedAccount[] {
  const draw = new Stream(seed, 'record');
  const first = new Map<number, number>();
  for (const { account, recordedAt } of known.people)
    if (recordedAt < (first.get(account) ?? Infinity)) first.set(account, recordedAt);
  const found: RecordedAccount[] = [];
  for (let a = 0; a < accounts.count; a += 1) {
    const early = accounts.earlyCustomer[a] === 1;
    const listed = accounts.onList[a] === 1 || early;
    const recordedAt = listed ? GO_LIVE : first.get(a);
    if (recordedAt === undefined) continue;
    const day = recordedAt === GO_LIVE ? -1 - draw.below(900, a, 40) : dayOfInstant(recordedAt);
    const name = companyName(a);
    const slot = staff.aeOf(a, accounts.region[a] === 1 ? 1 : 0);
    const since = { day: day - draw.below(300, a, 41), recordedAt: GO_LIVE };
    found.push({
      number: found.length + 1,
      id: `A-${String(a).padStart(6, '0')}`,
      index: a,
      name,
      domain: domainOf(name),
      day,
      recordedAt,
      owners: known.users.holders(slot, recordedAt),
      customer: early ? since : (known.firstWin.get(a) ?? null),
    });
  }
  return found;
}
