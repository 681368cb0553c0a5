/** Finds records of the same organisation, within one list or between two. */

import { visitBetween, visitWithin } from './candidates.ts';
import { type Comparison, compare } from './compare.ts';
import { type Organisation, type Prepared, prepare, rarityOf } from './organisations.ts';

export interface Match extends Omit<Comparison, 'decision'> {
  readonly a: string;
  readonly b: string;
  readonly decision: 'match' | 'suggest';
}

/**
 * Pairs of records that are, or may be, one organisation; the surest first. A record and the one
 * that it belongs to (`parentId`) are no pair: somebody has said how they hang together.
 */
export function matchWithin(records: readonly Organisation[]): Match[] {
  const prepared = records.map(prepare);
  const rarity = rarityOf(prepared);
  const isFamily = familyOf(prepared);
  const found: Match[] = [];
  visitWithin(prepared, rarity, (at, other) => {
    const [a, b] = [prepared[at] as Prepared, prepared[other] as Prepared];
    const { decision, ...comparison } = compare(a, b, rarity);
    if (decision === 'different' || isFamily(a.id, b.id)) return;
    found.push({ a: a.id, b: b.id, decision, ...comparison });
  });
  return found.sort(bySureness);
}

/** For each row the records that are, or may be, the same organisation; `a` is the row. */
export function matchBetween(
  rows: readonly Organisation[],
  records: readonly Organisation[],
): Match[] {
  const [ours, theirs] = [rows.map(prepare), records.map(prepare)];
  const rarity = rarityOf([...ours, ...theirs]);
  const found: Match[] = [];
  visitBetween(ours, { others: theirs, rarity }, (at, other) => {
    const [a, b] = [ours[at] as Prepared, theirs[other] as Prepared];
    const { decision, ...comparison } = compare(a, b, rarity);
    if (decision !== 'different') found.push({ a: a.id, b: b.id, decision, ...comparison });
  });
  return found.sort(bySureness);
}

function bySureness(one: Match, other: Match): number {
  return other.score - one.score || compareText(one.a, other.a) || compareText(one.b, other.b);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether one belongs to the other, at any remove; circles of parents are cut. */
export function familyOf(
  records: readonly Pick<Prepared, 'id' | 'parentId'>[],
): (a: string, b: string) => boolean {
  const parents = new Map(records.map(({ id, parentId }) => [id, parentId]));
  const isAbove = (upper: string, lower: string) => {
    const passed = new Set<string>();
    let at = parents.get(lower) ?? null;
    while (at !== null && !passed.has(at)) {
      if (at === upper) return true;
      passed.add(at);
      at = parents.get(at) ?? null;
    }
    return false;
  };
  return (a, b) => isAbove(a, b) || isAbove(b, a);
}
