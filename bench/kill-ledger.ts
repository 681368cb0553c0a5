/**
 * Kills concurrent writers of one ledger at many moments, in SQLite and in PostgreSQL, which is killed
 * and started again too: `node bench/kill-ledger.ts [KILLS] [SEED]`, 1000 by default. Every entry that
 * was acknowledged must be there once, and the chain must hold.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Killing, killWriters } from '../test/ledger-killing.ts';
import { PostgresServer, postgresMissing } from '../test/postgres-server.ts';

const [kills = '1000', seed = '1'] = process.argv.slice(2);
const WRITERS = 4;
/** Every so many kills of a writer the database is killed, too. */
const DATABASE_EACH = 10;

let state = Number(seed);
function chance(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}

async function measure(name: string, more: Pick<Killing, 'url' | 'disturb'>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sameboat-kill-'));
  const told = (message: string) => process.stderr.write(`${name}: ${message}\n`);
  try {
    const { acknowledged, entries } = await killWriters({
      folder,
      writers: WRITERS,
      kills: Number(kills),
      life: 40,
      chance,
      told,
      ...more,
    });
    console.log(
      `${name}: ${kills} writers killed; ${acknowledged} entries acknowledged, ${entries} there, none of the acknowledged gone, none twice, chain whole`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await measure('SQLite', { url: null });
const missing = postgresMissing();
if (missing) {
  console.log(`PostgreSQL: skipped, ${missing}`);
} else {
  using server = new PostgresServer();
  let stops = 0;
  const disturb = async (kill: number) => {
    if (kill % DATABASE_EACH !== 0) return;
    stops++;
    server.kill();
    server.start();
  };
  await measure('PostgreSQL', { url: server.url(), disturb });
  console.log(`PostgreSQL itself was killed ${stops} times`);
}
