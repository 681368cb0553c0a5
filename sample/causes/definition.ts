/** Causes in what counts as an accepted opportunity. */
import { WEAK_WIN, type World } from '../world.ts';
import { cause, decoy, type How, line, within } from './cause.ts';

/** Weak opportunities for each accepted one, at intensity 1. */
const EXTRA = 0.4;
const ACCEPTED = 0.45;

/** Share of the meetings that are not accepted that become weak opportunities all the same. */
const weakShare = (extra: number) => Math.min(0.98, (extra * ACCEPTED) / (1 - ACCEPTED));

/** Weak opportunities win like any other: what the count alone would be worth. */
function asGood(world: World): World {
  return {
    ...world,
    winFactor: (deal, week) => world.winFactor(deal, week) / (deal.weak ? WEAK_WIN : 1),
  };
}

const counted = line({
  factors: ['definition', 'volume', 'conversion'],
  owners: ['both'],
  step: 'meeting_to_opportunity',
});
const weaker = line({
  factors: ['definition', 'quality', 'conversion'],
  owners: ['both'],
  step: 'opportunity_to_won',
});

export const DEFINITION_LOOSE = cause({
  id: 'DEFINITION_LOOSE',
  number: 21,
  title: 'The criterion of an accepted opportunity was loosened',
  parts: [
    {
      line: counted,
      wrap: (world, { intensity }) =>
        asGood({
          ...world,
          weakRate: (week) => (within(week, -22) ? weakShare(EXTRA * intensity) : 0),
        }),
    },
    {
      line: weaker,
      // Alone it does nothing: there are no weak opportunities.
      wrap: (world) => ({
        ...world,
        winFactor: (deal, week) => world.winFactor(deal, week) * (deal.weak ? WEAK_WIN : 1),
      }),
    },
  ],
  origin: { of: 'opportunity', from_week: -22, to_week: 12 },
  decoys: [
    decoy("sales' win rate", { factors: ['conversion'], owners: ['sales'] }),
    decoy('praise for more opportunities', { factors: ['volume'], owners: ['marketing'] }),
  ],
  events: [{ week: -22, text: 'Criterion of the accepted opportunity loosened' }],
  most: 3,
});

/** The loose criterion held until week -20. */
const looseBefore = (world: World, { intensity }: How): World => ({
  ...world,
  weakRate: () => weakShare(EXTRA * intensity),
});

export const DEFINITION_TIGHT = cause({
  id: 'DEFINITION_TIGHT',
  number: 22,
  title: 'The criterion of an accepted opportunity was tightened',
  setting: looseBefore,
  parts: [
    {
      line: counted,
      wrap: (world) => ({
        ...world,
        weakRate: (week) => (within(week, -20) ? 0 : world.weakRate(week)),
      }),
    },
  ],
  origin: { of: 'opportunity', from_week: -20, to_week: 12 },
  decoys: [decoy("marketing's volume", { factors: ['volume'], owners: ['marketing'] })],
  events: [{ week: -20, text: 'Criterion of the accepted opportunity tightened' }],
  most: 3,
});
