import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { PostgresServer, postgresMissing } from '../../../test/postgres-server.ts';
import { openLedger } from '../../ledger/open.ts';
import { NEWCOMER } from '../../operations/person-rights.ts';
import { callerOf } from './callers.ts';
import { openAccounts } from './open.ts';
import { PASSWORD } from './signed-server.fixture.ts';

test('two servers on one PostgreSQL: an account of one signs in at the other', {
  skip: postgresMissing(),
}, async () => {
  using postgres = new PostgresServer();
  const home = mkdtempSync(join(tmpdir(), 'sameboat-accounts-'));
  const databaseUrl = postgres.url();
  const open = async () => {
    const ledger = await openLedger(home, databaseUrl);
    const accounts = await openAccounts({
      home,
      company: 'Tiny',
      databaseUrl,
      publicUrl: null,
      ledger: async () => ledger,
    });
    const close = () => Promise.all([accounts.close(), ledger.close()]);
    return { accounts, close };
  };
  const one = await open();
  const two = await open();
  try {
    const { id, email } = await one.accounts.create({ name: 'Ann', email: 'ann@example.com' });
    await one.accounts.setPassword(id, PASSWORD);
    await one.accounts.say(id, { ...NEWCOMER, role: 'ops' }, 'hired');
    const body = JSON.stringify({ email, password: PASSWORD });
    const headers = { 'content-type': 'application/json', origin: 'http://localhost:4310' };
    const request = new Request('http://localhost:4310/auth/sign-in/email', {
      method: 'POST',
      headers,
      body,
    });
    const reply = await two.accounts.auth.handler(request);
    assert.equal(reply.status, 200, await reply.clone().text());
    const cookie = (reply.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
    const found = await callerOf(one.accounts, new Headers({ cookie }));
    assert.equal(found?.caller.role, 'ops');
    const { key } = await two.accounts.makeKey(id, 'sheet');
    const bearer = new Headers({ authorization: `Bearer ${key}` });
    assert.equal((await callerOf(one.accounts, bearer))?.caller.id, id);
    await two.accounts.say(id, { ...NEWCOMER, disabled: true }, 'left');
    await two.accounts.end(id);
    assert.equal(await callerOf(one.accounts, new Headers({ cookie })), null);
    assert.equal(await callerOf(one.accounts, bearer), null);
    assert.deepEqual(
      (await one.accounts.all()).map((account) => [
        account.email,
        account.signs_in_with,
        account.keys,
      ]),
      [[email, ['password'], 0]],
    );
    assert.deepEqual(readdirSync(home), ['secret']);
  } finally {
    await one.close();
    await two.close();
    rmSync(home, { recursive: true });
  }
});
