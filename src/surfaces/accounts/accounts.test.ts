import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, beforeEach, describe, test } from 'node:test';
import { obviousness } from './obvious-password.ts';
import { digest } from './people-accounts.ts';
import { secretOf } from './secret.ts';
import { PASSWORD, type Replied, SignedServer } from './signed-server.fixture.ts';

const FOUNDER = { name: 'Fran', email: 'fran@example.com', role: 'ops', password: PASSWORD };
let server: SignedServer;

before(async () => {
  server = await SignedServer.start();
});

beforeEach(() => server.forgetAttempts());

after(() => server.stop());

function isCode(reply: Replied, status: number, code: string): void {
  assert.deepEqual([reply.status, reply.code], [status, code]);
}

/** A row of `people.sqlite`, as somebody who steals the file would see it. */
function table(name: string): Record<string, unknown>[] {
  const database = new DatabaseSync(join(server.home.path, 'people.sqlite'), { readOnly: true });
  try {
    return database.prepare(`select * from "${name}"`).all() as Record<string, unknown>[];
  } finally {
    database.close();
  }
}

const asks = (sent: { cookie?: string; key?: string }) =>
  server.send('/api/overview', { body: {}, ...sent });

describe('set-up', () => {
  test('without an account, nobody gets in, and pages are told to set up', async () => {
    isCode(await asks({}), 401, 'not_signed_in');
    const { body } = await server.send('/auth/who');
    assert.deepEqual([body['signs_in'], body['needs_set_up'], body['who']], [true, true, null]);
  });

  test('takes the token of the terminal only, once, and makes an admin', async () => {
    const { token } = server.doors.setUp;
    const guess = 'A'.repeat(43);
    isCode(
      await server.send('/auth/set-up', { body: { ...FOUNDER, token: guess } }),
      403,
      'set_up_over',
    );
    const weak = { ...FOUNDER, token, password: 'password1234' };
    isCode(await server.send('/auth/set-up', { body: weak }), 422, 'weak_password');
    const made = await server.send('/auth/set-up', { body: { ...FOUNDER, token } });
    assert.equal(made.status, 204);
    const { body } = await server.send('/auth/who', { cookie: made.cookie });
    const who = body['who'] as Record<string, unknown>;
    assert.deepEqual([who['email'], who['role'], who['is_admin']], [FOUNDER.email, 'ops', true]);
    const again = { ...FOUNDER, email: 'eve@example.com', token };
    isCode(await server.send('/auth/set-up', { body: again }), 403, 'set_up_over');
    assert.ok(!server.log.join('\n').includes(token));
  });

  test('two at once make one account', async () => {
    const other = await SignedServer.start();
    try {
      const { token } = other.doors.setUp;
      const found = (email: string) =>
        other.send('/auth/set-up', { body: { ...FOUNDER, email, token } });
      const both = await Promise.all([found('one@example.com'), found('two@example.com')]);
      assert.deepEqual(both.map(({ status }) => status).toSorted(), [204, 403]);
      assert.equal((await other.doors.accounts.all()).length, 1);
    } finally {
      await other.stop();
    }
  });
});

