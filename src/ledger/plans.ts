/** What was planned, as known at a moment: the revenue plan, campaigns, assumptions, events, actions. */

import { heldOn, type Version, versionsOf, waiting } from './agreement.ts';
import type { Action, Assumption, CampaignPlan, MarketEvent, RevenuePlan } from './entries.ts';
import type { Entry } from './entry.ts';
import type { Knowledge } from './state.ts';

type DayOf = (instant: string) => string;

export interface Agreed<Body> {
  readonly versions: readonly Version<Body>[];
  /** What holds, or else what is proposed; null where nothing was ever proposed. */
  readonly current: Version<Body> | null;
  readonly isSigned: boolean;
  /** The proposal that waits for a signature. */
  readonly waiting: Version<Body> | null;
}

/** What is agreed about a subject on a day. Where nobody signed, the newest proposal stands in. */
function agreed<Body extends { effective_from?: string | null }>(
  known: Knowledge,
  subject: string,
  { day, dayOf }: { day: string; dayOf: DayOf },
): Agreed<Body> {
  const versions = versionsOf<Body>(known.about(subject), dayOf);
  const held = heldOn(versions, day);
  return {
    versions,
    current: held ?? versions.at(-1) ?? null,
    isSigned: held !== null,
    waiting: waiting(versions),
  };
}

export const PLAN = 'plan';

export function revenuePlanOf(known: Knowledge, on: { day: string; dayOf: DayOf }) {
  return agreed<RevenuePlan>(known, PLAN, on);
}

export interface Campaign extends Agreed<CampaignPlan> {
  readonly id: string;
  /** Newest dates, volumes and costs told since the plan, oldest first. */
  readonly moves: readonly {
    readonly seq: number;
    readonly said_at: string;
    readonly who: Entry['who'];
    readonly reason: string | null;
    readonly body: CampaignPlan;
  }[];
}

export function campaignSubject(id: string): string {
  return `campaign/${id}`;
}

export function campaignsOf(known: Knowledge, on: { day: string; dayOf: DayOf }): Campaign[] {
  return known.subjects('campaign/').map((subject) => ({
    id: subject.slice('campaign/'.length),
    ...agreed<CampaignPlan & { effective_from?: null }>(known, subject, on),
    moves: known
      .about(subject)
      .filter(({ kind }) => kind === 'move-campaign')
      .map(({ seq, said_at, who, reason, body }) => ({
        seq,
        said_at,
        who,
        reason,
        body: body as CampaignPlan,
      })),
  }));
}

/** The newest entry about each subject of a kind, with what it says. */
export interface Told<Body> {
  readonly id: string;
  readonly body: Body;
  readonly entry: Entry;
}

function newest<Body>(known: Knowledge, prefix: string): Told<Body>[] {
  return known.subjects(prefix).map((subject) => {
    const entry = known.newest(subject) as Entry;
    return { id: subject.slice(prefix.length), body: entry.body as Body, entry };
  });
}

export function assumptionsOf(known: Knowledge): Told<Assumption>[] {
  return newest<Assumption>(known, 'assumption/');
}

export function eventsOf(known: Knowledge): Told<MarketEvent>[] {
  return newest<MarketEvent>(known, 'event/').sort((a, b) => (a.body.date < b.body.date ? -1 : 1));
}

export function actionsOf(known: Knowledge): Told<Action>[] {
  return newest<Action>(known, 'action/');
}

export interface Change {
  /** `2026-Q3 mid: bookings`. */
  readonly line: string;
  readonly was: string | number | null;
  readonly is: string | number | null;
}

/** Line by line, what differs between two plans. */
export function planChanges(was: RevenuePlan, is: RevenuePlan): Change[] {
  const named = ({ rows }: RevenuePlan) =>
    new Map(
      rows.map((row) => [`${row.quarter}${row.segment ? ` ${row.segment}` : ''}`, row.bookings]),
    );
  return differences(named(was), named(is));
}

export function campaignChanges(was: CampaignPlan, is: CampaignPlan): Change[] {
  return differences(new Map(Object.entries(was)), new Map(Object.entries(is)));
}

function differences(
  was: ReadonlyMap<string, string | number | null>,
  is: ReadonlyMap<string, string | number | null>,
): Change[] {
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((line) => ({ line, was: was.get(line) ?? null, is: is.get(line) ?? null }))
    .filter((change) => change.was !== change.is);
}
