/** Causes in the record: nothing happened in the company, the CRM says otherwise. */
import type { Recording, World } from '../world.ts';
import { cause, decoy, type How, line, WEEK_0, within } from './cause.ts';

/** Another way of recording. */
function recording(
  change: (normal: Recording, how: How) => Partial<Recording>,
): (world: World, how: How) => World {
  return (world, how) => ({
    ...world,
    recording: { ...world.recording, ...change(world.recording, how) },
  });
}

const dataLine = line({ leg: 'data', factors: ['recording'], owners: ['data'], step: null });
const people = [
  decoy('sales', { owners: ['sales'] }),
  decoy('marketing', { owners: ['marketing'] }),
];

export const LATE_UPDATES = cause({
  id: 'LATE_UPDATES',
  number: 34,
  title: 'Wins of the last weeks were entered three weeks late',
  acts: 'record',
  record: recording((normal, { intensity }) => ({
    lateWins: (week, team) =>
      within(week, 9, 12) ? [Math.min(1, 0.45 * intensity), 21] : normal.lateWins(week, team),
  })),
  lines: [dataLine],
  origin: { of: 'close', from_week: 9, to_week: 12 },
  decoys: people,
  most: 2.2,
});

export const ZOMBIES = cause({
  id: 'ZOMBIES',
  number: 35,
  title: 'Most losses are no longer recorded',
  acts: 'record',
  record: recording((normal, { intensity }) => ({
    lossNeverShare: (week) =>
      within(week, -26)
        ? Math.min(0.97, normal.lossNeverShare(week) + 0.48 * intensity)
        : normal.lossNeverShare(week),
  })),
  lines: [dataLine],
  origin: { of: 'close', from_week: -26, to_week: 12 },
  decoys: [
    decoy('speed', { factors: ['speed'] }),
    decoy('the win rate', { factors: ['conversion'], owners: ['sales'] }),
  ],
  most: 1.75,
});

export const MIGRATION = cause({
  id: 'MIGRATION',
  number: 36,
  title: 'An import gave all stages of the open deals one date',
  acts: 'record',
  record: recording((_normal, { intensity }) => ({
    migration: { day: (WEEK_0 - 10) * 7, share: Math.min(1, intensity) },
  })),
  lines: [dataLine],
  origin: { of: 'close', from_week: -10, to_week: -10 },
  decoys: [decoy('speed', { factors: ['speed'] })],
  events: [{ week: -10, text: 'CRM migrated' }],
  most: 1,
});

export const DUPLICATES = cause({
  id: 'DUPLICATES',
  number: 37,
  title: 'A quarter of the leads is entered twice',
  acts: 'record',
  record: recording((normal, { intensity }) => ({
    doubledShare: (week) =>
      within(week, -20) ? Math.min(1, 0.25 * intensity) : normal.doubledShare(week),
  })),
  lines: [dataLine],
  origin: { of: 'engagement', from_week: -20, to_week: 12 },
  decoys: [decoy('the quality of the leads', { factors: ['quality'], owners: ['marketing'] })],
  most: 4,
});

export const BACKDATED = cause({
  id: 'BACKDATED',
  number: 38,
  title: 'One team enters opportunities on the day on which they are won',
  acts: 'record',
  record: recording((normal, { intensity }) => ({
    sameDayShare: (week, team) =>
      team === 2 && within(week, -16)
        ? Math.min(1, 0.3 * intensity)
        : normal.sameDayShare(week, team),
  })),
  lines: [dataLine],
  origin: { of: 'opportunity', from_week: -16, to_week: 12 },
  decoys: [
    decoy('sales got faster', { factors: ['speed'] }),
    decoy('volume', { factors: ['volume'] }),
  ],
  most: 3.3,
});