describe('signing in', () => {
  test('gives a cookie that scripts and other sites cannot use', async () => {
    const body = { email: FOUNDER.email.toUpperCase(), password: PASSWORD };
    const reply = await server.send('/auth/sign-in', { body });
    const [cookie] = reply.response.headers.getSetCookie();
    assert.match(cookie ?? '', /^sameboat\.session_token=[^;]+;.*HttpOnly/i);
    assert.match(cookie ?? '', /SameSite=Lax/i);
    assert.equal((await asks({ cookie: reply.cookie })).status, 200);
  });

  test('says the same of a wrong password and an unknown address', async () => {
    const wrong = [
      { email: FOUNDER.email, password: 'not the right one' },
      { email: 'nobody@example.com', password: 'not the right one' },
    ];
    const replies = await Promise.all(wrong.map((body) => server.send('/auth/sign-in', { body })));
    for (const reply of replies) isCode(reply, 401, 'wrong_sign_in');
    assert.deepEqual(replies[0]?.body['detail'], replies[1]?.body['detail']);
  });

  test('ends with signing out, on the server too', async () => {
    const { cookie } = await server.send('/auth/sign-in', {
      body: { email: FOUNDER.email, password: PASSWORD },
    });
    assert.equal((await server.send('/auth/sign-out', { body: {}, cookie })).status, 204);
    isCode(await asks({ cookie }), 401, 'not_signed_in');
  });

  test('is slowed down where somebody guesses, and each attempt is on record', async () => {
    const { id, email } = await server.person('gus', { role: 'rep' });
    const guess = () =>
      server.send('/auth/sign-in', { body: { email, password: 'guess guess guess' } });
    for (let attempt = 0; attempt < 10; attempt++) isCode(await guess(), 401, 'wrong_sign_in');
    isCode(await guess(), 429, 'too_many_attempts');
    const right = await server.send('/auth/sign-in', { body: { email, password: PASSWORD } });
    isCode(right, 429, 'too_many_attempts');
    const seen = (await server.doors.accounts.signIns({ limit: 50 })).filter(
      ({ userId }) => userId === id,
    );
    assert.equal(seen.filter(({ what }) => what === 'refused').length, 10);
    assert.ok(seen.every(({ address }) => /127\.0\.0\.1|::1/.test(address ?? '')));

    const admin = await server.person('ines', { role: 'viewer', is_admin: true });
    const body = { refused: true };
    const { body: told } = await server.send('/api/sign-ins', { cookie: admin.cookie, body });
    const attempts = told['attempts'] as { person: string; name: string; what: string }[];
    const own = attempts.filter(({ person }) => person === id);
    assert.deepEqual(
      new Set(own.map(({ name, what }) => `${name} ${what}`)),
      new Set(['gus refused']),
    );
    assert.equal(own.length, 10);
    const past = { as_of: '2026-01-01', refused: true };
    const before = await server.send('/api/sign-ins', { cookie: admin.cookie, body: past });
    assert.deepEqual(before.body['attempts'], []);
  });

  test('is slowed down in the same way for an address that has no account', async () => {
    const body = { email: 'ghost@example.com', password: 'guess guess guess' };
    const guess = () => server.send('/auth/sign-in', { body });
    for (let attempt = 0; attempt < 10; attempt++) isCode(await guess(), 401, 'wrong_sign_in');
    isCode(await guess(), 429, 'too_many_attempts');
    assert.ok(!JSON.stringify(table('signIn')).includes(body.email));
    const told = await server.atTerminal('sign-ins', { limit: 1 });
    const [newest] = told['attempts'] as Record<string, unknown>[];
    assert.deepEqual(
      [newest?.['what'], newest?.['person'], newest?.['name']],
      ['refused', null, null],
    );
  });

  test('is slowed down where one address tries many accounts', async () => {
    const attempt = (number: number) =>
      server.send('/auth/sign-in', {
        body: { email: `nobody${number}@example.com`, password: 'guess guess guess' },
        headers: {
          'x-forwarded-for': `10.0.0.${number}`,
          'x-sameboat-address': `10.0.0.${number}`,
        },
      });
    for (let number = 0; number < 20; number++) isCode(await attempt(number), 401, 'wrong_sign_in');
    isCode(await attempt(20), 429, 'too_many_attempts');
  });

  test('a session ends when nothing was asked for long, and a week after it began in any case', async () => {
    for (const [column, age] of [
      ['expiresAt', -1000],
      ['createdAt', -8 * 86_400_000],
    ] as const) {
      const { id, cookie } = await server.person(`old-${column.toLowerCase()}`, { role: 'rep' });
      assert.equal((await asks({ cookie })).status, 200);
      const { adapter } = await server.doors.accounts.auth.$context;
      const where = [{ field: 'userId', value: id }];
      const update = { [column]: new Date(Date.now() + age) };
      await adapter.updateMany({ model: 'session', where, update });
      isCode(await asks({ cookie }), 401, 'not_signed_in');
    }
  });

  test('a new password ends every other session', async () => {
    const { cookie } = await server.person('pat', { role: 'rep' });
    const next = 'eleven quiet harbours of slate';
    const change = (present: string) =>
      server.send('/auth/password', { cookie, body: { present, next } });
    isCode(await change('wrong wrong wrong'), 401, 'wrong_sign_in');
    const changed = await change(PASSWORD);
    assert.equal(changed.status, 204);
    isCode(await asks({ cookie }), 401, 'not_signed_in');
    assert.equal((await asks({ cookie: changed.cookie })).status, 200);
  });
});

