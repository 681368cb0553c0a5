/** All that is known of one scenario once it was asked: what the scores are worked out from. */

import type { TrueScenario } from '../../sample/truth-file.ts';
import type { Asked, ClaimsAnswer, HealthAnswer, MissAnswer, Part } from './answers.ts';
import type { Scenario } from './scenario.ts';

/** The days of the question; `early` only for what must be found before the quarter begins. */
export const DATES = ['early', 'week_6', 'last_day', 'after'] as const;
export type DateName = (typeof DATES)[number];

export const BASELINES = ['saturated', 'price_volume_mix', 'dashboard', 'largest_change'] as const;
export type BaselineName = (typeof BASELINES)[number];

export interface Week {
  readonly as_of: string;
  /** The lines that it flags, chance left out. */
  readonly flagged: Asked<readonly Part[]>;
}

export interface Examined {
  readonly scenario: Scenario;
  readonly truth: TrueScenario;
  readonly miss: Readonly<Partial<Record<DateName, Asked<MissAnswer>>>>;
  readonly claims: Asked<ClaimsAnswer>;
  readonly health: Asked<HealthAnswer>;
  /** Week by week up to the first at which each cause was flagged; null: not asked for. */
  readonly weekly: readonly Week[] | null;
  readonly baselines: Readonly<Record<BaselineName, Asked<readonly Part[]>>>;
  /** Median weeks from opening to winning, as recorded. */
  readonly median_win_weeks: number | null;
  /** Steps of the set-up that the product refused, such as an unknown set-plan. */
  readonly refused_setup: readonly string[];
}
