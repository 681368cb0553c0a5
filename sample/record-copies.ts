/** Second records of opportunities and accounts that somebody entered by mistake. */
import { dayOfInstant, startOf } from './calendar.ts';
import { Stream } from './random.ts';
import { withoutEarlyHistory } from './record-deals.ts';
import {
  type DealState,
  GO_LIVE,
  type RecordedAccount,
  type RecordedAccountCopy,
  type RecordedDeal,
  type RecordedPerson,
} from './recorded.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const DEAL_SHARE = 0.01;
const ACCOUNT_SHARE = 0.005;
/** Of the persons and opportunities entered while both records of the account are there. */
const ON_COPY = { people: 0.5, deals: 0.3 };

/** Second records of opportunities, numbered on from the first ones. */
export function copyDeals(seed: number, deals: readonly RecordedDeal[]): RecordedDeal[] {
  const draw = new Stream(seed, 'second opportunity');
  let changes = deals.reduce((sum, deal) => sum + deal.changes.length, 0);
  const found: RecordedDeal[] = [];
  for (const deal of deals) {
    const { key, closeDay } = deal.truth;
    if (draw.u(key) >= DEAL_SHARE || deal.recordedAt <= GO_LIVE || deal.day === closeDay) continue;
    const number = deals.length + found.length + 1;
    const copy = secondOf(deal, draw, number);
    found.push({
      ...copy,
      changes: copy.changes.map((change) => {
        changes += 1;
        return { ...change, number: changes };
      }),
    });
  }
  return found;
}

function secondOf(deal: RecordedDeal, draw: Stream, number: number): RecordedDeal {
  const { key } = deal.truth;
  const day = dayOfInstant(deal.recordedAt) + 2 + draw.below(6, key, 1);
  const recordedAt = startOf(day) + 8 * HOUR + draw.below(36_000, key, 2) * 1000;
  const endDay = day + 5 + draw.below(45, key, 3);
  const endAt = startOf(endDay) + 8 * HOUR + draw.below(36_000, key, 4) * 1000;
  const deleted = draw.u(key, 5) < 0.5;
  const opening = deal.changes[0]!.state;
  const lost: DealState = { ...opening, stage: 'Closed Lost', outcome: 'lost', closeDay: endDay };
  const rows = [{ recordedAt, day, state: opening }];
  if (!deleted) rows.push({ recordedAt: endAt, day: endDay, state: lost });
  const id = `${deal.id}-2`;
  const names = [`${deal.name} (2)`, deal.name.toUpperCase(), `${deal.name} - new`];
  const first = deal.owners.findLastIndex((owner) => owner.from <= recordedAt);
  const owners = deal.owners.slice(Math.max(0, first));
  return {
    ...deal,
    number,
    id,
    day,
    recordedAt,
    name: names[draw.below(names.length, key, 6)] ?? deal.name,
    owners: owners
      .map(({ from, user }) => ({ from: Math.max(from, recordedAt), user }))
      .filter((owner) => owner.from < endAt),
    changes: withoutEarlyHistory(rows).map((row, i) => ({
      ...row,
      number: 0,
      id: `${id}-${i + 1}`,
    })),
    roles: [],
    copyOf: deal,
    deletedAt: deleted ? endAt : null,
    imported: null,
  };
}

/** Second records of accounts, numbered on from the first ones; some rows hang on them. */
export function copyAccounts(
  seed: number,
  accounts: readonly RecordedAccount[],
  rows: { readonly people: readonly RecordedPerson[]; readonly deals: readonly RecordedDeal[] },
): RecordedAccountCopy[] {
  const draw = new Stream(seed, 'second account');
  const found = new Map<number, RecordedAccountCopy>();
  for (const account of accounts) {
    if (draw.u(account.index) >= ACCOUNT_SHARE) continue;
    found.set(account.index, secondAccount(account, draw, accounts.length + found.size + 1));
  }
  for (const person of rows.people) {
    const copy = found.get(person.account);
    if (copy && person.matched && draw.u(person.person, 10) < ON_COPY.people)
      person.accountCopy = standsAt(copy, person.recordedAt);
  }
  for (const deal of rows.deals) {
    const copy = found.get(deal.truth.account);
    if (copy && draw.u(deal.truth.key, 11) < ON_COPY.deals)
      deal.accountCopy = standsAt(copy, deal.recordedAt);
  }
  return [...found.values()];
}

function secondAccount(of: RecordedAccount, draw: Stream, number: number): RecordedAccountCopy {
  const day = dayOfInstant(of.recordedAt) + 20 + draw.below(680, of.index, 1);
  const recordedAt = startOf(day) + 8 * HOUR + draw.below(36_000, of.index, 2) * 1000;
  const merged = draw.u(of.index, 3) < 0.5;
  const variants: readonly (readonly [string, string])[] = [
    [`${of.name} Inc.`, of.domain],
    [of.name.toUpperCase(), of.domain],
    [of.name, `www.${of.domain}`],
  ];
  const [name, domain] = variants[draw.below(variants.length, of.index, 4)] ?? [of.name, of.domain];
  const first = of.owners.findLastIndex((owner) => owner.from <= recordedAt);
  return {
    number,
    id: `${of.id}-2`,
    of,
    name,
    domain,
    day,
    recordedAt,
    owners: of.owners
      .slice(Math.max(0, first))
      .map(({ from, user }) => ({ from: Math.max(from, recordedAt), user })),
    mergedAt: merged ? recordedAt + (30 + draw.below(270, of.index, 5)) * DAY : null,
  };
}

function standsAt(copy: RecordedAccountCopy, at: number): RecordedAccountCopy | null {
  return copy.recordedAt <= at && (copy.mergedAt ?? Infinity) > at ? copy : null;
}
