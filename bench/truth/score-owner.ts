/** S4: 1 - half the sum over owners of |share in the answer - true share|. */

import type { Owner, TrueCause, TrueScenario } from '../../sample/truth-file.ts';
import { daysBetween } from '../../src/calendar.ts';
import { type Asked, isAnswered, type Part } from './answers.ts';
import { isOneOff, isSystematic } from './match.ts';
import { notAnswered, notScored, type Score, scored } from './score.ts';

type Shares = Map<Owner, number>;
type Truth = Pick<TrueScenario, 'causes' | 'recorded_short'>;

/** Shares are of absolute amounts of legs A, B, C, E and of one-off deals. */
export function scoreOwner(
  truth: Truth,
  asked: Asked<{ readonly parts: readonly Part[] }>,
  asOf: string,
): Score {
  const amounts = trueAmounts(truth, asOf);
  const all = amounts.reduce((sum, { amount }) => sum + amount, 0);
  if (all === 0) return notScored('no cause has an amount');
  if (!isAnswered(asked)) return notAnswered(asked.refused);
  const estimated: Shares = new Map();
  for (const part of asked.answer.parts) {
    if (isSystematic(part) || isOneOff(part)) add(estimated, part.owner, Math.abs(part.amount));
  }
  const told = [...estimated.values()].reduce((sum, amount) => sum + amount, 0);
  if (told === 0) return scored(0);
  for (const [owner, amount] of estimated) estimated.set(owner, amount / told);
  const actual = trueShares(
    amounts.map((each) => ({ ...each, amount: each.amount / all })),
    estimated,
  );
  const owners = new Set([...estimated.keys(), ...actual.keys()]);
  const apart = [...owners].reduce(
    (sum, owner) => sum + Math.abs((estimated.get(owner) ?? 0) - (actual.get(owner) ?? 0)),
    0,
  );
  return scored(1 - apart / 2);
}

interface Owned {
  readonly owners: readonly Owner[];
  readonly amount: number;
}

/** A cause in the record moves no bookings, but on that day it hid some: that is its amount. */
function trueAmounts(truth: Truth, asOf: string): Owned[] {
  return truth.causes.flatMap((cause) =>
    cause.part === 'record'
      ? recordAmount(cause, truth, asOf)
      : cause.lines.map(({ owners, amount }) => ({ owners, amount: Math.abs(amount.amount) })),
  );
}

function recordAmount({ lines }: TrueCause, truth: Truth, asOf: string): Owned[] {
  const away = (day: string) => Math.abs(daysBetween(day, asOf));
  const [nearest] = truth.recorded_short.toSorted((a, b) => away(a.as_of) - away(b.as_of));
  const [first] = lines;
  return first ? [{ owners: first.owners, amount: Math.abs(nearest?.amount.amount ?? 0) }] : [];
}

/** Where several owners are right, the money goes to those that the answer names. */
function trueShares(amounts: readonly Owned[], estimated: Shares): Shares {
  const shares: Shares = new Map();
  for (const { owners, amount } of amounts.toSorted((a, b) => a.owners.length - b.owners.length)) {
    let left = amount;
    for (const owner of owners) {
      const room = Math.max(0, (estimated.get(owner) ?? 0) - (shares.get(owner) ?? 0));
      const given = Math.min(left, room);
      add(shares, owner, given);
      left -= given;
    }
    add(shares, owners[0] ?? 'none', left);
  }
  return shares;
}

function add(shares: Shares, owner: Owner, amount: number): void {
  shares.set(owner, (shares.get(owner) ?? 0) + amount);
}
