/** Causes between the hand-off and the meeting. */
import { cause, decoy, fallen, line, ON, volume, within } from './cause.ts';

const followUp = (campaign_types?: readonly string[]) =>
  line({
    factors: ['follow_up'],
    owners: ['sales'],
    step: 'engagement_to_meeting',
    ...(campaign_types ? { campaign_types } : {}),
  });

const SKIPPED = ['trade_event', 'field_dinner'] as const;

export const FOLLOWUP_SLOW = cause({
  id: 'FOLLOWUP_SLOW',
  number: 8,
  title: 'Hand-offs waited four working days longer',
  parts: [
    {
      line: followUp(),
      wrap: (world, { intensity }) => ({
        ...world,
        extraWait: (kind, week) =>
          world.extraWait(kind, week) + (within(week, -20) ? 4 * intensity : 0),
      }),
    },
  ],
  origin: { of: 'engagement', from_week: -20, to_week: 12 },
  decoys: [decoy('the quality of the leads', { factors: ['quality'], owners: ['marketing'] })],
  most: 4,
});

export const FOLLOWUP_SKIPPED = cause({
  id: 'FOLLOWUP_SKIPPED',
  number: 9,
  title: 'Three of ten hand-offs from events were never contacted',
  parts: [
    {
      line: followUp(SKIPPED),
      wrap: (world, { intensity }) => ({
        ...world,
        contactChance: (kind, week) =>
          world.contactChance(kind, week) *
          (SKIPPED.some((own) => own === kind) && within(week, -24) ? fallen(0.3, intensity) : 1),
      }),
    },
  ],
  origin: { of: 'engagement', from_week: -24, to_week: 12 },
  decoys: [decoy('the list of the event', { factors: ['quality'], owners: ['marketing'] })],
  most: 3.3,
});

export const SDR_LEFT = cause({
  id: 'SDR_LEFT',
  number: 10,
  title: 'Four of ten SDRs left, and the queue grew',
  parts: [
    {
      line: followUp(),
      wrap: (world, { intensity, size }) => {
        const left = Math.min(size.sdrs - 1, Math.max(1, Math.round(0.4 * intensity * size.sdrs)));
        return {
          ...world,
          sdrActive: (slot, week) =>
            world.sdrActive(slot, week) && !(slot < left && within(week, -16)),
        };
      },
    },
  ],
  origin: { of: 'engagement', from_week: -16, to_week: 12 },
  decoys: [
    decoy("marketing's volume, which is unchanged", { factors: ['volume'], owners: ['marketing'] }),
  ],
  most: 2.25,
});

/** SDRs can take on so many times their usual hand-offs where the flood is to leave no queue. */
const RELIEF = 20;

export const VOLUME_FLOODS_QUEUE = cause({
  id: 'VOLUME_FLOODS_QUEUE',
  number: 11,
  title: 'Webinars brought far more people than the same SDRs could call',
  parts: [
    {
      line: line({
        factors: ['volume'],
        owners: ['both', 'marketing'],
        step: 'engagement',
        campaign_types: ['webinar'],
      }),
      wrap: (world, how) => ({
        ...volume(['webinar'], [-18, ON], (x) => 1 + 1.5 * x)(world, how),
        sdrCapacity: (week) => world.sdrCapacity(week) * (within(week, -18) ? RELIEF : 1),
      }),
    },
    {
      line: line({
        factors: ['follow_up'],
        owners: ['both', 'sales'],
        step: 'engagement_to_meeting',
      }),
      // Alone it does nothing; on top of the volume it takes the relief away.
      wrap: (world) => ({
        ...world,
        sdrCapacity: (week) => Math.min(world.sdrCapacity(week), 1),
      }),
    },
  ],
  origin: { of: 'engagement', from_week: -18, to_week: 12 },
  decoys: [decoy("the SDRs' effort alone")],
  most: 2,
});

export const NO_SHOW = cause({
  id: 'NO_SHOW',
  number: 23,
  title: 'Many more booked meetings did not take place',
  parts: [
    {
      line: line({
        factors: ['conversion'],
        owners: ['both'],
        step: 'engagement_to_meeting',
      }),
      wrap: (world, { intensity }) => ({
        ...world,
        noShow: (week) =>
          within(week, -18)
            ? Math.min(0.95, world.noShow(week) + 0.23 * intensity)
            : world.noShow(week),
      }),
    },
  ],
  origin: { of: 'engagement', from_week: -18, to_week: 12 },
  decoys: [
    decoy('the quality of the engagements', { factors: ['quality'], owners: ['marketing'] }),
  ],
  most: 3.4,
});
