/** The full number of kills is in bench/kill-ledger.ts. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { OutOfResources } from '../src/errors.ts';
import { openLedger } from '../src/ledger/open.ts';
import { killWriters } from './ledger-killing.ts';
import { PostgresServer, postgresMissing } from './postgres-server.ts';
import { smallDisk } from './small-disk.ts';

const folder = mkdtempSync(join(tmpdir(), 'sameboat-kill-'));
after(() => rmSync(folder, { recursive: true }));

/** The same moments every time. */
function chances(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('writers of one ledger that are killed', () => {
  it('lose nothing that was acknowledged, in SQLite', async () => {
    const killing = { folder, url: null, writers: 3, kills: 15, life: 60, chance: chances() };
    const { acknowledged } = await killWriters(killing);
    assert.ok(acknowledged >= 15, `${acknowledged} acknowledged`);
  });

  it('lose nothing in PostgreSQL, which is killed too', { skip: postgresMissing() }, async () => {
    using server = new PostgresServer();
    const disturb = async (kill: number) => {
      if (kill % 4 !== 2) return;
      server.kill();
      server.start();
    };
    const killing = { folder, url: server.url(), writers: 3, kills: 10, life: 60 };
    const { acknowledged } = await killWriters({ ...killing, chance: chances(), disturb });
    assert.ok(acknowledged >= 10, `${acknowledged} acknowledged`);
  });
});

describe('a full disk', () => {
  it('refuses an entry, and keeps those before it; with room again the next is written', async (test) => {
    const disk = smallDisk(1);
    if (disk === null) return test.skip('needs the right to mount a small disk');
    try {
      const ballast = join(disk.path, 'ballast');
      writeFileSync(ballast, Buffer.alloc(300_000));
      const ledger = await openLedger(disk.path, null);
      const append = (count: number) =>
        ledger.append([
          {
            id: `e${count}`,
            kind: 'act',
            subject: 'action/1',
            said_at: '2026-01-05T10:00:00.000Z',
            recorded_at: '2026-01-05T10:00:00.000Z',
            who: { id: 'u', name: 'U', role: 'ops' },
            body: 'x'.repeat(10_000),
            reason: null,
            seen: null,
          },
        ]);
      let written = 0;
      const filling = async () => {
        for (; written < 200; written++) await append(written);
      };
      await assert.rejects(
        filling(),
        (error: unknown) => error instanceof OutOfResources && error.code === 'disk_full',
      );
      assert.ok(written > 0);
      assert.equal((await ledger.entries()).length, written);
      assert.equal(await ledger.firstBreak(), null);
      rmSync(ballast);
      await append(written);
      assert.equal((await ledger.entries()).length, written + 1);
      await ledger.close();
    } finally {
      disk.remove();
    }
  });
});
