/** Members who did nothing that counts: invited, registered, opened, but not there. */
import { startOf } from './calendar.ts';
import type { Truth } from './company.ts';
import type { Programme } from './programmes.ts';
import { Stream } from './random.ts';
import { hasInvitations } from './record-statuses.ts';
import { GO_LIVE, type RecordedCampaign } from './recorded.ts';

const MINUTE = 60_000;
/** Of the mean engagements of a programme, at least and at most. */
const ROWS = [0.9, 1.4] as const;
/** Most are sent to contacts whom the CRM has always known; the others may be new to it. */
const KNOWN_SHARE = 0.9;

/** First day after the programme went live on which a status is entered, and over how many days. */
const ENTERED: Readonly<Record<string, readonly [number, number]>> = {
  Invited: [-12, 5],
  Registered: [-8, 8],
  Accepted: [-8, 8],
  Declined: [-8, 8],
  'No Show': [1, 4],
  Attended: [3, 4],
  'Attended on demand': [3, 10],
  Opened: [0, 3],
  Unsubscribed: [0, 3],
};

export interface Invitation {
  readonly campaign: RecordedCampaign;
  readonly status: string;
  readonly person: number;
  readonly at: number;
  readonly id: string;
}

/** Known persons and all persons of the company's accounts, to choose from. */
interface Crowd {
  readonly known: readonly number[];
  /** Somebody of the same account as this person. */
  readonly colleague: (person: number, u: number) => number;
}

/** How many there are is drawn from the programme alone, so that no cause moves them. */
export function* invitations(
  truth: Truth,
  campaigns: ReadonlyMap<Programme, RecordedCampaign>,
  crowd: Crowd,
): Iterable<Invitation> {
  const draw = new Stream(truth.seed, 'invitation');
  const taken = new Map<Programme, Set<number>>();
  for (const { programme, person } of truth.engagements) {
    if (!hasInvitations(programme.kind)) continue;
    const set = taken.get(programme);
    if (set) set.add(person);
    else taken.set(programme, new Set([person]));
  }
  for (const [programme, campaign] of campaigns) {
    const { key, kind, liveDay } = programme;
    if (!hasInvitations(kind) || programme.cancelled || liveDay < 0) continue;
    const labels = campaign.statuses.filter((status) => !status.counts);
    const rows = Math.round(programme.mean * (ROWS[0] + (ROWS[1] - ROWS[0]) * draw.u(key, -1)));
    const set = taken.get(programme) ?? new Set<number>();
    for (let i = 0; i < rows; i += 1) {
      const u = draw.u(key, i * 4);
      const one = crowd.known[Math.floor(u * crowd.known.length)] ?? -1;
      const v = draw.u(key, i * 4 + 1);
      const person =
        v < KNOWN_SHARE ? one : crowd.colleague(one, (v - KNOWN_SHARE) / (1 - KNOWN_SHARE));
      if (one < 0 || set.has(person)) continue;
      set.add(person);
      const w = draw.u(key, i * 4 + 2) * labels.length;
      const status = labels[Math.floor(w)]?.label ?? '';
      const [first, days] = ENTERED[status] ?? [0, 1];
      const seconds = Math.floor((w % 1) * days * 36_000);
      const day = liveDay + first + Math.floor(seconds / 36_000);
      const entered = startOf(day) + 480 * MINUTE + (seconds % 36_000) * 1000;
      const at = Math.max(entered, GO_LIVE, campaign.recordedAt);
      yield { campaign, status, person, at, id: `N-${programme.id.slice(2)}-${i + 1}` };
    }
  }
}