describe('invitations', () => {
  test('work once, and the newest only', async () => {
    const asked = { person: 'ivy@example.com', name: 'Ivy', role: 'rep' };
    const first = await server.atTerminal('set-person', asked);
    const second = await server.atTerminal('set-person', { person: asked.person, invite: true });
    const accept = (answer: Record<string, unknown>) =>
      server.send('/auth/invitation', {
        body: { token: String(answer['invitation']).split('#')[1], password: PASSWORD },
      });
    isCode(await accept(first), 422, 'invitation_over');
    assert.equal((await accept(second)).status, 204);
    isCode(await accept(second), 422, 'invitation_over');
  });
});

describe('API keys', () => {
  test('are hashed at rest, carry the rights of now, say when they were used, and can be revoked', async () => {
    const { id, cookie } = await server.person('kay', { role: 'ops' });
    const made = await server.send('/auth/keys', { cookie, body: { name: 'sheet' } });
    const key = String(made.body['key']);
    assert.ok(!JSON.stringify(table('apikey')).includes(key));
    const audit = () => server.send('/api/audit', { key, body: {} });
    assert.equal((await audit()).status, 200);
    const listed = async () =>
      (await server.send('/auth/keys', { cookie })).body['keys'] as Record<string, unknown>[];
    assert.match(String((await listed())[0]?.['last_used']), /^20\d\d-/);
    await server.atTerminal('set-person', { person: id, role: 'rep' });
    isCode(await audit(), 403, 'not_your_role');
    isCode(await server.send('/auth/keys', { key }), 403, 'key_not_enough');
    const path = `/auth/keys/${made.body['id']}`;
    const { cookie: other } = await server.person('mallory', { role: 'ops' });
    isCode(await server.send(path, { method: 'DELETE', cookie: other }), 404, 'no_such_key');
    assert.equal((await server.send(path, { method: 'DELETE', cookie })).status, 204);
    isCode(await asks({ key }), 401, 'not_signed_in');
  });

  test('a made-up key is nobody', async () => {
    isCode(await asks({ key: `sameboat_${'x'.repeat(64)}` }), 401, 'not_signed_in');
  });
});

