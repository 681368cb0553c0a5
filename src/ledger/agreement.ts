/**
 * What two heads agree on: somebody proposes a version, sales and marketing sign it, and it holds
 * from the day of the second signature, or later if it says so. A signature can be withdrawn; nothing
 * is ever taken out.
 */

import type { Author, Entry } from './entry.ts';

export const SIDES = ['sales', 'marketing'] as const;
export type Side = (typeof SIDES)[number];

export const SIGN = 'sign';

/** Decisions that propose a version; others about the same subject leave the agreement as it is. */
const PROPOSES: ReadonlySet<string> = new Set(['set-plan', 'plan-campaign', 'define']);

/** Body of a `sign` entry. */
export interface SignBody {
  /** Seq of the proposal. */
  readonly signs: number;
  readonly side: Side;
  readonly withdraws: boolean;
}

interface Signature {
  readonly side: Side;
  readonly who: Author;
  /** Instant, UTC. */
  readonly at: string;
  readonly withdrawn_at: string | null;
}

export interface Version<Body> {
  /** 1 for the first proposal, 2 for the next. */
  readonly number: number;
  readonly seq: number;
  readonly body: Body;
  readonly proposed_by: Author;
  readonly proposed_at: string;
  readonly reason: string | null;
  readonly signatures: readonly Signature[];
  /** First day on which it holds; null while a signature is missing. */
  readonly holds_from: string | null;
  /** First day on which it holds no more; null while it does. */
  readonly holds_until: string | null;
}

/** Proposals may say from which day on they shall hold. */
export interface Dated {
  readonly effective_from?: string | null | undefined;
}

/**
 * Every version that was proposed, with its signatures and the days on which it holds.
 * @param entries about one subject, oldest first: proposals, and signatures of them
 * @param dayOf the company's day of an instant
 */
export function versionsOf<Body extends Dated>(
  entries: readonly Entry[],
  dayOf: (instant: string) => string,
): Version<Body>[] {
  const proposals = entries.filter((entry) => PROPOSES.has(entry.kind));
  const versions = proposals.map((entry, index) => {
    const signatures = signaturesOf(entry, entries);
    const body = entry.body as Body;
    return {
      number: index + 1,
      seq: entry.seq,
      body,
      proposed_by: entry.who,
      proposed_at: entry.said_at,
      reason: entry.reason,
      signatures,
      ...daysOf(signatures, body.effective_from ?? null, dayOf),
    };
  });
  return versions.map((version) => ({ ...version, holds_until: endOf(version, versions) }));
}

/** The version that holds on a day, or null. */
export function heldOn<Body>(
  versions: readonly Version<Body>[],
  day: string,
): Version<Body> | null {
  const holding = versions.filter(
    ({ holds_from, holds_until }) =>
      holds_from !== null && holds_from <= day && (holds_until === null || day < holds_until),
  );
  return holding.at(-1) ?? null;
}

/** The newest that nobody has replaced: a proposal that waits for signatures, if there is one. */
export function waiting<Body>(versions: readonly Version<Body>[]): Version<Body> | null {
  const last = versions.at(-1);
  return last && last.holds_from === null ? last : null;
}

/** Each side signs a version once. After a withdrawal it takes a new proposal. */
function signaturesOf(proposal: Entry, entries: readonly Entry[]): Signature[] {
  const signatures = new Map<Side, Signature>();
  for (const entry of entries) {
    if (entry.kind !== SIGN) continue;
    const { signs, side, withdraws } = entry.body as SignBody;
    if (signs !== proposal.seq) continue;
    const earlier = signatures.get(side);
    if (!withdraws && !earlier) {
      signatures.set(side, { side, who: entry.who, at: entry.said_at, withdrawn_at: null });
    } else if (withdraws && earlier?.withdrawn_at === null) {
      signatures.set(side, { ...earlier, withdrawn_at: entry.said_at });
    }
  }
  return [...signatures.values()];
}

function daysOf(
  signatures: readonly Signature[],
  effectiveFrom: string | null,
  dayOf: (instant: string) => string,
): { holds_from: string | null; holds_until: string | null } {
  if (signatures.length < SIDES.length) return { holds_from: null, holds_until: null };
  const signed = signatures
    .map(({ at }) => dayOf(at))
    .toSorted()
    .at(-1) as string;
  const holds_from = effectiveFrom !== null && effectiveFrom > signed ? effectiveFrom : signed;
  const withdrawn = signatures.flatMap(({ withdrawn_at }) =>
    withdrawn_at ? [dayOf(withdrawn_at)] : [],
  );
  const until = withdrawn.toSorted()[0] ?? null;
  return until !== null && until <= holds_from
    ? { holds_from: null, holds_until: null }
    : { holds_from, holds_until: until };
}

/** A later version ends the earlier one on the day on which it begins to hold. */
function endOf<Body>(version: Version<Body>, versions: readonly Version<Body>[]): string | null {
  if (version.holds_from === null) return null;
  const from = version.holds_from;
  const ends = versions
    .filter(({ number, holds_from }) => number > version.number && (holds_from ?? '') >= from)
    .map(({ holds_from }) => holds_from as string);
  if (version.holds_until !== null) ends.push(version.holds_until);
  return ends.toSorted()[0] ?? null;
}
