/**
 * A process that writes into a ledger until it is killed, several entries at once, and says on
 * standard output which were acknowledged: `node test/ledger-writer.ts FOLDER NAME [URL]`.
 */

import { writeSync } from 'node:fs';
import { OutOfResources } from '../src/errors.ts';
import type { Said } from '../src/ledger/ledger.ts';
import { openLedger } from '../src/ledger/open.ts';

const AT_ONCE = 4;
const [folder, name, url] = process.argv.slice(2) as [string, string, string?];
const ledger = await opened();

async function opened() {
  for (;;) {
    try {
      return await openLedger(folder, url ?? null);
    } catch (error) {
      await pause(error);
    }
  }
}

/** The database may be down: what is not acknowledged is said again, with the same id. */
async function pause(error: unknown): Promise<void> {
  if (!(error instanceof OutOfResources)) throw error;
  await new Promise((resolve) => setTimeout(resolve, 20));
}

async function write(lane: number): Promise<void> {
  for (let count = 0; ; count++) {
    const at = new Date().toISOString();
    const said: Said = {
      id: `${name}-${lane}-${count}`,
      kind: 'act',
      subject: `action/${count % 7}`,
      said_at: at,
      recorded_at: at,
      who: { id: name, name, role: 'ops' },
      body: { text: `${name} ${lane} ${count}`.repeat(20) },
      reason: null,
      seen: null,
    };
    while (!(await acknowledged(said)));
    writeSync(1, `${said.id}\n`);
  }
}

async function acknowledged(said: Said): Promise<boolean> {
  try {
    await ledger.append([said]);
    return true;
  } catch (error) {
    await pause(error);
    return false;
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, (_, lane) => write(lane)));
