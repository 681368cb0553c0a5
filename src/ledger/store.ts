import type { Entry } from './entry.ts';

/** What a transaction can see and do. Nobody else writes while it runs. */
export interface Transaction {
  /** The newest entry. */
  last(): Promise<Entry | null>;
  lastAbout(subject: string): Promise<Entry | null>;
  byId(id: string): Promise<Entry | null>;
  bySeq(seq: number): Promise<Entry | null>;
  insert(entry: Entry): Promise<void>;
}

/** Where entries are kept: one table that is only ever added to. */
export interface Store {
  /**
   * Runs the work alone; everything that it inserted is on disk when this returns, or nothing is.
   * @throws OutOfResources when the disk is full or another process holds the store too long
   */
  transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** Entries with a higher seq, in order. */
  after(seq: number): Promise<Entry[]>;
  /** Null where there is no such entry. */
  hashAt(seq: number): Promise<string | null>;
  close(): Promise<void>;
}

/** An entry as a row: what is an object there is JSON here. */
export interface EntryRow {
  readonly seq: number;
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly said_at: string;
  readonly recorded_at: string;
  readonly who: string;
  readonly body: string;
  readonly reason: string | null;
  readonly replaces: number | null;
  readonly previous: string;
  readonly hash: string;
}

export function toRow(entry: Entry): EntryRow {
  return { ...entry, who: JSON.stringify(entry.who), body: JSON.stringify(entry.body ?? null) };
}

export function fromRow(row: EntryRow): Entry {
  return {
    ...row,
    seq: Number(row.seq),
    replaces: row.replaces === null ? null : Number(row.replaces),
    who: JSON.parse(row.who) as Entry['who'],
    body: JSON.parse(row.body) as unknown,
  };
}
