/**
 * The entries up to some moment in one file beside the ledger, so that a new process need not read
 * them all from the store. It holds nothing of its own: a missing or damaged one is made again, and
 * one that does not end with an entry of the store is not used.
 *
 *   one line of JSON: format, count, subjects, authors
 *   the hash of each entry, 32 bytes
 *   a number for each entry: where its row ends
 *   a number for each entry: the place of its subject
 *   the rows, each a JSON array of what is not told by these
 *   CRC-32 of all before: against damage, not against intent, which verifying the ledger finds
 */

import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { Entry } from './entry.ts';
import { EMPTY, type Past, type State } from './state.ts';

/** Raised whenever the file is written otherwise. */
const FORMAT = 1;
const DIGEST = 32;
const CHECKSUM = 4;
const NEW_LINE = 10;

interface Head {
  readonly format: number;
  readonly count: number;
  readonly subjects: readonly string[];
  readonly authors: readonly Entry['who'][];
}

/** The state that a file holds; null where there is none, or none that can be read. */
export function readSnapshot(file: string): State | null {
  try {
    return stateIn(readFileSync(file));
  } catch {
    return null;
  }
}

/**
 * Writes the state; the file is whole at any moment. Without room or right for it there is none.
 * @returns the same state, its entries in the bytes that were written
 */
export function writeSnapshot(file: string, state: State): State {
  const bytes = snapshotOf(state);
  const written = `${file}.${process.pid}`;
  try {
    writeFileSync(written, bytes);
    renameSync(written, file);
  } catch {
    rmSync(written, { force: true });
  }
  return stateIn(bytes) ?? state;
}

export function snapshotOf(state: State): Buffer {
  const count = state.past.count + state.said.length;
  const places = new Map<string, number>();
  const authors = new Map<string, number>();
  const hashes = Buffer.alloc(count * DIGEST);
  const ends = new Uint32Array(count);
  const subjectOf = new Uint32Array(count);
  const rows: Buffer[] = [];
  let end = 0;
  for (let at = 0; at < count; at++) {
    const entry = state.said[at - state.past.count] ?? state.past.at(at);
    const place = placeIn(places, entry.subject);
    const author = placeIn(authors, JSON.stringify(entry.who));
    const row = Buffer.from(JSON.stringify(rowOf(entry, author)));
    hashes.write(entry.hash, at * DIGEST, 'hex');
    subjectOf[at] = place;
    end += row.length;
    ends[at] = end;
    rows.push(row);
  }
  const head: Head = {
    format: FORMAT,
    count,
    subjects: [...places.keys()],
    authors: [...authors.keys()].map((text) => JSON.parse(text) as Entry['who']),
  };
  const parts = [
    Buffer.from(`${JSON.stringify(head)}\n`),
    hashes,
    Buffer.from(ends.buffer),
    Buffer.from(subjectOf.buffer),
    ...rows,
  ];
  const bytes = Buffer.concat([...parts, Buffer.alloc(CHECKSUM)]);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, -CHECKSUM)), bytes.length - CHECKSUM);
  return bytes;
}

function placeIn(places: Map<string, number>, name: string): number {
  const place = places.get(name) ?? places.size;
  places.set(name, place);
  return place;
}

export function stateIn(bytes: Buffer): State | null {
  const body = bytes.subarray(0, -CHECKSUM);
  if (crc32(body) !== bytes.readUInt32LE(body.length)) return null;
  const start = body.indexOf(NEW_LINE) + 1;
  const head = JSON.parse(body.toString('utf8', 0, start)) as Head;
  if (head.format !== FORMAT) return null;
  const past = new WrittenPast(body.subarray(start), head);
  return { ...EMPTY, seq: past.count, hash: past.hashAt(past.count - 1), past };
}

/** Entries in the bytes of a snapshot: each is read when it is first asked for. */
class WrittenPast implements Past {
  readonly count: number;
  readonly #hashes: Buffer;
  readonly #ends: Uint32Array;
  readonly #rows: Buffer;
  readonly #subjects: readonly string[];
  readonly #authors: readonly Entry['who'][];
  readonly #subjectOf: Uint32Array;
  readonly #places: ReadonlyMap<string, readonly number[]>;
  readonly #read: Map<number, Entry> = new Map();

  constructor(bytes: Buffer, { count, subjects, authors }: Head) {
    const size = count * Uint32Array.BYTES_PER_ELEMENT;
    const numbers = bytes.subarray(count * DIGEST);
    this.count = count;
    this.#hashes = bytes.subarray(0, count * DIGEST);
    this.#ends = numbersIn(numbers.subarray(0, size));
    this.#subjectOf = numbersIn(numbers.subarray(size, 2 * size));
    this.#rows = numbers.subarray(2 * size);
    this.#subjects = subjects;
    this.#authors = authors;
    const places = subjects.map((): number[] => []);
    for (let at = 0; at < count; at++) places[this.#subjectOf[at] as number]?.push(at);
    this.#places = new Map(subjects.map((subject, place) => [subject, places[place] ?? []]));
  }

  at(index: number): Entry {
    const known = this.#read.get(index);
    if (known) return known;
    const text = this.#rows.toString('utf8', this.#ends[index - 1] ?? 0, this.#ends[index]);
    const [id, kind, said_at, recorded_at, author, body, reason, replaces] = JSON.parse(
      text,
    ) as Row;
    const entry: Entry = {
      seq: index + 1,
      id,
      kind,
      subject: this.#subjects[this.#subjectOf[index] as number] as string,
      said_at,
      recorded_at,
      who: this.#authors[author] as Entry['who'],
      body,
      reason,
      replaces,
      previous: this.hashAt(index - 1),
      hash: this.hashAt(index),
    };
    this.#read.set(index, entry);
    return entry;
  }

  hashAt(index: number): string {
    return index < 0 ? '' : this.#hashes.toString('hex', index * DIGEST, (index + 1) * DIGEST);
  }

  subjects(): Iterable<string> {
    return this.#places.keys();
  }

  placesOf(subject: string): readonly number[] {
    return this.#places.get(subject) ?? [];
  }
}

/** A copy: numbers may begin at any byte of a file, and in memory they may not. */
function numbersIn(bytes: Buffer): Uint32Array {
  return new Uint32Array(new Uint8Array(bytes).buffer);
}

type Row = readonly [
  id: string,
  kind: string,
  said_at: string,
  recorded_at: string,
  author: number,
  body: unknown,
  reason: string | null,
  replaces: number | null,
];

function rowOf(
  { id, kind, said_at, recorded_at, body, reason, replaces }: Entry,
  author: number,
): Row {
  return [id, kind, said_at, recorded_at, author, body ?? null, reason, replaces];
}
