import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { PostgresServer, postgresMissing } from '../../test/postgres-server.ts';
import { type Entry, entryHash, firstBreak } from './entry.ts';
import { Ledger, type Said } from './ledger.ts';
import { openPostgres } from './postgres.ts';
import { readSnapshot, snapshotOf, stateIn, writeSnapshot } from './snapshot.ts';
import { openSqlite } from './sqlite.ts';
import { EMPTY, fold, type Knowledge, knownAt, type State } from './state.ts';
import type { Store } from './store.ts';

const ANN = { id: 'u1', name: 'Ann', role: 'head' };

function said(id: string, more: Partial<Said> = {}): Said {
  const at = more.said_at ?? '2026-01-05T10:00:00.000Z';
  return {
    ...{ id, kind: 'set-plan', subject: 'plan', said_at: at, recorded_at: at },
    ...{ who: ANN, body: { rows: [id] }, reason: null, seen: null },
    ...more,
  };
}

/** As another process reads it. */
function written(state: State): State {
  const read = stateIn(snapshotOf(state));
  assert.ok(read);
  return read;
}

/** All that can be asked of it. */
function told(known: Knowledge) {
  const subjects = known.subjects('');
  return {
    seq: known.seq,
    all: known.all(),
    campaigns: known.subjects('campaign/'),
    about: subjects.map((subject) => [subject, known.newest(subject), known.about(subject)]),
    nobody: [known.newest('x'), known.about('x')],
  };
}

describe('folding', () => {
  /** A store keeps JSON, which knows no -0. */
  const STORED = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown);
  const subjects = fc.constantFrom('plan', 'campaign/1', 'campaign/2', 'event/1');
  const ledgers = fc
    .array(fc.record({ subject: subjects, body: STORED, day: fc.nat(3) }), {
      maxLength: 30,
    })
    .map((saids) => {
      let [seq, day, previous] = [0, 0, ''];
      return saids.map((each) => {
        day += each.day;
        const said_at = new Date(Date.UTC(2026, 0, 1 + day)).toISOString();
        const { subject, body } = each;
        const { seen: _, ...plain } = said(`e${seq}`, { subject, body, said_at });
        const draft = { ...plain, seq: ++seq, replaces: null, previous };
        previous = entryHash(draft);
        const entry: Entry = { ...draft, hash: previous };
        return entry;
      });
    });

  it('gives the same in order, in pieces, and from a snapshot', () => {
    fc.assert(
      fc.property(ledgers, fc.array(fc.nat(30)), fc.nat(30), (entries, cuts, at) => {
        const whole = fold(EMPTY, entries);
        const places = [...cuts.filter((cut) => cut < entries.length), 0, entries.length];
        const ends = [...new Set(places)].sort((a, b) => a - b);
        const pieces = ends.slice(1).map((end, index) => entries.slice(ends[index], end));
        assert.deepEqual(pieces.reduce(fold, EMPTY), whole);
        const snapshot = written(fold(EMPTY, entries.slice(0, at)));
        const folded = fold(snapshot, entries.slice(at));
        assert.deepEqual([folded.seq, folded.hash], [whole.seq, whole.hash]);
        for (const day of [0, 15, 45, 100]) {
          const moment = new Date(Date.UTC(2026, 0, day)).toISOString();
          assert.deepEqual(told(knownAt(folded, moment)), told(knownAt(whole, moment)));
          assert.deepEqual(told(knownAt(written(folded), moment)), told(knownAt(whole, moment)));
        }
      }),
    );
  });

  it('knows at a moment what folding the entries before it gives', () => {
    fc.assert(
      fc.property(ledgers, fc.nat(60), (entries, days) => {
        const moment = new Date(Date.UTC(2026, 0, days)).toISOString();
        const view = knownAt(fold(EMPTY, entries), moment);
        const before = fold(
          EMPTY,
          entries.filter((entry) => entry.said_at < moment),
        );
        assert.equal(view.seq, before.seq);
        assert.deepEqual(view.all(), before.said);
        assert.deepEqual(new Set(view.subjects('')), new Set(before.about.keys()));
        for (const [subject, about] of before.about) assert.deepEqual(view.about(subject), about);
      }),
    );
  });

  it('finds any entry that was changed, taken out, or put elsewhere', () => {
    fc.assert(
      fc.property(ledgers, fc.nat(29), fc.nat(29), (entries, a, b) => {
        assert.equal(firstBreak(entries), null);
        if (a >= entries.length || b >= entries.length) return;
        const changed = entries.with(a, { ...(entries[a] as Entry), reason: 'other' });
        assert.equal(firstBreak(changed)?.seq, a + 1);
        if (a < entries.length - 1) assert.ok(firstBreak(entries.toSpliced(a, 1)));
        if (a === b) return;
        const swapped = entries.with(a, entries[b] as Entry).with(b, entries[a] as Entry);
        assert.ok(firstBreak(swapped));
      }),
    );
  });
});

