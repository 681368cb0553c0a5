/** Kills processes that write into one ledger, and looks whether anything that was acknowledged is gone. */

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openLedger } from '../src/ledger/open.ts';

const WRITER = fileURLToPath(new URL('ledger-writer.ts', import.meta.url));

export interface Killing {
  readonly folder: string;
  /** Address of a database; null for SQLite. */
  readonly url: string | null;
  readonly writers: number;
  readonly kills: number;
  /** From 0 to below 1. */
  readonly chance: () => number;
  /** Longest time that a writer lives after its first entry, in milliseconds. */
  readonly life: number;
  /** Done now and then between kills, such as stopping the database. */
  readonly disturb?: (kill: number) => Promise<void>;
  readonly told?: (message: string) => void;
}

export interface Survived {
  readonly kills: number;
  readonly acknowledged: number;
  readonly entries: number;
}

/** @throws AssertionError when an acknowledged entry is missing, one is there twice, or the chain is broken */
export async function killWriters(killing: Killing): Promise<Survived> {
  const acknowledged = new Set<string>();
  let [kills, started] = [0, 0];
  const lane = async () => {
    while (kills < killing.kills) {
      const kill = kills++;
      const writer = new Writer(killing, `w${started++}`, acknowledged);
      await writer.hasBegun();
      await pause(killing.life * killing.chance());
      await killing.disturb?.(kill);
      await writer.kill();
      if (kill % 100 === 99) killing.told?.(`${kill + 1} kills, ${acknowledged.size} acknowledged`);
    }
  };
  await Promise.all(Array.from({ length: killing.writers }, lane));
  return { kills: killing.kills, ...(await survivors(killing, acknowledged)) };
}

async function survivors({ folder, url }: Killing, acknowledged: ReadonlySet<string>) {
  const ledger = await openLedger(folder, url);
  try {
    const ids = (await ledger.entries()).map(({ id }) => id);
    const there = new Set(ids);
    assert.equal(there.size, ids.length, 'an entry is there twice');
    const lost = [...acknowledged].filter((id) => !there.has(id));
    assert.deepEqual(lost, [], 'acknowledged entries are gone');
    assert.equal(await ledger.firstBreak(), null);
    return { acknowledged: acknowledged.size, entries: ids.length };
  } finally {
    await ledger.close();
  }
}

class Writer {
  readonly #process: ChildProcess;
  readonly #begun: Promise<void>;
  readonly #ended: Promise<unknown>;

  constructor({ folder, url }: Killing, name: string, acknowledged: Set<string>) {
    const args = [WRITER, folder, name, ...(url === null ? [] : [url])];
    this.#process = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#ended = once(this.#process, 'close');
    const output = this.#process.stdout as NodeJS.ReadableStream;
    this.#begun = once(output, 'data').then(() => {});
    let rest = '';
    output.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() as string;
      for (const line of lines) acknowledged.add(line);
    });
  }

  /** Until the first entry, or its end. */
  async hasBegun(): Promise<void> {
    await Promise.race([
      this.#begun,
      this.#ended.then(() => {
        throw new Error('a writer ended by itself');
      }),
    ]);
  }

  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#ended;
  }
}
