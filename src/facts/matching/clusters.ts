/** Records of one thing, gathered from pairs. */

import { familyOf, type Match } from './match-organisations.ts';
import type { Prepared } from './organisations.ts';

export interface Duplicate {
  readonly id: string;
  /** The first record of its cluster, in the order given. */
  readonly of: string;
  /** The surest match that ties it to the cluster. */
  readonly match: Match;
}

/**
 * Every record but the first of each cluster. Two clusters are not joined by a third record if a
 * member of one cannot be a member of the other: one "Acme" without a domain does not make acme.com
 * and acme.org the same.
 * Nor are a record and one that belongs to it.
 * @param records all of them; the first of a cluster is the one that stays
 */
export function duplicatesOf(
  records: readonly Pick<Prepared, 'id' | 'parentId'>[],
  pairs: readonly Match[],
): Duplicate[] {
  const place = new Map(records.map(({ id }, at) => [id, at]));
  const at = (id: string) => place.get(id) ?? records.length;
  const apart = apartOf(pairs);
  const isFamily = familyOf(records);
  const isApart = (a: string, b: string) => apart.get(a)?.has(b) || isFamily(a, b);
  const clusters = new Map<string, string[]>();
  const surest = new Map<string, Match>();
  for (const pair of pairs) {
    if (pair.decision !== 'match') continue;
    const one = clusters.get(pair.a) ?? [pair.a];
    const other = clusters.get(pair.b) ?? [pair.b];
    if (one === other || one.some((a) => other.some((b) => isApart(a, b)))) continue;
    const [large, small] = one.length < other.length ? [other, one] : [one, other];
    large.push(...small);
    for (const id of large === one ? [pair.a, ...small] : [pair.b, ...small]) {
      clusters.set(id, large);
    }
    for (const id of [pair.a, pair.b]) if (!surest.has(id)) surest.set(id, pair);
  }
  return [...new Set(clusters.values())].flatMap((members) => {
    const [first = '', ...rest] = members.sort((a, b) => at(a) - at(b));
    return rest.map((id) => ({ id, of: first, match: surest.get(id) as Match }));
  });
}

/** What two records of one organisation cannot differ in. */
const NEVER = new Set(['domain', 'country', 'address', 'number or bracket in the name']);

function apartOf(pairs: readonly Match[]): ReadonlyMap<string, ReadonlySet<string>> {
  const apart = new Map<string, Set<string>>();
  const add = (a: string, b: string) => {
    const known = apart.get(a);
    if (known) known.add(b);
    else apart.set(a, new Set([b]));
  };
  for (const { a, b, decision, differs } of pairs) {
    if (decision === 'match' || !differs.some((what) => NEVER.has(what))) continue;
    add(a, b);
    add(b, a);
  }
  return apart;
}
