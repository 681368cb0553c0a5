/** Entries folded by what they are about, and the view of them at an earlier moment. */

import type { Entry } from './entry.ts';

export interface State {
  /** Of the newest entry in it. */
  readonly seq: number;
  readonly hash: string;
  /** Subject → its entries, oldest first. */
  readonly about: ReadonlyMap<string, readonly Entry[]>;
  readonly said: readonly Entry[];
}

export const EMPTY: State = { seq: 0, hash: '', about: new Map(), said: [] };

/**
 * The state after more entries: the same whether they come at once or in pieces.
 * @throws Error when they do not follow on: that would be a fault of ours
 */
export function fold(state: State, entries: readonly Entry[]): State {
  const first = entries[0];
  const last = entries.at(-1);
  if (!first || !last) return state;
  if (first.seq !== state.seq + 1) {
    throw new Error(`ledger: entry ${first.seq} does not follow on ${state.seq}`);
  }
  const more = Map.groupBy(entries, (entry) => entry.subject);
  const about = new Map(state.about);
  for (const [subject, added] of more)
    about.set(subject, [...(about.get(subject) ?? []), ...added]);
  return { seq: last.seq, hash: last.hash, about, said: [...state.said, ...entries] };
}

/** What was known at a moment. */
export interface Knowledge {
  /** Seq of the newest entry that was known. */
  readonly seq: number;
  /** Entries about a subject, oldest first. */
  about(subject: string): readonly Entry[];
  /** Subjects of a kind that had been spoken of: `campaign/` gives every campaign. */
  subjects(prefix: string): string[];
  /** Every entry, oldest first. */
  all(): readonly Entry[];
}

/**
 * Entries say their moments in order, so what was known at one is a beginning of them.
 * @param knownBefore instant, UTC; what was said at it or later is not known
 */
export function knownAt(state: State, knownBefore: string): Knowledge {
  const moment = knownBefore.replace(/Z$/, '');
  const count = firstWhere(state.said, (entry) => entry.said_at.slice(0, -1) >= moment);
  const about = (subject: string): readonly Entry[] => {
    const entries = state.about.get(subject) ?? [];
    return entries.slice(
      0,
      firstWhere(entries, (entry) => entry.seq > count),
    );
  };
  return {
    seq: count,
    about,
    subjects: (prefix) =>
      [...state.about]
        .filter(([subject, [first]]) => subject.startsWith(prefix) && (first?.seq ?? 0) <= count)
        .map(([subject]) => subject),
    all: () => state.said.slice(0, count),
  };
}

/** Index of the first item for which a condition that stays true holds; the length if for none. */
function firstWhere<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(items[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}
