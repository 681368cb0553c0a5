/** Baseline (ii): volume, then mix, then each rate, then price, one after the other. */

import type { Owner } from '../../../sample/truth-file.ts';
import type { Part } from '../answers.ts';
import { compared, FACTORS, ownerOf, product } from './funnel.ts';
import { baselineLine, LINES, material } from './lines.ts';
import type { Recorded } from './recorded.ts';

export function priceVolumeMix(recorded: Recorded, target: number): Part[] | null {
  const cells = compared(recorded, target, ({ kind, segment }) => `${kind} ${segment}`);
  if (cells === null) return null;
  const all = cells.reduce((sum, { base }) => sum + (base[0] ?? 0), 0);
  const worth = cells.reduce((sum, { base }) => sum + product(base), 0) / all;
  const volume = new Map<Owner, number>();
  let mix = 0;
  const rest = [0, 0, 0, 0, 0];
  for (const { kind, base, actual } of cells) {
    const more = (actual[0] ?? 0) - (base[0] ?? 0);
    const owner = ownerOf(kind, recorded.owners);
    volume.set(owner, (volume.get(owner) ?? 0) + more * worth);
    mix += more * (product(base.slice(1)) - worth);
    for (let i = 1; i < FACTORS.length; i += 1) {
      const before = product([...actual.slice(0, i), ...base.slice(i)]);
      const after = product([...actual.slice(0, i + 1), ...base.slice(i + 1)]);
      rest[i] = (rest[i] ?? 0) + after - before;
    }
  }
  const line = (draft: Parameters<typeof baselineLine>[0], amount: number) =>
    baselineLine(draft, amount, material(amount, target));
  return [
    ...[...volume].map(([owner, amount]) => line({ ...LINES.volume, owner }, amount)),
    line(LINES.mix, mix),
    ...FACTORS.flatMap((factor, i) =>
      factor === 'volume' ? [] : [line(LINES[factor], rest[i] ?? 0)],
    ),
  ];
}
