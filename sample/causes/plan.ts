/** Causes in the plan: nothing happened in the company, the plan was wrong from the start. */
import { monthOf } from '../calendar.ts';
import { TARGETS } from '../constants.ts';
import { cause, decoy, line } from './cause.ts';

const AUGUST_SEASON = 0.7;
/** Share of the losses that the CRM knows of: what a planner divides by. */
const LOSSES_RECORDED = 0.88;

export const SEASON_NOT_PLANNED = cause({
  id: 'SEASON_NOT_PLANNED',
  number: 25,
  title: 'The plan was drawn flat across August',
  acts: 'plan',
  plan: (plan, { intensity }) => ({
    ...plan,
    volume: (kind, week) =>
      plan.volume(kind, week) *
      (monthOf(week * 7 + 3) === 8 ? 1 + (1 / AUGUST_SEASON - 1) * intensity : 1),
  }),
  lines: [
    line({
      leg: 'assumptions',
      factors: ['season', 'volume'],
      owners: ['both'],
      step: 'engagement',
    }),
  ],
  origin: { of: 'plan', from_week: -39, to_week: -39 },
  decoys: [decoy("marketing's volume of August", { factors: ['volume'], owners: ['marketing'] })],
  most: 6,
});

export const PLAN_GAP = cause({
  id: 'PLAN_GAP',
  number: 26,
  title: 'The target was higher than what the plan’s own assumptions give',
  acts: 'plan',
  target: (plan, { intensity }) => Math.round(plan * (1 + 0.18 * intensity)),
  lines: [line({ leg: 'plan_gap', factors: ['plan_gap'], owners: ['both'], step: null })],
  origin: { of: 'plan', from_week: -39, to_week: -39 },
  decoys: [decoy('everybody else', { owners: ['marketing', 'sales', 'market'] })],
  most: 10,
});

export const PLAN_WON_OVER_CLOSED = cause({
  id: 'PLAN_WON_OVER_CLOSED',
  number: 27,
  title: 'The planner took won ÷ closed for the win rate',
  acts: 'plan',
  plan: (plan, { intensity }) => ({
    ...plan,
    winRate: [0, 1, 2].map((segment) => {
      const won = TARGETS.won[segment] ?? 0;
      const closed = won + (TARGETS.lost[segment] ?? 0) * LOSSES_RECORDED;
      return (plan.winRate[segment] ?? 1) * (1 + (1 / closed - 1) * intensity);
    }),
  }),
  lines: [
    line({
      leg: 'assumptions',
      factors: ['conversion'],
      owners: ['both'],
      step: 'opportunity_to_won',
    }),
  ],
  origin: { of: 'plan', from_week: -39, to_week: -39 },
  decoys: [decoy("sales' win rate", { factors: ['conversion'], owners: ['sales'] })],
  most: 6,
});
