import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { CHANGES, KillingGround } from './killing.ts';
import { TemporaryHome } from './temporary-home.ts';

it('an import, an increment or an erasure that is killed leaves all of it or nothing', async () => {
  using ground = new KillingGround();
  await ground.prepare(CHANGES);
  for (const [at, share] of [0.35, 0.65, 0.85, 0.97].entries()) {
    for (const name of CHANGES) {
      const { left } = await ground.kill(name, share, at === 2);
      assert.match(left, /before|after/);
    }
  }
});

it('a lock that a process of the same number left, before a restart, is no lock', async () => {
  using home = new TemporaryHome();
  home.home.prepare();
  const left = [String(process.pid), `${process.ppid}@1`];
  for (const name of left) {
    mkdirSync(join(home.home.landed, '.lock', name), { recursive: true });
    await home.import([
      home.csv(`${name}.csv`, [{ account_id: name, name: 'Acme', segment: 'x' }]),
    ]);
  }
  assert.equal(home.home.manifests().length, left.length);
});
