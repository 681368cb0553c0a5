/**
 * What was said and agreed, by whom, and when. Entries are only ever added; a decision names the
 * version that its author saw, and one who saw an older one is told so instead of overwriting it.
 */

import { rmSync } from 'node:fs';
import { BadInput, Conflict } from '../errors.ts';
import { type Break, type Draft, type Entry, entryHash, firstBreak, saysTheSame } from './entry.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';
import { EMPTY, fold, type Knowledge, knownAt, type State } from './state.ts';
import type { Store, Transaction } from './store.ts';

export interface Said extends Draft {
  /** Seq of the entry about the subject that its author saw; 0 for none, null for whichever it is. */
  readonly seen: number | null;
}

/** After so many entries that are not in the snapshot yet, it is written anew. */
const MANY = 5000;

/** Clocks of two servers may differ by this much, and time zones by a day. */
const AHEAD_MS = 26 * 3_600_000;

interface Waiting {
  readonly said: readonly Said[];
  readonly done: (entries: Entry[]) => void;
  readonly failed: (error: unknown) => void;
}

export class Ledger {
  readonly #store: Store;
  readonly #snapshot: string | null;
  #state: State | null = null;
  #isToBeWritten = false;
  #waiting: Waiting[] = [];
  /** One use of the store after another: a reader must not see what may still be taken back. */
  #queue: Promise<unknown> = Promise.resolve();

  /** @param snapshot file for what was read already; null for none */
  constructor(store: Store, snapshot: string | null = null) {
    this.#store = store;
    this.#snapshot = snapshot;
  }

  /**
   * Writes all of it down, or nothing. Returned entries are on disk. What others say meanwhile goes
   * into the same commit.
   * @throws Conflict when somebody else has spoken about a subject since; BadInput when it is dated
   * before what was already said, or after today
   */
  append(said: readonly Said[]): Promise<Entry[]> {
    return new Promise((done, failed) => {
      this.#waiting.push({ said, done, failed });
      if (this.#waiting.length === 1) void this.#alone(() => this.#commit());
    });
  }

  /** What was known just before an instant; UTC, with or without the Z. */
  async asOf(knownBefore: string): Promise<Knowledge> {
    return knownAt(await this.#refreshed(), knownBefore);
  }

  /** Every entry, oldest first. */
  entries(): Promise<Entry[]> {
    return this.#alone(() => this.#store.after(0));
  }

  /** Seq and hash of the newest entry: they change with every decision, and with nothing else. */
  async version(): Promise<{ seq: number; hash: string }> {
    const { seq, hash } = await this.#refreshed();
    return { seq, hash };
  }

  /** Where the chain is broken, or null. */
  async firstBreak(): Promise<Break | null> {
    const entries = await this.entries();
    return firstBreak(entries) ?? this.#breakOfPast(entries);
  }

  /**
   * Takes over a ledger that was written out. What is already here has to be its beginning.
   * @returns how many entries were added
   * @throws BadInput when its chain is broken, Conflict when it is another ledger
   */
  async takeOver(entries: readonly Entry[]): Promise<number> {
    const broken = firstBreak(entries);
    if (broken) throw brokenChain(broken);
    return this.#alone(() =>
      this.#store.transact(async (transaction) => {
        const last = await transaction.last();
        const known = last?.seq ?? 0;
        if (last && entries[known - 1]?.hash !== last.hash) throw otherLedger(last, entries.length);
        for (const entry of entries.slice(known)) await transaction.insert(entry);
        return Math.max(0, entries.length - known);
      }),
    );
  }

  async close(): Promise<void> {
    await this.#alone(async () => {
      await this.#store.close();
      this.#write();
    });
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => {});
    return turn;
  }

  #refreshed(): Promise<State> {
    return this.#alone(async () => {
      const state = this.#state ?? (await this.#started());
      this.#state = fold(state, await this.#store.after(state.seq));
      if (this.#snapshot !== null && this.#state.said.length >= MANY && !this.#isToBeWritten) {
        this.#isToBeWritten = true;
        setImmediate(() => void this.#alone(async () => this.#write()));
      }
      return this.#state;
    });
  }

  /** From the snapshot, if the store goes on from it. */
  async #started(): Promise<State> {
    const state = this.#snapshot === null ? null : readSnapshot(this.#snapshot);
    return state && (await this.#store.hashAt(state.seq)) === state.hash ? state : EMPTY;
  }

  #write(): void {
    if (!this.#isToBeWritten || this.#snapshot === null || this.#state === null) return;
    this.#isToBeWritten = false;
    this.#state = writeSnapshot(this.#snapshot, this.#state);
  }

  /** Answers are made from what the snapshot says: it has to be what the store says. */
  #breakOfPast(entries: readonly Entry[]): Break | null {
    const past = this.#state?.past;
    if (!past) return null;
    for (let at = 0; at < past.count; at++) {
      const entry = past.at(at);
      if (entry.hash === entries[at]?.hash && entryHash(entry) === entry.hash) continue;
      this.#state = null;
      if (this.#snapshot !== null) rmSync(this.#snapshot, { force: true });
      return { seq: at + 1, what: 'changed' };
    }
    return null;
  }

  async #commit(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    const outcomes: (() => void)[] = [];
    try {
      await this.#store.transact(async (transaction) => {
        for (const { said, done, failed } of batch) {
          try {
            const entries = await place(said, transaction);
            outcomes.push(() => done(entries));
          } catch (error) {
            if (!(error instanceof BadInput || error instanceof Conflict)) throw error;
            outcomes.push(() => failed(error));
          }
        }
      });
    } catch (error) {
      for (const { failed } of batch) failed(error);
      return;
    }
    for (const tell of outcomes) tell();
  }
}

