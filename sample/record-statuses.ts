/** Member statuses: each campaign has its own, and the same word counts in one and not in another. */
import type { Engagement } from './events.ts';
import type { Kind, KindName } from './kinds.ts';
import type { Programme } from './programmes.ts';
import { Stream } from './random.ts';
import type { RecordedStatus } from './recorded.ts';

interface Scheme {
  readonly share: number;
  /** In their order; a status that counts has a star. */
  readonly labels: readonly string[];
}

/** The first scheme of a kind is the rule of the type; the others are campaigns set up otherwise. */
const SCHEMES: Partial<Readonly<Record<KindName, readonly Scheme[]>>> = {
  webinar: [
    { share: 0.6, labels: ['Invited', 'Registered', 'No Show', '*Attended'] },
    {
      share: 0.25,
      labels: ['Invited', 'Registered', 'No Show', '*Attended', '*Attended on demand'],
    },
    { share: 0.15, labels: ['Invited', 'Registered', '*Attended', 'Attended on demand'] },
  ],
  trade_event: [
    { share: 0.55, labels: ['Invited', 'Registered', 'No Show', '*Attended'] },
    { share: 0.3, labels: ['Invited', 'Registered', 'Attended', '*Visited booth'] },
    { share: 0.15, labels: ['Invited', 'Registered', '*Attended', '*Visited booth'] },
  ],
  field_dinner: [
    { share: 0.7, labels: ['Invited', 'Accepted', 'No Show', '*Attended'] },
    { share: 0.3, labels: ['Invited', 'Declined', 'No Show', '*Attended'] },
  ],
  nurture_mail: [
    { share: 0.8, labels: ['Sent', 'Opened', '*Clicked'] },
    { share: 0.2, labels: ['Sent', 'Opened', 'Unsubscribed', '*Clicked'] },
  ],
  syndicated_list: [{ share: 1, labels: ['Sent', 'Opened', '*Downloaded'] }],
};

const built = new Map<Kind, readonly (readonly RecordedStatus[])[]>();

function schemesOf(kind: Kind): readonly (readonly RecordedStatus[])[] {
  const known = built.get(kind);
  if (known) return known;
  const schemes = SCHEMES[kind.name] ?? [{ share: 1, labels: ['Sent', `*${kind.status}`] }];
  const made = schemes.map(({ labels }) =>
    labels.map((label) => ({ label: label.replace('*', ''), counts: label.startsWith('*') })),
  );
  built.set(kind, made);
  return made;
}

/** The statuses of most campaigns of a kind. */
export function usualStatuses(kind: Kind): readonly RecordedStatus[] {
  return schemesOf(kind)[0] ?? [];
}

/** Whether members of the campaigns of this kind are entered who do nothing. */
export function hasInvitations(kind: Kind): boolean {
  return SCHEMES[kind.name] !== undefined;
}

let stream = { seed: -1, draw: new Stream(0, 'member statuses') };

export function statusesOf(seed: number, { kind, key }: Programme): readonly RecordedStatus[] {
  if (stream.seed !== seed) stream = { seed, draw: new Stream(seed, 'member statuses') };
  let u = stream.draw.u(key);
  const schemes = schemesOf(kind);
  const which = SCHEMES[kind.name]?.findIndex(({ share }) => {
    u -= share;
    return u < 0;
  });
  return schemes[which ?? 0] ?? schemes[0] ?? [];
}

/** The status of somebody who did respond; where two count, the second is that of latecomers. */
export function engagedStatus(engagement: Engagement, statuses: readonly RecordedStatus[]): string {
  const late = engagement.day > engagement.programme.liveDay + 1;
  let found = '';
  for (const { label, counts } of statuses) {
    if (!counts) continue;
    if (found !== '') return late ? label : found;
    found = label;
  }
  return found;
}
