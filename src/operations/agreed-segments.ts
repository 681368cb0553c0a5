import type { Settings } from '../config.ts';
import type { Caveat } from './answer.ts';

/** A segment that nobody agreed on has a target, and nothing is ever counted in it. */
export function segmentCautions(
  rows: readonly { readonly segment: string | null }[],
  { segments }: Pick<Settings, 'segments'>,
): Caveat[] {
  if (segments.length === 0) return [];
  const agreed = new Set(segments.map(({ name }) => name));
  const others = new Set(
    rows.flatMap(({ segment }) => segment ?? []).filter((s) => !agreed.has(s)),
  );
  if (others.size === 0) return [];
  return [
    {
      code: 'segment_not_agreed',
      message: `Nothing is counted in ${[...others].join(', ')}: the agreed segments are ${[...agreed].join(', ')}.`,
    },
  ];
}
