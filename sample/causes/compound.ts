/** Several causes at once, and none. */
import { cause, decoy, fallen, line, ON, within } from './cause.ts';
import { VOLUME_UP } from './demand.ts';

export const NOTHING = cause({
  id: 'NOTHING',
  number: 40,
  title: 'Nothing in particular happened',
  origin: { of: 'close', from_week: 0, to_week: 12 },
  decoys: [decoy('anybody', { owners: ['marketing', 'sales', 'both', 'market', 'data'] })],
  most: 1,
});

export const OFFSETTING = cause({
  id: 'OFFSETTING',
  number: 41,
  title: 'More engagements, and a lower win rate that eats them up',
  parts: [
    {
      line: line({ factors: ['volume'], owners: ['marketing'], step: 'engagement' }),
      wrap: VOLUME_UP,
    },
    {
      line: line({ factors: ['conversion'], owners: ['sales'], step: 'opportunity_to_won' }),
      wrap: (world, { intensity }) => ({
        ...world,
        winFactor: (deal, week) =>
          world.winFactor(deal, week) *
          (within(deal.openedWeek, -30) ? fallen(0.18, intensity, 0.05) : 1),
      }),
    },
  ],
  origin: { of: 'engagement', from_week: -34, to_week: 12 },
  decoys: [decoy('silence, because the gap is near zero')],
  most: 5,
});

const compound = (
  id: string,
  number: number,
  more: { title: string; of: readonly string[]; decoys?: ReturnType<typeof decoy>[] },
) =>
  cause({
    id,
    number,
    ...more,
    origin: { of: 'engagement', from_week: -ON, to_week: 12 },
    most: 1,
  });

export const COMPOUNDS = [
  compound('COMPOUND_A', 42, {
    title: 'Fewer engagements, slow follow-up and discounts',
    of: ['LEADS_DOWN_2Q', 'FOLLOWUP_SLOW', 'DISCOUNTING'],
  }),
  compound('COMPOUND_B', 43, {
    title: 'Late events, one weak team and late updates',
    of: ['CAMPAIGN_SLIP_6W', 'WINRATE_TEAM', 'LATE_UPDATES'],
  }),
  compound('TOO_LATE', 44, {
    title: 'Fewer engagements two quarters ago, found two weeks before the quarter',
    of: ['LEADS_DOWN_2Q'],
    decoys: [decoy('promises of events and webinars that land too late')],
  }),
  compound('TEAM_BLAMES', 45, {
    title: 'Slow follow-up, and each team blames the other',
    of: ['FOLLOWUP_SLOW'],
    decoys: [decoy('the quality of the leads', { factors: ['quality'], owners: ['marketing'] })],
  }),
];
