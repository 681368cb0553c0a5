/** Baseline (i): the Shapley value of the raw rates of each cell, exact in sum. */

import type { Owner } from '../../../sample/truth-file.ts';
import type { Part } from '../answers.ts';
import { type Compared, compared, FACTORS, type Funnel, ownerOf, product } from './funnel.ts';
import { baselineLine, LINES, material } from './lines.ts';
import type { Recorded } from './recorded.ts';

export function saturated(recorded: Recorded, target: number): Part[] | null {
  const cells = compared(recorded, target, ({ kind, segment, block }) =>
    [kind, segment, block].join(' '),
  );
  if (cells === null) return null;
  const volume = new Map<Owner, number>();
  const rest = [0, 0, 0, 0, 0];
  for (const cell of cells) {
    const [ofVolume = 0, ...others] = shapley(cell);
    const owner = ownerOf(cell.kind, recorded.owners);
    volume.set(owner, (volume.get(owner) ?? 0) + ofVolume);
    others.forEach((value, i) => {
      rest[i + 1] = (rest[i + 1] ?? 0) + value;
    });
  }
  return [
    ...[...volume].map(([owner, amount]) =>
      baselineLine({ ...LINES.volume, owner }, amount, material(amount, target)),
    ),
    ...FACTORS.flatMap((factor, i) =>
      factor === 'volume'
        ? []
        : [baselineLine(LINES[factor], rest[i] ?? 0, material(rest[i] ?? 0, target))],
    ),
  ];
}

/** Mean of each factor's step over all orders, by subsets of those that went before. */
export function shapley({ base, actual }: Pick<Compared, 'base' | 'actual'>): number[] {
  const n = base.length;
  const value = (mask: number): number => product(mixed(base, actual, mask));
  return base.map((_, factor) => {
    let sum = 0;
    for (let mask = 0; mask < 2 ** n; mask += 1) {
      if (mask & (1 << factor)) continue;
      sum += weight(bits(mask), n) * (value(mask | (1 << factor)) - value(mask));
    }
    return sum;
  });
}

function mixed(base: Funnel, actual: Funnel, mask: number): Funnel {
  return base.map((value, i) => (mask & (1 << i) ? (actual[i] ?? 0) : value));
}

function bits(mask: number): number {
  return mask === 0 ? 0 : (mask & 1) + bits(mask >> 1);
}

/** s! (n-1-s)! / n! */
function weight(s: number, n: number): number {
  return (factorial(s) * factorial(n - 1 - s)) / factorial(n);
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
