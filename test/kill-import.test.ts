import assert from 'node:assert/strict';
import { it } from 'node:test';
import { CHANGES, KillingGround } from './killing.ts';

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
