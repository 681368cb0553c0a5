/** What could still be done for the target quarter from a week on, and what it would bring. */
import { dateOf } from './calendar.ts';
import { WEEK_0, type Wrap } from './causes/cause.ts';
import { KINDS, type KindName } from './kinds.ts';
import type { Scenario } from './scenario.ts';
import type { TrueScenario } from './truth-file.ts';

const WEEKS = [-8, -2, 0, 4, 6, 8] as const;
const LAST_WEEK = 12;
const MORE = 1.5;
const MORE_HANDS = 3;

interface Action {
  readonly name: string;
  /** Weeks from the decision to the first day in market. */
  readonly prepare: number;
  readonly wrap: (fromWeek: number) => Wrap;
}

const half = (kind: KindName): Action => ({
  name: kind,
  prepare: KINDS.find((own) => own.name === kind)?.phases.reduce((a, b) => a + b, 0) ?? 0,
  wrap: (fromWeek) => (world) => ({
    ...world,
    engagement: (own, week, audience) =>
      world.engagement(own, week, audience) * (own === kind && week >= fromWeek ? MORE : 1),
  }),
});

const ACTIONS: readonly Action[] = [
  half('trade_event'),
  half('webinar'),
  half('customer_add_on'),
  {
    name: 'follow_up',
    prepare: 0,
    wrap: (fromWeek) => (world) => ({
      ...world,
      extraWait: (kind, week) => (week >= fromWeek ? 0 : world.extraWait(kind, week)),
      contactChance: (kind, week) => (week >= fromWeek ? 1 : world.contactChance(kind, week)),
      sdrCapacity: (week) => world.sdrCapacity(week) * (week >= fromWeek ? MORE_HANDS : 1),
    }),
  },
];

/**
 * Half as many engagements again of a kind, or every hand-off worked at once, from a week on: the
 * run with the action minus the run without it. An action that is not in market before the quarter
 * ends brings nothing, and is not run.
 */
export function recoverableOf(
  scenario: Scenario,
  onProgress: (message: string) => void,
): TrueScenario['recoverable'] {
  const found: TrueScenario['recoverable'][number][] = [];
  const without = scenario.with().total;
  for (const { name, prepare, wrap } of ACTIONS)
    for (const week of WEEKS) {
      const market = week + prepare;
      let amount = 0;
      if (market <= LAST_WEEK) {
        onProgress(`What ${name} from week ${week} on would still bring`);
        amount = scenario.bookings(wrap(WEEK_0 + market)) - without;
      }
      found.push({
        action: name,
        from_week: week,
        from: dateOf((WEEK_0 + week) * 7),
        amount: { amount, currency: 'USD' },
      });
    }
  return found;
}
