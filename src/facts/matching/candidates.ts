/** Which records are worth comparing, so that a hundred thousand of them need no ten billion looks. */

import type { Rarity } from './compare-names.ts';
import { blockKeys, type Prepared } from './organisations.ts';

/** A loose key that more records share says too little. */
const LOOSE_LIMIT = 20;
/** Where more share an exact key, each is compared with the next few: as a chain they still meet. */
const EXACT_LIMIT = 50;
const CHAIN = 3;

export type Visit = (at: number, other: number) => void;

/** Visits pairs of places in the list, each once, the lower place first. */
export function visitWithin(records: readonly Prepared[], rarity: Rarity, visit: Visit): void {
  const { exact, loose } = blocksOf(records, rarity);
  const seen = new Int32Array(records.length).fill(-1);
  const visitOnce = (at: number, other: number) => {
    if (seen[other] === at) return;
    seen[other] = at;
    visit(at, other);
  };
  for (let at = 0; at < records.length; at++) {
    for (const block of exact.of[at] as Block[]) {
      const next = placeOf(block, at) + 1;
      const end = block.length > EXACT_LIMIT ? Math.min(next + CHAIN, block.length) : block.length;
      for (let place = next; place < end; place++) visitOnce(at, block[place] as number);
    }
    for (const block of loose.of[at] as Block[]) {
      if (block.length > LOOSE_LIMIT) continue;
      for (let place = placeOf(block, at) + 1; place < block.length; place++) {
        visitOnce(at, block[place] as number);
      }
    }
  }
}

/** Visits pairs of a place in `records` and one in `others`, each once. */
export function visitBetween(
  records: readonly Prepared[],
  { others, rarity }: { readonly others: readonly Prepared[]; readonly rarity: Rarity },
  visit: Visit,
): void {
  const { exact, loose } = blocksOf(others, rarity);
  const seen = new Int32Array(others.length).fill(-1);
  for (const [at, record] of records.entries()) {
    const keys = blockKeys(record, rarity);
    const found = [
      ...keys.exact.map((key) => (exact.blocks.get(key) ?? []).slice(0, EXACT_LIMIT)),
      ...keys.loose
        .map((key) => loose.blocks.get(key) ?? [])
        .filter((block) => block.length <= LOOSE_LIMIT),
    ];
    for (const other of found.flat()) {
      if (seen[other] === at) continue;
      seen[other] = at;
      visit(at, other);
    }
  }
}

/** Places of records that share a key, ascending. */
type Block = number[];

class Blocks {
  readonly blocks = new Map<string, Block>();
  /** The blocks of each place. */
  readonly of: Block[][] = [];

  add(at: number, keys: readonly string[]): void {
    const own = [...new Set(keys)].map((key) => {
      const block = this.blocks.get(key);
      if (block) {
        block.push(at);
        return block;
      }
      const made = [at];
      this.blocks.set(key, made);
      return made;
    });
    this.of.push(own);
  }
}

function blocksOf(
  records: readonly Prepared[],
  rarity: Rarity,
): { readonly exact: Blocks; readonly loose: Blocks } {
  const [exact, loose] = [new Blocks(), new Blocks()];
  for (const [at, record] of records.entries()) {
    const keys = blockKeys(record, rarity);
    exact.add(at, keys.exact);
    loose.add(at, keys.loose);
  }
  return { exact, loose };
}

/** Where a number stands in an ascending list. */
function placeOf(ascending: readonly number[], wanted: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