/** Gives each its place in the chain and inserts it; refuses before anything is inserted. */
async function place(said: readonly Said[], transaction: Transaction): Promise<Entry[]> {
  let last = await transaction.last();
  const placed: Entry[] = [];
  const added: Entry[] = [];
  for (const { seen, ...draft } of said) {
    const same = await transaction.byId(draft.id);
    if (same) {
      if (!saysTheSame(same, draft)) throw reusedId(draft);
      placed.push(same);
      continue;
    }
    const before =
      added.findLast((entry) => entry.subject === draft.subject) ??
      (await transaction.lastAbout(draft.subject));
    if (seen !== null && seen !== (before?.seq ?? 0))
      throw await conflict(before, seen, transaction);
    const sealed = seal({ ...draft, said_at: saidAt(draft, last) }, last, before);
    placed.push(sealed);
    added.push(sealed);
    last = sealed;
  }
  for (const entry of added) await transaction.insert(entry);
  return placed;
}

function seal(draft: Draft, last: Entry | null, before: Entry | null): Entry {
  const entry = {
    ...draft,
    seq: (last?.seq ?? 0) + 1,
    replaces: before?.seq ?? null,
    previous: last?.hash ?? '',
  };
  return { ...entry, hash: entryHash(entry) };
}

/** What is said now may come after what another server, whose clock is ahead, said just before. */
function saidAt({ said_at, recorded_at, subject }: Draft, last: Entry | null): string {
  if (Date.parse(said_at) > Date.parse(recorded_at) + AHEAD_MS) {
    throw new BadInput({
      code: 'not_yet',
      message: `Nothing can be said as of ${said_at.slice(0, 10)}: that day is still to come.`,
      where: subject,
      fix: 'Leave out the as-of date, or give one that is over; a later start of validity is a field of its own.',
    });
  }
  if (last === null || said_at >= last.said_at) return said_at;
  if (said_at === recorded_at) return last.said_at;
  throw new BadInput({
    code: 'backdated',
    message: `Something was already said on ${last.said_at.slice(0, 10)}: what is said as of ${said_at.slice(0, 10)} would change what was known in between.`,
    where: subject,
    fix: `Say it as of ${last.said_at.slice(0, 10)} or later.`,
  });
}

async function conflict(
  before: Entry | null,
  seen: number,
  transaction: Transaction,
): Promise<Conflict> {
  const other = await transaction.bySeq(seen);
  return new Conflict({
    code: 'conflict',
    message: before
      ? `${before.who.name} has changed ${before.subject} since you looked: it is now version ${before.seq}, and you saw ${seen === 0 ? 'none' : `version ${seen}`}.`
      : `You name version ${seen}, and nothing was ever said about this.`,
    where: before?.subject ?? null,
    fix: 'Look at both versions, and say it again upon the present one.',
    details: { seen: other?.subject === before?.subject ? other : null, current: before },
  });
}

function reusedId({ id, subject }: Draft): BadInput {
  return new BadInput({
    code: 'reused_id',
    message: `The id ${id} was used for something else.`,
    where: subject,
    fix: 'Give each decision an id of its own.',
  });
}

function brokenChain({ seq, what }: Break): BadInput {
  return new BadInput({
    code: 'broken_chain',
    message: `Entry ${seq} is ${what.replaceAll('_', ' ')}: the chain of hashes does not hold.`,
    where: `entry ${seq}`,
    fix: 'Take an older export or backup; this one was changed or cut.',
  });
}

function otherLedger(last: Entry, count: number): Conflict {
  return new Conflict({
    code: 'other_ledger',
    message:
      count < last.seq
        ? `The ledger here has ${last.seq} entries, the other only ${count}.`
        : `Entry ${last.seq} differs here and there: these are two ledgers.`,
    where: `entry ${last.seq}`,
    fix: 'Take it over into an empty home.',
    details: {},
  });
}
