/** A cell as a product: engagements x opportunities each x won each x in the quarter x amount. */

import type { Owner } from '../../../sample/truth-file.ts';
import type { Cell, KindOwner } from './recorded.ts';

export const FACTORS = ['volume', 'opportunities', 'wins', 'speed', 'size'] as const;
export type Funnel = readonly number[];

export interface Compared {
  readonly kind: string;
  readonly base: Funnel;
  readonly actual: Funnel;
}

type Counts = Omit<Cell, 'kind' | 'segment' | 'block'>;

const NONE: Counts = { engagements: 0, opportunities: 0, won: 0, won_in_quarter: 0, amount: 0 };

/** Cells of now and of the year before, whose volume is scaled so that it would have met the target. */
export function compared(
  { cells, before }: { readonly cells: readonly Cell[]; readonly before: readonly Cell[] },
  target: number,
  keyOf: (cell: Cell) => string,
): Compared[] | null {
  const earlier = before.reduce((sum, { amount }) => sum + amount, 0);
  if (earlier <= 0) return null;
  const [now, then] = [summed(cells, keyOf), summed(before, keyOf)];
  return [...new Set([...now.keys(), ...then.keys()])].map((key) => {
    const counts = now.get(key)?.counts ?? NONE;
    const base = funnelOf(then.get(key)?.counts ?? NONE, target / earlier);
    const actual = funnelOf(counts, 1);
    const kind = (now.get(key) ?? then.get(key))?.kind ?? '';
    return { kind, ...withoutHoles(base, actual) };
  });
}

function summed(cells: readonly Cell[], keyOf: (cell: Cell) => string) {
  const sums = new Map<string, { kind: string; counts: Counts }>();
  for (const cell of cells) {
    const { counts } = sums.get(keyOf(cell)) ?? { counts: NONE };
    sums.set(keyOf(cell), {
      kind: cell.kind,
      counts: {
        engagements: counts.engagements + cell.engagements,
        opportunities: counts.opportunities + cell.opportunities,
        won: counts.won + cell.won,
        won_in_quarter: counts.won_in_quarter + cell.won_in_quarter,
        amount: counts.amount + cell.amount,
      },
    });
  }
  return sums;
}

/** NaN where nothing got that far. */
function funnelOf(counts: Counts, scale: number): Funnel {
  return [
    counts.engagements * scale,
    counts.opportunities / counts.engagements,
    counts.won / counts.opportunities,
    counts.won_in_quarter / counts.won,
    counts.amount / counts.won_in_quarter,
  ];
}

/** A rate that nothing was there to show is taken from the other side, and so makes no line. */
function withoutHoles(base: Funnel, actual: Funnel): { base: Funnel; actual: Funnel } {
  const filled = (own: Funnel, other: Funnel) =>
    own.map((value, i) => [value, other[i] ?? 0, 0].find(Number.isFinite) ?? 0);
  return { base: filled(base, actual), actual: filled(actual, base) };
}

/** Whose the volume of a kind is; what came without an engagement is both's. */
export function ownerOf(kind: string, owners: readonly KindOwner[]): Owner {
  const found = owners.find((each) => each.kind === kind)?.owner;
  return (['marketing', 'sales', 'market'] as const).find((owner) => owner === found) ?? 'both';
}

export const product = (values: Funnel): number => values.reduce((all, value) => all * value, 1);
