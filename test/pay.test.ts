/** Variable pay: for the person, the managers above, and finance; for nobody else, whatever their role. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ROLES, type Role } from '../src/operations/rights.ts';
import { type Replied, SignedServer } from '../src/surfaces/accounts/signed-server.fixture.ts';

interface Person {
  readonly id: string;
  readonly name: string;
  readonly manager_name: string | null;
  readonly pay: {
    readonly withheld: boolean;
    readonly variable_pay: { amount: number; currency: string } | null;
    readonly version: number;
  };
}

const PAY = 4_200_000;
const WHY = 'Raised to 42k';

let server: SignedServer;
let rep: { id: string; email: string; cookie: string };

const set = (cookie: string, body: Record<string, unknown>) =>
  server.send('/api/set-person', { cookie, body });

async function peopleFor(cookie: string): Promise<{ people: Person[]; hidden: number }> {
  const { status, body } = await server.send('/api/people', { cookie, body: {} });
  assert.equal(status, 200, JSON.stringify(body));
  return body as unknown as { people: Person[]; hidden: number };
}

const isCode = ({ status, code }: Replied, expected: number, name: string) =>
  assert.deepEqual([status, code], [expected, name]);

before(async () => {
  server = await SignedServer.start();
  rep = await server.person('rita', { role: 'rep' });
  await server.atTerminal('set-person', {
    ...{ person: rep.id, variable_pay: PAY, reason: WHY },
  });
});

after(() => server.stop());

/** What a caller is to the person whose pay is asked for. */
const RELATIONS = ['stranger', 'manager', 'manager of the manager', 'report'] as const;

async function related(
  caller: { id: string },
  relation: (typeof RELATIONS)[number],
  name: string,
): Promise<void> {
  const under = (person: string, manager: string) =>
    server.atTerminal('set-person', { person, manager });
  await under(caller.id, '');
  await under(rep.id, '');
  if (relation === 'manager') await under(rep.id, caller.id);
  if (relation === 'report') await under(caller.id, rep.id);
  if (relation === 'manager of the manager') {
    const between = await server.atTerminal('set-person', {
      ...{ person: `${name}-between@example.com`, name: 'Between', role: 'manager' },
      manager: caller.id,
    });
    await under(rep.id, (between['person'] as { id: string }).id);
  }
}

for (const role of [...ROLES, 'admin'] as const) {
  describe(role, () => {
    let caller: { id: string; cookie: string };
    before(async () => {
      const rights = role === 'admin' ? { role: 'viewer' as Role, is_admin: true } : { role };
      caller = await server.person(`p-${role}`.replaceAll('_', '-'), rights);
    });

    for (const relation of RELATIONS) {
      const mayKnow = role === 'finance' || relation.startsWith('manager');
      test(`${relation}: ${mayKnow ? 'sees it' : 'sees that it is withheld, or nobody at all'}`, async () => {
        await related(caller, relation, role);
        const { people } = await peopleFor(caller.cookie);
        const found = people.find(({ id }) => id === rep.id);
        const isListed = mayKnow || role === 'admin';
        assert.equal(found !== undefined, isListed);
        const { withheld, variable_pay } = found?.pay ?? { withheld: true, variable_pay: null };
        assert.equal(withheld, !mayKnow);
        assert.deepEqual(variable_pay, mayKnow ? { amount: PAY, currency: 'USD' } : null);

        const audit = await server.send('/api/audit', {
          cookie: caller.cookie,
          body: { about: `pay/${rep.id}` },
        });
        if (!['ceo', 'ops', 'admin'].includes(role)) return isCode(audit, 403, 'not_your_role');
        const [entry] = audit.body['entries'] as { body: unknown; reason: string }[];
        const expected = mayKnow ? { amount: PAY, currency: 'USD' } : 'withheld';
        assert.deepEqual(entry?.body, { variable_pay: expected });
        assert.equal(entry?.reason, mayKnow ? WHY : 'withheld');
        assert.ok(mayKnow || !JSON.stringify(audit.body).includes('42k'));
      });
    }

    test('themselves: sees it, or that none is recorded', async () => {
      await server.atTerminal('set-person', { person: caller.id, variable_pay: 100 });
      const own = async () =>
        (await peopleFor(caller.cookie)).people.find(({ id }) => id === caller.id)?.pay;
      assert.deepEqual((await own())?.variable_pay, { amount: 100, currency: 'USD' });
      await server.atTerminal('set-person', { person: caller.id, variable_pay: 0 });
      assert.deepEqual([(await own())?.withheld, (await own())?.variable_pay], [false, null]);
    });
  });
}

test('the pay of somebody without one is withheld just the same', async () => {
  const { cookie } = await server.person('abe', { role: 'ops', is_admin: true });
  const { id } = await server.person('nora', { role: 'rep' });
  const { people } = await peopleFor(cookie);
  const pays = people.filter((each) => [id, rep.id].includes(each.id)).map(({ pay }) => pay);
  const none = { withheld: true, variable_pay: null, version: 0 };
  assert.deepEqual(pays, [none, none]);
});

test('a manager sees those below, by all their levels, and how many others there are', async () => {
  const top = await server.person('top', { role: 'sales_head' });
  const middle = await server.person('middle', { role: 'manager', manager: top.id });
  await server.person('below', { role: 'rep', manager: middle.id });
  const { people, hidden } = await peopleFor(top.cookie);
  assert.deepEqual(
    people.map(({ name, manager_name }) => [name, manager_name]),
    [
      ['below', 'middle'],
      ['middle', 'top'],
      ['top', null],
    ],
  );
  assert.ok(hidden > 10);
  assert.deepEqual(
    (await peopleFor(middle.cookie)).people.map(({ name }) => name),
    ['below', 'middle'],
  );
});

