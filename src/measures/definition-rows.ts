/** Rows of the measures that compare two definitions of the accepted opportunity. */

import type { AgeCounts } from './rows.ts';

export type SideName = 'old' | 'new';

/** What was accepted in a period under one definition. Money in minor units of the company currency. */
export interface DefinitionCounts {
  readonly side: SideName;
  /** Of one segment (null: not recorded); otherwise of all. */
  readonly is_segment: boolean;
  readonly segment: string | null;
  readonly opportunities: number;
  readonly amount: number;
  readonly unknown_amounts: number;
  readonly won: number;
  readonly lost: number;
}

export interface DefinitionAge extends AgeCounts {
  readonly side: SideName;
}

/** How many of the opportunities lack each field. */
export type DefinitionBlanks = Readonly<Record<string, number>>;

/** An opportunity under two definitions. */
export interface DefinitionRow {
  readonly id: string;
  readonly name: string | null;
  readonly account: string | null;
  readonly owner: string | null;
  readonly segment: string | null;
  readonly outcome: string;
  readonly amount: number | null;
  /** Day on which it first met each; null: it never did. */
  readonly old_on: string | null;
  readonly new_on: string | null;
  /** How it stood on that day, or stands now. */
  readonly proof_on: string | null;
  readonly proof_stage: string | null;
  readonly proof_amount: number | null;
  readonly proof_close_on: string | null;
  readonly proof_contact_roles: number | null;
  readonly proof_primary_contact: boolean | null;
  readonly proof_met_on: string | null;
  /** Parts of the new rule that it lacks in the end, as `0,2,`; null where it met the rule. */
  readonly lacks: string | null;
}

export interface DefinitionValue {
  readonly field: string;
  readonly value: string;
  readonly opportunities: number;
}

export interface StagePair {
  readonly earlier: string;
  readonly later: string | null;
  readonly opportunities: number;
}

/**
 * Stages in the order in which most opportunities enter them: one comes before those that more
 * opportunities entered after it than before it.
 */
export function stageOrder(pairs: readonly StagePair[]): string[] {
  const stages = [...new Set(pairs.map(({ earlier }) => earlier))];
  const times = (a: string, b: string) =>
    pairs.find(({ earlier, later }) => earlier === a && later === b)?.opportunities ?? 0;
  const before = (stage: string) =>
    stages.reduce((sum, other) => sum + Math.sign(times(stage, other) - times(other, stage)), 0);
  const score = new Map(stages.map((stage) => [stage, before(stage)]));
  return stages.toSorted((a, b) => (score.get(b) ?? 0) - (score.get(a) ?? 0) || (a < b ? -1 : 1));
}
