import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { PostgresServer, postgresMissing } from '../../test/postgres-server.ts';
import { BadInput, Conflict } from '../errors.ts';
import { canonical, type Entry, entryHash, firstBreak } from './entry.ts';
import { Ledger, type Said } from './ledger.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

const ANN = { id: 'u1', name: 'Ann', role: 'head' };
const BOB = { id: 'u2', name: 'Bob', role: 'head' };

function said(id: string, more: Partial<Said> = {}): Said {
  const at = more.said_at ?? '2026-01-05T10:00:00.000Z';
  return {
    id,
    kind: 'set-plan',
    subject: 'plan',
    said_at: at,
    recorded_at: at,
    who: ANN,
    body: { rows: [id] },
    reason: null,
    seen: null,
    ...more,
  };
}

const isConflict = (seen: string | null, current: string) => (error: unknown) => {
  assert.ok(error instanceof Conflict);
  assert.equal(error.status, 409);
  const { seen: old, current: present } = error.details as Record<string, Entry | null>;
  assert.deepEqual([old?.id ?? null, present?.id], [seen, current]);
  return true;
};
const isBadInput = (code: string) => (error: unknown) =>
  error instanceof BadInput && error.code === code;

/** What both stores have to do. */
function suite(open: () => Promise<Store>) {
  it('numbers and chains entries, and gives them back', async () => {
    const ledger = new Ledger(await open());
    await ledger.append([said('a'), said('b', { subject: 'event/1', body: { ü: [1, null] } })]);
    await ledger.append([said('c', { reason: 'better' })]);
    const entries = await ledger.entries();
    assert.deepEqual(
      entries.map(({ seq, id, replaces }) => [seq, id, replaces]),
      [
        [1, 'a', null],
        [2, 'b', null],
        [3, 'c', 1],
      ],
    );
    assert.deepEqual(entries[1]?.body, { ü: [1, null] });
    assert.deepEqual(entries[2]?.who, ANN);
    assert.equal(entries[2]?.previous, entries[1]?.hash);
    assert.equal(await ledger.firstBreak(), null);
    await ledger.close();
  });

  it('tells the second of two writers what the first said', async () => {
    const store = await open();
    const ledger = new Ledger(store);
    await ledger.append([said('a', { seen: 0 })]);
    const both = await Promise.allSettled([
      ledger.append([said('b', { seen: 1 })]),
      ledger.append([said('c', { seen: 1, who: BOB })]),
      ledger.append([said('d', { subject: 'event/1', seen: 0 })]),
    ]);
    assert.deepEqual(
      both.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    await assert.rejects(ledger.append([said('c', { seen: 1 })]), isConflict('a', 'b'));
    await assert.rejects(ledger.append([said('e', { seen: 0 })]), isConflict(null, 'b'));
    await ledger.append([said('c', { seen: 2 })]);
    assert.deepEqual(
      (await ledger.entries()).map(({ id }) => id),
      ['a', 'b', 'd', 'c'],
    );
    await ledger.close();
  });

  it('writes all of one decision or nothing', async () => {
    const ledger = new Ledger(await open());
    await ledger.append([said('a')]);
    await assert.rejects(
      ledger.append([said('b', { subject: 'campaign/1' }), said('c', { seen: 0 })]),
      Conflict,
    );
    assert.deepEqual(
      (await ledger.entries()).map(({ id }) => id),
      ['a'],
    );
    await ledger.close();
  });

  it('writes a decision that is sent again once', async () => {
    const ledger = new Ledger(await open());
    const first = await ledger.append([said('a')]);
    const again = await ledger.append([said('a', { recorded_at: '2026-01-06T10:00:00.000Z' })]);
    assert.deepEqual(again, first);
    await assert.rejects(ledger.append([said('a', { body: 1 })]), isBadInput('reused_id'));
    assert.equal((await ledger.entries()).length, 1);
    await ledger.close();
  });

  it('does not say things before what was said, nor after today', async () => {
    const ledger = new Ledger(await open());
    const recorded_at = '2026-03-01T08:00:00.000Z';
    await ledger.append([said('a', { said_at: '2026-02-01T23:59:59.999Z', recorded_at })]);
    await assert.rejects(
      ledger.append([said('b', { said_at: '2026-01-31T23:59:59.999Z', recorded_at })]),
      isBadInput('backdated'),
    );
    await assert.rejects(
      ledger.append([said('c', { said_at: '2026-03-03T08:00:00.000Z', recorded_at })]),
      isBadInput('not_yet'),
    );
    const [late] = await ledger.append([said('d', { said_at: '2026-02-01T10:00:00.000Z' })]);
    assert.equal(late?.said_at, '2026-02-01T23:59:59.999Z', 'the clock of this server is behind');
    assert.equal(await ledger.firstBreak(), null);
    await ledger.close();
  });

  it('knows at each moment what had been said before it', async () => {
    const ledger = new Ledger(await open());
    for (const month of ['01', '04', '06']) {
      await ledger.append([said(month, { said_at: `2026-${month}-10T12:00:00.000Z` })]);
    }
    const known = async (moment: string) =>
      (await ledger.asOf(moment)).about('plan').map(({ id }) => id);
    assert.deepEqual(await known('2026-01-10T12:00:00'), []);
    assert.deepEqual(await known('2026-01-10T12:00:00.001Z'), ['01']);
    assert.deepEqual(await known('2026-04-11T00:00:00'), ['01', '04']);
    assert.deepEqual(await known('2030-01-01T00:00:00'), ['01', '04', '06']);
    await ledger.close();
  });

  it('is written out and taken over whole', async () => {
    const [here, there] = [new Ledger(await open()), new Ledger(await open())];
    await here.append([said('a'), said('b')]);
    const entries = JSON.parse(JSON.stringify(await here.entries())) as Entry[];
    assert.equal(await there.takeOver(entries.slice(0, 1)), 1);
    assert.equal(await there.takeOver(entries), 1);
    assert.equal(await there.takeOver(entries), 0);
    assert.deepEqual(await there.entries(), await here.entries());
    await there.append([said('c')]);
    await assert.rejects(there.takeOver(entries), Conflict);
    const forged = entries.map((entry) => ({ ...entry, reason: 'forged' }));
    await assert.rejects(here.takeOver(forged), isBadInput('broken_chain'));
    await Promise.all([here.close(), there.close()]);
  });
}

describe('the ledger in SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sameboat-ledger-'));
  after(() => rmSync(folder, { recursive: true }));
  let count = 0;
  const file = () => join(folder, `${count++}.sqlite`);
  suite(async () => openSqlite(file()));

  it('refuses to change or delete, and finds what was changed behind its back', async () => {
    const path = file();
    const ledger = new Ledger(openSqlite(path));
    await ledger.append([said('a'), said('b'), said('c')]);
    await ledger.close();
    const database = new DatabaseSync(path);
    assert.throws(() => database.exec("update entries set kind = 'x'"), /never changed/);
    assert.throws(() => database.exec('delete from entries'), /never deleted/);
    database.exec(`drop trigger entries_keep; update entries set body = '{}' where seq = 2`);
    database.close();
    const opened = new Ledger(openSqlite(path));
    assert.deepEqual(await opened.firstBreak(), { seq: 2, what: 'changed' });
    await opened.close();
  });

  it('says which file is no ledger', () => {
    const path = file();
    writeFileSync(path, 'not a database, but long enough to be taken for one '.repeat(20));
    assert.throws(() => openSqlite(path), isBadInput('no_ledger'));
  });

  it('says that it may not write', { skip: process.getuid?.() === 0 && 'root may write' }, () => {
    const closed = mkdtempSync(join(folder, 'closed-'));
    chmodSync(closed, 0o500);
    assert.throws(
      () => openSqlite(join(closed, 'ledger.sqlite')),
      isBadInput('ledger_not_writable'),
    );
  });
});

