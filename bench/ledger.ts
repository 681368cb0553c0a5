/**
 * The ledger's speed: entries a second that are acknowledged on disk, beside a bare SQLite insert with
 * the same durability, and how long the state as of any moment takes among many entries:
 * `node bench/ledger.ts [ENTRIES] [APPENDS]`, 100000 and 2000 by default.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Said } from '../src/ledger/ledger.ts';
import { openLedger } from '../src/ledger/open.ts';

const [entries = '100000', appends = '2000'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'sameboat-bench-'));
const START = Date.UTC(2024, 0, 1);
const MINUTE = 60_000;
/** As many people decide at once. */
const AT_ONCE = 16;

function said(count: number): Said {
  const at = new Date(START + count * MINUTE).toISOString();
  return {
    id: `e${count}`,
    kind: 'plan-campaign',
    subject: `campaign/${count % 5000}`,
    said_at: at,
    recorded_at: at,
    who: { id: 'u1', name: 'Ann', role: 'ops' },
    body: {
      campaign_id: `${count % 5000}`,
      name: 'Webinar',
      live_date: '2024-05-01',
      planned_cost: count,
    },
    reason: null,
    seen: null,
  };
}

async function seconds(work: () => Promise<unknown> | unknown): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

function bareInserts(count: number): void {
  const database = new DatabaseSync(join(folder, 'bare.sqlite'));
  database.exec('pragma journal_mode = wal; pragma synchronous = full');
  database.exec('create table entries (seq integer primary key, body text not null) strict');
  const insert = database.prepare('insert into entries (body) values (?)');
  for (let at = 0; at < count; at++) insert.run(JSON.stringify(said(at)));
  database.close();
}

async function measureAppends(): Promise<void> {
  const count = Number(appends);
  const bare = await seconds(() => bareInserts(count));
  const ledger = await openLedger(folder, null);
  const alone = await seconds(async () => {
    for (let at = 0; at < count; at++) await ledger.append([said(at)]);
  });
  const together = await seconds(async () => {
    for (let at = 0; at < count; at += AT_ONCE) {
      const turn = Array.from({ length: AT_ONCE }, (_, each) =>
        ledger.append([said(count + at + each)]),
      );
      await Promise.all(turn);
    }
  });
  await ledger.close();
  const rate = (time: number) => `${Math.round(count / time)} a second`;
  console.log(`bare inserts, one commit each: ${rate(bare)}`);
  console.log(
    `ledger, one after another: ${rate(alone)}, ratio of times ${(alone / bare).toFixed(2)}`,
  );
  console.log(
    `ledger, ${AT_ONCE} at once: ${rate(together)}, ratio ${(together / bare).toFixed(2)}`,
  );
}

async function measureStates(): Promise<void> {
  const count = Number(entries);
  const home = mkdtempSync(join(folder, 'many-'));
  const ledger = await openLedger(home, null);
  for (let at = 0; at < count; at += 5000) {
    await ledger.append(
      Array.from({ length: Math.min(5000, count - at) }, (_, each) => said(at + each)),
    );
  }
  await ledger.close();
  const opened = await openLedger(home, null);
  const state = async (share: number) => {
    const moment = new Date(START + count * MINUTE * share).toISOString();
    const known = await opened.asOf(moment);
    const subjects = known.subjects('campaign/');
    return subjects.map((subject) => known.about(subject).at(-1)).length;
  };
  const first = await seconds(() => state(1));
  const later: number[] = [];
  for (let at = 0; at < 20; at++) later.push(await seconds(() => state((at + 0.5) / 20)));
  await opened.append([said(count)]);
  const afterOne = await seconds(() => state(2));
  const milliseconds = (time: number) => `${(1000 * time).toFixed(1)} ms`;
  console.log(`${count} entries, newest of each of 5000 campaigns as of a moment:`);
  console.log(`  the first time after opening (all are read): ${milliseconds(first)}`);
  console.log(`  any moment from then on, slowest of 20: ${milliseconds(Math.max(...later))}`);
  console.log(`  after one more entry: ${milliseconds(afterOne)}`);
  console.log(
    `  the whole chain verified: ${milliseconds(await seconds(() => opened.firstBreak()))}`,
  );
  await opened.close();
}

try {
  await measureAppends();
  await measureStates();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
