/**
 * The ledger's speed: entries a second that are acknowledged on disk, beside a bare SQLite insert with
 * the same durability, and how long the state as of any moment takes among many entries, in a new
 * process and in one that has asked before: `node bench/ledger.ts [ENTRIES] [APPENDS]`, 100000 and 2000
 * by default; with DATABASE_URL the states are those of a ledger in that (empty) database.
 */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Ledger, Said } from '../src/ledger/ledger.ts';
import { openLedger } from '../src/ledger/open.ts';

const [entries = '100000', appends = '2000', cold] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'sameboat-bench-'));
/** Of a database for the states; the appends are always SQLite's. */
const url = process.env['DATABASE_URL'] ?? null;
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

/** How many subjects there are, and the newest entry about each, as of a share of all entries. */
async function state(ledger: Ledger, share: number): Promise<number> {
  const moment = new Date(START + Number(entries) * MINUTE * share).toISOString();
  const known = await ledger.asOf(moment);
  return known.subjects('campaign/').map((subject) => known.newest(subject)?.said_at).length;
}

/** In this process, which has read nothing yet: milliseconds. */
async function coldState(home: string): Promise<void> {
  const opened: Ledger[] = [];
  const time = await seconds(async () => {
    const ledger = await openLedger(home, url);
    await state(ledger, 0.5);
    opened.push(ledger);
  });
  console.log(1000 * time);
  for (const ledger of opened) await ledger.close();
}

/** The median of several new processes, opening included. */
function inNewProcesses(home: string): string {
  const times = Array.from({ length: 5 }, () => {
    const [node, script] = [process.execPath, process.argv[1] as string];
    return Number(execFileSync(node, [script, entries, appends, home], { encoding: 'utf8' }));
  });
  const [low, , middle, , high] = times.toSorted((a, b) => a - b) as [number, ...number[]];
  return `${middle?.toFixed(0)} ms (${low.toFixed(0)} to ${high?.toFixed(0)})`;
}

async function measureStates(): Promise<void> {
  const count = Number(entries);
  const home = mkdtempSync(join(folder, 'many-'));
  const ledger = await openLedger(home, url);
  for (let at = 0; at < count; at += 5000) {
    await ledger.append(
      Array.from({ length: Math.min(5000, count - at) }, (_, each) => said(at + each)),
    );
  }
  await ledger.close();
  const file = join(home, 'ledger.snapshot');
  const opened = await openLedger(home, url);
  const milliseconds = (time: number) => `${(1000 * time).toFixed(1)} ms`;
  console.log(`${count} entries, newest of each of 5000 campaigns as of a moment:`);
  const first = await seconds(() => state(opened, 1));
  console.log(`  without a snapshot (all are read from the store): ${milliseconds(first)}`);
  const written = await seconds(async () => {
    while (!existsSync(file)) await new Promise((done) => setTimeout(done, 10));
  });
  const size = (statSync(file).size / 1e6).toFixed(0);
  console.log(`  then the snapshot is written: ${milliseconds(written)}, ${size} MB`);
  console.log(`  in a new process, opened and asked, median of 5: ${inNewProcesses(home)}`);
  const later: number[] = [];
  for (let at = 0; at < 20; at++) {
    later.push(await seconds(() => state(opened, (at + 0.5) / 20)));
  }
  console.log(`  any moment from then on, slowest of 20: ${milliseconds(Math.max(...later))}`);
  await opened.append([said(count)]);
  console.log(`  after one more entry: ${milliseconds(await seconds(() => state(opened, 2)))}`);
  const all = await seconds(async () => (await opened.asOf('2100-01-01')).all().length);
  console.log(`  every entry of all: ${milliseconds(all)}`);
  const verified = await seconds(() => opened.firstBreak());
  console.log(`  the whole chain and the snapshot verified: ${milliseconds(verified)}`);
  await opened.close();
}

try {
  if (cold === undefined) {
    await measureAppends();
    await measureStates();
  } else await coldState(cold);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