describe('the ledger in PostgreSQL', { skip: postgresMissing() }, () => {
  let server: PostgresServer;
  before(() => {
    server = new PostgresServer();
  });
  after(() => server[Symbol.dispose]());
  suite(async () => openPostgres(server.newDatabase()));

  it('serves two servers: every entry once, in one chain', async () => {
    const url = server.newDatabase();
    const servers = await Promise.all([openPostgres(url), openPostgres(url)]);
    const ledgers = servers.map((store) => new Ledger(store));
    const writes = Array.from({ length: 40 }, (_, at) =>
      (ledgers[at % 2] as Ledger).append([said(`w${at}`)]),
    );
    const written = (await Promise.all(writes)).flat();
    const entries = await (ledgers[0] as Ledger).entries();
    assert.equal(new Set(written.map(({ seq }) => seq)).size, 40);
    assert.deepEqual(
      entries.map(({ id }) => id).toSorted(),
      written.map(({ id }) => id).toSorted(),
    );
    assert.equal(firstBreak(entries), null);
    assert.equal((await (ledgers[1] as Ledger).asOf('2027-01-01T00:00:00')).seq, 40);
    await Promise.all(ledgers.map((ledger) => ledger.close()));
  });

  it('refuses to change or delete', async () => {
    const url = server.newDatabase();
    const ledger = new Ledger(await openPostgres(url));
    await ledger.append([said('a')]);
    const client = new pg.Client(url);
    await client.connect();
    for (const order of ["update ledger_entries set kind = 'x'", 'truncate ledger_entries']) {
      await assert.rejects(client.query(order), /never changed or deleted/);
    }
    await client.end();
    await ledger.close();
  });
});

describe('the chain', () => {
  const entry: Omit<Entry, 'hash'> = {
    seq: 1,
    id: 'a',
    kind: 'set-plan',
    subject: 'plan',
    said_at: '2026-01-05T10:00:00.000Z',
    recorded_at: '2026-01-05T10:00:00.000Z',
    who: ANN,
    body: { b: 1, a: [true, null] },
    reason: null,
    replaces: null,
    previous: '',
  };

  // printf '\\n{"body":{"a":[true,null],…}}' | sha256sum
  it('is SHA-256 over the previous hash, a new line, and the entry in canonical JSON', () => {
    assert.equal(canonical({ b: 1, a: [true, null], none: undefined }), '{"a":[true,null],"b":1}');
    assert.equal(
      entryHash(entry),
      '5209c55ded42f3dee043c24e7a2d4a1a2a149e507e91fa9bb3f8435a80503fe5',
    );
  });
});