describe('who tells pay', () => {
  test('finance, of somebody who has an account, and nothing else of them', async () => {
    const { cookie } = await server.person('fin', { role: 'finance' });
    const told = await set(cookie, { person: rep.email, variable_pay: 500, reason: 'raise' });
    assert.equal(told.status, 200, JSON.stringify(told.body));
    const { withheld, variable_pay, version } = told.body['pay'] as Person['pay'];
    assert.deepEqual([withheld, variable_pay?.amount], [false, 500]);
    const stale = { person: rep.id, variable_pay: 700, seen: version - 1 };
    isCode(await set(cookie, stale), 409, 'conflict');
    assert.equal((await set(cookie, { ...stale, seen: version })).status, 200);
    isCode(await set(cookie, { person: rep.id, role: 'ceo' }), 403, 'pay_only');
    isCode(await set(cookie, { person: rep.id, variable_pay: 1, role: 'ceo' }), 403, 'pay_only');
    const somebody = { person: 'new@example.com', variable_pay: 1 };
    isCode(await set(cookie, somebody), 403, 'pay_only');
  });

  test('finance takes and gives no rights beside it, by what counts as nothing either', async () => {
    const { cookie } = await server.person('fin-sly', { role: 'finance' });
    const over = await server.person('over', { role: 'manager' });
    const admin = await server.person('chief', {
      ...{ role: 'ops', is_admin: true, manager: over.id, teams: ['North'] },
    });
    const leaver = await server.person('leaver', { role: 'rep' });
    await server.atTerminal('set-person', { person: leaver.id, disabled: true });
    const told = { person: admin.id, variable_pay: 100 };
    for (const extra of [
      ...[{ is_admin: false }, { manager: '' }, { disabled: false }, { everything: true }],
      ...[{ invite: true }, { teams: [] }, { regions: [] }, { name: 'Chief' }],
    ]) {
      for (const { id } of [admin, leaver]) {
        isCode(await set(cookie, { ...told, person: id, ...extra }), 403, 'pay_only');
      }
    }
    const plain = await set(cookie, { ...told, everything: false, invite: false });
    assert.equal(plain.status, 200, JSON.stringify(plain.body));
    const { is_admin, manager, teams } = plain.body['rights'] as Record<string, unknown>;
    assert.deepEqual([is_admin, manager, teams], [true, over.id, ['North']]);
  });

  test('a reason that was given for pay and rights at once stands with the pay alone', async () => {
    const { id } = await server.person('both', { role: 'rep' });
    const told = { person: id, role: 'manager', variable_pay: 4_300_000, reason: 'Now 43k' };
    await server.atTerminal('set-person', told);
    const { cookie } = await server.person('reader', { role: 'ops' });
    const { status, body } = await server.send('/api/audit', { cookie, body: {} });
    assert.equal(status, 200);
    assert.ok(!JSON.stringify(body).includes('43k'));
  });

  test('a new link for a password is in the audit: with who gave it, to whom, and why', async () => {
    const admin = await server.person('linker', { role: 'ops', is_admin: true });
    const fin = await server.person('fin-linked', { role: 'finance' });
    const before = { person: fin.id, reason: 'Has lost the phone', invite: true };
    assert.equal((await set(admin.cookie, before)).status, 200);
    const about = { about: `invitation/${fin.id}`, who: admin.id };
    const { body } = await server.send('/api/audit', { cookie: admin.cookie, body: about });
    const entries = body['entries'] as { body: unknown; reason: string }[];
    assert.deepEqual(
      entries.map((each) => [each.body, each.reason]),
      [[{ invited: true }, 'Has lost the phone']],
    );
  });

  test('no admin, who may let nobody look by themselves either', async () => {
    const admin = await server.person('sly', { role: 'ops', is_admin: true });
    const { cookie } = admin;
    isCode(await set(cookie, { person: rep.id, variable_pay: 1 }), 403, 'not_your_pay');
    isCode(await set(cookie, { person: rep.id, manager: admin.id }), 403, 'for_oneself');
    isCode(await set(cookie, { person: admin.id, role: 'finance' }), 403, 'for_oneself');
    const boss = await server.person('boss', { role: 'manager' });
    assert.equal((await set(cookie, { person: rep.id, manager: boss.id })).status, 200);
    isCode(await set(cookie, { person: boss.id, manager: admin.id }), 403, 'for_oneself');
    const answer = await set(cookie, { person: rep.id, teams: ['North'] });
    assert.deepEqual(answer.body['pay'], { withheld: true, variable_pay: null, version: 0 });
    assert.equal((await set(cookie, { person: rep.id, manager: '' })).status, 200);
  });

  test('nobody reports to themselves, or to somebody unknown', async () => {
    const a = await server.person('ring-a', { role: 'rep' });
    const b = await server.person('ring-b', { role: 'rep', manager: a.id });
    const circle = (person: string, manager: string) =>
      server.atTerminal('set-person', { person, manager });
    await assert.rejects(circle(a.id, b.email), { code: 'manager_circle' });
    await assert.rejects(circle(a.id, a.id), { code: 'manager_circle' });
    await assert.rejects(circle(a.id, 'nobody@example.com'), { code: 'no_such_person' });
  });
});
