/** Entries folded by what they are about, and the view of them at an earlier moment. */

import type { Entry } from './entry.ts';

/** The first entries of all, which need not be in memory. */
export interface Past {
  readonly count: number;
  /** @param index from 0 */
  at(index: number): Entry;
  subjects(): Iterable<string>;
  /** Indexes of the entries about a subject, in order. */
  placesOf(subject: string): readonly number[];
}

const NOTHING: Past = {
  count: 0,
  at: (index) => {
    throw new Error(`ledger: no entry ${index + 1}`);
  },
  subjects: () => [],
  placesOf: () => [],
};

export interface State {
  /** Of the newest entry in it. */
  readonly seq: number;
  readonly hash: string;
  readonly past: Past;
  /** Subject → its entries after the past, oldest first. */
  readonly about: ReadonlyMap<string, readonly Entry[]>;
  /** Every entry after the past. */
  readonly said: readonly Entry[];
}

export const EMPTY: State = { seq: 0, hash: '', past: NOTHING, about: new Map(), said: [] };

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
  const { past, said } = state;
  return { seq: last.seq, hash: last.hash, past, about, said: [...said, ...entries] };
}

/** What was known at a moment. */
export interface Knowledge {
  /** Seq of the newest entry that was known. */
  readonly seq: number;
  /** Hash of that entry, which stands for all before it; '' for none. */
  readonly hash: string;
  /** Entries about a subject, oldest first. */
  about(subject: string): readonly Entry[];
  /** The last of them, without reading the others. */
  newest(subject: string): Entry | undefined;
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
  const { past, said } = state;
  const moment = knownBefore.replace(/Z$/, '');
  const at = (index: number) =>
    index < past.count ? past.at(index) : (said[index - past.count] as Entry);
  const count = firstWhere(
    past.count + said.length,
    (index) => at(index).said_at.slice(0, -1) >= moment,
  );
  const written = (subject: string): readonly number[] => {
    const places = past.placesOf(subject);
    return places.slice(
      0,
      firstWhere(places.length, (nth) => (places[nth] as number) >= count),
    );
  };
  const later = (subject: string): readonly Entry[] => {
    const entries = state.about.get(subject) ?? [];
    return entries.slice(
      0,
      firstWhere(entries.length, (nth) => (entries[nth] as Entry).seq > count),
    );
  };
  const newest = (subject: string): Entry | undefined => {
    const place = written(subject).at(-1);
    return later(subject).at(-1) ?? (place === undefined ? undefined : past.at(place));
  };
  const wasSpokenOf = (subject: string): boolean => {
    const place = past.placesOf(subject)[0];
    if (place !== undefined) return place < count;
    return (state.about.get(subject)?.[0]?.seq ?? Number.POSITIVE_INFINITY) <= count;
  };
  return {
    seq: count,
    hash: count === 0 ? '' : at(count - 1).hash,
    about: (subject) => [...written(subject).map((place) => past.at(place)), ...later(subject)],
    newest,
    subjects: (prefix) =>
      [...new Set([...past.subjects(), ...state.about.keys()])].filter(
        (subject) => subject.startsWith(prefix) && wasSpokenOf(subject),
      ),
    all: () => Array.from({ length: count }, (_, index) => at(index)),
  };
}

/** First number from 0 for which a condition that stays true holds; the length if for none. */
function firstWhere(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
