/**
 * Lines as the baselines draw them. Where a baseline cannot tell two factors or owners apart, its
 * line may match any of them: it is beaten at its best.
 */

import type { Factor, Owner, Step } from '../../../sample/truth-file.ts';
import type { Part } from '../answers.ts';

interface Draft {
  readonly factors: readonly Factor[];
  readonly step: Step | null;
  readonly owner: Owner;
  readonly owners?: readonly Owner[];
}

export const LINES = {
  meetings: {
    factors: ['conversion', 'quality', 'follow_up'],
    step: 'engagement_to_meeting',
    owner: 'both',
    owners: ['both', 'marketing', 'sales'],
  },
  opportunities: {
    factors: ['conversion', 'quality', 'follow_up', 'definition'],
    step: null,
    owner: 'both',
    owners: ['both', 'marketing', 'sales'],
  },
  wins: { factors: ['conversion'], step: 'opportunity_to_won', owner: 'sales' },
  speed: { factors: ['speed'], step: 'opportunity_to_won', owner: 'sales' },
  size: { factors: ['size', 'discount', 'price'], step: 'amount', owner: 'sales' },
  mix: { factors: ['mix'], step: null, owner: 'marketing' },
  volume: { factors: ['volume'], step: 'engagement', owner: 'marketing' },
} as const satisfies Record<string, Draft>;

export function baselineLine(draft: Draft, amount: number, flagged: boolean): Part {
  return {
    leg: 'change',
    owners: [draft.owner],
    ...draft,
    origin_from: null,
    origin_to: null,
    campaign_type: null,
    segment: null,
    team: null,
    product: null,
    amount: Math.round(amount),
    low: null,
    high: null,
    flagged,
  };
}

/** What practice calls worth a word: a twentieth of the target. */
const MATERIAL = 0.05;

export function material(amount: number, target: number): boolean {
  return Math.abs(amount) >= MATERIAL * target;
}
