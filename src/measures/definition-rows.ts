/** Rows of the measures that compare two definitions of the accepted opportunity. */

import type { AgeCounts } from './rows.ts';

type SideName = 'old' | 'new';

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

export interface StageOrder {
  readonly stages: readonly string[];
  /** Two neighbours that as many opportunities entered in this order as in the other, or none both. */
  readonly unsure: readonly [string, string] | null;
}

/**
 * Stages in the order in which most opportunities enter them: one comes before those that more
 * opportunities entered after it than before it.
 */
export function stageOrder(pairs: readonly StagePair[]): StageOrder {
  const counts = new Map(
    pairs.map(({ earlier, later, opportunities }) => [key(earlier, later), opportunities]),
  );
  const lead = (a: string, b: string) =>
    Math.sign((counts.get(key(a, b)) ?? 0) - (counts.get(key(b, a)) ?? 0));
  const names = [...new Set(pairs.map(({ earlier }) => earlier))];
  const score = new Map(
    names.map((a) => [a, names.reduce((sum, b) => sum + (a === b ? 0 : lead(a, b)), 0)]),
  );
  const stages = names.toSorted(
    (a, b) => (score.get(b) ?? 0) - (score.get(a) ?? 0) || (a < b ? -1 : 1),
  );
  const place = stages.findIndex((stage, at) => at > 0 && lead(stages[at - 1] ?? '', stage) <= 0);
  return {
    stages,
    unsure: place === -1 ? null : [stages[place - 1] as string, stages[place] as string],
  };
}

function key(earlier: string, later: string | null): string {
  return JSON.stringify([earlier, later]);
}