describe('rights', () => {
  test('a role change takes effect at once, and switching off ends sessions and keys', async () => {
    const { id, cookie } = await server.person('rob', { role: 'ops' });
    const made = await server.send('/auth/keys', { cookie, body: { name: 'k' } });
    const key = String(made.body['key']);
    assert.equal((await server.send('/api/audit', { cookie, body: {} })).status, 200);
    await server.atTerminal('set-person', { person: id, role: 'viewer' });
    isCode(await server.send('/api/audit', { cookie, body: {} }), 403, 'not_your_role');
    await server.atTerminal('set-person', { person: id, disabled: true, reason: 'left' });
    isCode(await asks({ cookie }), 401, 'not_signed_in');
    isCode(await asks({ key }), 401, 'not_signed_in');
    assert.ok(table('session').every((row) => row['userId'] !== id));
    assert.ok(table('apikey').every((row) => row['referenceId'] !== id));
    const body = { email: 'rob@example.com', password: PASSWORD };
    isCode(await server.send('/auth/sign-in', { body }), 403, 'account_switched_off');
    await server.atTerminal('set-person', { person: id, disabled: false });
    isCode(await asks({ cookie }), 401, 'not_signed_in');
  });

  test('what nobody said of a person gives no rights', async () => {
    const { id } = await server.doors.accounts.create({ name: 'Nil', email: 'nil@example.com' });
    await server.doors.accounts.setPassword(id, PASSWORD);
    const body = { email: 'nil@example.com', password: PASSWORD };
    isCode(await server.send('/auth/sign-in', { body }), 403, 'account_switched_off');
  });

  test('an admin gives rights over HTTP; the audit says who did, and has no secret', async () => {
    const { cookie } = await server.person('ada', { role: 'ceo', is_admin: true });
    const made = await server.send('/api/set-person', {
      cookie,
      body: { person: 'zoe@example.com', name: 'Zoe', role: 'finance', reason: 'hired' },
    });
    assert.equal(made.status, 200, JSON.stringify(made.body));
    const token = String(made.body['invitation']).split('#')[1] ?? '';
    assert.equal(token.length, 43);
    const { body } = await server.send('/api/audit', {
      cookie,
      body: { kind: 'set-person' },
    });
    const [newest] = body['entries'] as Record<string, unknown>[];
    assert.deepEqual(
      [newest?.['reason'], (newest?.['who'] as { name: string } | undefined)?.name],
      ['hired', 'ada'],
    );
    assert.deepEqual(Object.keys(newest?.['who'] as object).toSorted(), ['id', 'name', 'role']);
    assert.equal((body['chain'] as { holds: boolean }).holds, true);
    const kept = JSON.stringify(body) + JSON.stringify(table('verification'));
    assert.ok(!kept.includes(token) && kept.includes(digest(token)));
  });

  test('two admins who change one person: the second is told', async () => {
    const { id } = await server.person('tom', { role: 'rep' });
    const { people } = (await server.atTerminal('people', {})) as {
      people: { id: string; version: number }[];
    };
    const seen = people.find((person) => person.id === id)?.version;
    await server.atTerminal('set-person', { person: id, role: 'manager', seen });
    await assert.rejects(server.atTerminal('set-person', { person: id, role: 'finance', seen }), {
      code: 'conflict',
    });
  });

  test('rows of other teams stay hidden, whoever asked for the same before', async () => {
    const asked = { figure: 'curve', from: 'engagement', to: 'meeting' };
    const seen = async (cookie: string) => {
      const { body } = await server.send('/api/rows', { cookie, body: asked });
      const { count, rows, rows_hidden } = body as { count: number; rows: []; rows_hidden: number };
      return { count, shown: rows.length, rows_hidden };
    };
    const everybody = await server.person('wide', { role: 'rep' });
    const limited = await server.person('narrow', { role: 'rep', teams: ['Nowhere'] });
    const { count } = await seen(everybody.cookie);
    assert.ok(count > 0);
    const none = { count, shown: 0, rows_hidden: count };
    assert.deepEqual(await seen(limited.cookie), none);
    assert.deepEqual(await seen(everybody.cookie), { count, shown: count, rows_hidden: 0 });
    await server.atTerminal('set-person', { person: limited.id, everything: true });
    assert.deepEqual(await seen(limited.cookie), { count, shown: count, rows_hidden: 0 });
  });

  test('what somebody might do on an earlier day stays known', async () => {
    const { id } = await server.person('pia', { role: 'rep' });
    const { people } = (await server.atTerminal('people', { as_of: '2026-01-01' })) as {
      people: { id: string; rights: unknown; version: number }[];
    };
    const pia = people.find((person) => person.id === id);
    assert.deepEqual([pia?.rights, pia?.version], [null, 0]);
  });

  test('the last admin stays one', async () => {
    const { people } = (await server.atTerminal('people', {})) as {
      people: { id: string; rights: { is_admin: boolean } }[];
    };
    const admins = people.filter(({ rights }) => rights?.is_admin);
    const last = admins.pop();
    for (const { id } of admins)
      await server.atTerminal('set-person', { person: id, is_admin: false });
    for (const change of [{ is_admin: false }, { disabled: true }]) {
      await assert.rejects(server.atTerminal('set-person', { person: last?.id, ...change }), {
        code: 'last_admin',
      });
    }
  });
});

describe('what stands on disk', () => {
  test('is readable by its owner only, and passwords and the secret are not in it', () => {
    for (const name of ['secret', 'people.sqlite']) {
      assert.equal(statSync(join(server.home.path, name)).mode & 0o777, 0o600, name);
    }
    const secret = readFileSync(join(server.home.path, 'secret'), 'utf8').trim();
    assert.ok(secret.length >= 64);
    assert.equal(secretOf(server.home.path, undefined), secret);
    const kept = JSON.stringify(table('account'));
    assert.ok(!kept.includes(PASSWORD));
    assert.ok(!server.log.join('\n').includes(secret));
  });

  test('a short secret is refused', () => {
    assert.throws(() => secretOf(server.home.path, 'too short'), { code: 'short_secret' });
  });
});

describe('obvious passwords', () => {
  const cases: readonly (readonly [string, RegExp | null])[] = [
    ['password1234', /tried first/],
    ['P@ssw0rd!!2026', /tried first/],
    ['Welcome-2026!', /tried first/],
    ['aaaaaaaaaaaa', /five different/],
    ['abc12abc12abc12', /repeats/],
    ['qwertyuiop12', /tried first|keyboard/],
    ['asdfghjkl123456', /keyboard/],
    ['1234567890ab', /keyboard/],
    ['fran@example.com', /your name/],
    ['MooringSoftware1', /your name/],
    [PASSWORD, null],
    ['master of the tiny grey harbour', null],
    ['Zk4!vq-8Lm#pT2', null],
  ];
  for (const [password, says] of cases) {
    test(password, () => {
      const found = obviousness(password, ['Fran Ek', 'fran@example.com', 'Mooring Software']);
      if (says === null) assert.equal(found, null);
      else assert.match(found ?? '', says);
    });
  }
});
