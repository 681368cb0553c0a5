/** Whom a kind of programme reaches: a fixed weight per account, drawn from in constant time. */
import type { Accounts } from './accounts.ts';
import type { Kind } from './kinds.ts';

/** Walker's alias table: one uniform number picks an account by weight. */
export class AliasTable {
  readonly #keep: Float64Array;
  readonly #other: Int32Array;

  constructor(weights: Float64Array) {
    const n = weights.length;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    this.#keep = weights.map((weight) => (weight * n) / total);
    this.#other = new Int32Array(n);
    const poor: number[] = [];
    const rich: number[] = [];
    this.#keep.forEach((share, i) => {
      (share < 1 ? poor : rich).push(i);
    });
    while (poor.length > 0 && rich.length > 0) {
      const low = poor.pop() ?? 0;
      const top = rich[rich.length - 1] ?? 0;
      this.#other[low] = top;
      const left = (this.#keep[top] ?? 0) - (1 - (this.#keep[low] ?? 0));
      this.#keep[top] = left;
      if (left < 1) poor.push(rich.pop() ?? 0);
    }
    for (const i of [...poor, ...rich]) this.#keep[i] = 1;
  }

  pick(u: number): number {
    const at = u * this.#keep.length;
    const i = Math.min(this.#keep.length - 1, Math.floor(at));
    return at - i < (this.#keep[i] ?? 1) ? i : (this.#other[i] ?? i);
  }
}

/** Accounts weighted by people and fit, so that segments and list members have the kind's shares. */
export function audienceOf(kind: Kind, accounts: Accounts): AliasTable {
  const weights = new Float64Array(accounts.count);
  const totals = new Float64Array(6);
  const cellOf = (a: number) => (accounts.segment[a] ?? 0) * 2 + (accounts.onList[a] ?? 0);
  for (let a = 0; a < accounts.count; a += 1) {
    const weight =
      (accounts.people[a] ?? 1) ** 0.7 * Math.exp(2 * ((accounts.fit[a] ?? 0.5) - 0.5));
    weights[a] = weight;
    totals[cellOf(a)] = (totals[cellOf(a)] ?? 0) + weight;
  }
  for (let a = 0; a < accounts.count; a += 1) {
    const listShare = accounts.onList[a] === 1 ? kind.onListShare : 1 - kind.onListShare;
    const share = (kind.segments[accounts.segment[a] ?? 0] ?? 0) * listShare;
    weights[a] = ((weights[a] ?? 0) * share) / (totals[cellOf(a)] ?? 1);
  }
  return new AliasTable(weights);
}
