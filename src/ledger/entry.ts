/** What one entry of the ledger is, and how entries hang together. */

import { createHash } from 'node:crypto';

export interface Author {
  /** Stable id of the account; a name may change. */
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

/** What somebody wants to have written down. */
export interface Draft {
  /** Made by whoever asks; the same draft sent twice is one entry. */
  readonly id: string;
  /** The decision: `set-plan`, `sign`. */
  readonly kind: string;
  /** What it is about: `plan`, `campaign/701A`. */
  readonly subject: string;
  /** Instant from which as-of questions know it; UTC, ISO 8601 with milliseconds. */
  readonly said_at: string;
  /** Instant at which it was written, by the server's clock. */
  readonly recorded_at: string;
  readonly who: Author;
  readonly body: unknown;
  readonly reason: string | null;
}

export interface Entry extends Draft {
  /** 1, 2, 3 … without a gap. */
  readonly seq: number;
  /** The entry about the same subject before it: the version that its author saw. */
  readonly replaces: number | null;
  /** Hash of the entry before it; empty for the first. */
  readonly previous: string;
  readonly hash: string;
}

/** SHA-256 over everything that the entry says and the hash of the one before it. */
export function entryHash(entry: Omit<Entry, 'hash'>): string {
  const { seq, id, kind, subject, said_at, recorded_at, who, body, reason, replaces } = entry;
  const said = { seq, id, kind, subject, said_at, recorded_at, who, body, reason, replaces };
  return createHash('sha256')
    .update(`${entry.previous}\n${canonical(said)}`)
    .digest('hex');
}

/** The same value in the same letters: keys in order, no spaces. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const pairs = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`);
  return `{${pairs.join(',')}}`;
}

/** The same draft, whoever sends it how often. The clock may have gone on in between. */
export function saysTheSame(entry: Entry, draft: Draft): boolean {
  const said = ({ kind, subject, who, body, reason }: Draft) =>
    canonical({ kind, subject, who, body, reason });
  return said(entry) === said(draft);
}

export interface Break {
  readonly seq: number;
  readonly what: 'missing' | 'changed' | 'out_of_order';
}

/**
 * Where a chain of entries is broken: an entry that is missing, was changed, or says that it was said
 * before its predecessor.
 * @param entries in order of seq, from the first on
 * @returns null when it is whole
 */
export function firstBreak(entries: Iterable<Entry>): Break | null {
  let [seq, previous, said_at] = [0, '', ''];
  for (const entry of entries) {
    if (entry.seq !== seq + 1 || entry.previous !== previous)
      return { seq: seq + 1, what: 'missing' };
    if (entryHash(entry) !== entry.hash) return { seq: entry.seq, what: 'changed' };
    if (entry.said_at < said_at) return { seq: entry.seq, what: 'out_of_order' };
    ({ seq, hash: previous, said_at } = entry);
  }
  return null;
}