/** A new process finds the snapshot of the one before it; whatever happened to it, the answers are right. */
function suite(open: () => Promise<Store>) {
  const folder = mkdtempSync(join(tmpdir(), 'sameboat-snapshot-'));
  after(() => rmSync(folder, { recursive: true }));
  let files = 0;

  async function filled(): Promise<{ file: string; again: () => Promise<Ledger>; other: Store }> {
    const file = join(folder, `${files++}.snapshot`);
    const store = await open();
    const ledger = new Ledger(store, file);
    await ledger.append(
      Array.from({ length: 5001 }, (_, at) => said(`e${at}`, { subject: `campaign/${at % 7}` })),
    );
    assert.equal((await ledger.asOf('2030-01-01')).seq, 5001);
    assert.equal(existsSync(file), false, 'it is written after the answer');
    await new Promise((done) => setTimeout(done, 50));
    assert.equal((await ledger.asOf('2030-01-01')).seq, 5001);
    assert.ok(existsSync(file));
    return { file, again: async () => new Ledger(store, file), other: store };
  }

  it('is gone on from: what was said since is known too', async () => {
    const { again } = await filled();
    const ledger = await again();
    await ledger.append([said('more', { subject: 'campaign/3', body: { ü: 1 } })]);
    const known = await ledger.asOf('2030-01-01');
    assert.equal(known.seq, 5002);
    assert.deepEqual(known.newest('campaign/3')?.body, { ü: 1 });
    assert.equal(known.about('campaign/3').length, (5001 / 7 + 1) | 0);
    assert.deepEqual(known.all(), await ledger.entries());
    assert.equal(await ledger.firstBreak(), null);
    await ledger.close();
  });

  it('is not used when it is damaged, of another ledger, or ahead of this one', async () => {
    const { file, again, other } = await filled();
    const whole = readFileSync(file);
    const shorter = fold(EMPTY, (await other.after(0)).slice(0, 4000));
    const foreign = { ...shorter, hash: 'f'.repeat(64) };
    for (const bytes of [
      whole.subarray(0, whole.length / 2),
      Buffer.from(whole).fill(120, 5000, 5010),
      Buffer.alloc(0),
      snapshotOf(foreign),
      snapshotOf(
        fold(stateIn(whole) as State, [{ ...(await other.after(5000))[0], seq: 5002 } as Entry]),
      ),
    ]) {
      writeFileSync(file, bytes);
      const ledger = await again();
      const known = await ledger.asOf('2030-01-01');
      assert.deepEqual([known.seq, known.newest('campaign/0')?.id], [5001, 'e4998']);
    }
    await (await again()).close();
  });

  it('that somebody has changed with care is found by verifying, and thrown away', async () => {
    const { file, again, other } = await filled();
    const entries = await other.after(0);
    const forged = entries.with(17, { ...(entries[17] as Entry), body: { rows: ['forged'] } });
    writeSnapshot(file, fold(EMPTY, forged));
    assert.deepEqual(readSnapshot(file)?.past.at(17).body, { rows: ['forged'] });
    const ledger = await again();
    await ledger.asOf('2030-01-01');
    assert.deepEqual(await ledger.firstBreak(), { seq: 18, what: 'changed' });
    assert.equal(existsSync(file), false);
    assert.deepEqual((await ledger.asOf('2030-01-01')).all()[17], entries[17]);
    assert.equal(await ledger.firstBreak(), null);
    await ledger.close();
  });

  it('cannot be written: everything goes on without', async () => {
    const store = await open();
    const file = join(folder, 'no-such-folder', 'ledger.snapshot');
    const ledger = new Ledger(store, file);
    await ledger.append(Array.from({ length: 5001 }, (_, at) => said(`e${at}`)));
    await ledger.asOf('2030-01-01');
    await new Promise((done) => setTimeout(done, 50));
    assert.equal((await ledger.asOf('2030-01-01')).about('plan').length, 5001);
    await ledger.close();
  });
}

describe('the snapshot beside SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sameboat-ledger-'));
  after(() => rmSync(folder, { recursive: true }));
  let count = 0;
  suite(async () => openSqlite(join(folder, `${count++}.sqlite`)));
});

describe('the snapshot beside PostgreSQL', { skip: postgresMissing() }, () => {
  let server: PostgresServer;
  before(() => {
    server = new PostgresServer();
  });
  after(() => server[Symbol.dispose]());
  suite(async () => openPostgres(server.newDatabase()));
});
