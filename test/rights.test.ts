/** Who may do what: every operation, asked by every role with a real session. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { OPERATIONS } from '../src/operations/index.ts';
import { ROLES, type Role } from '../src/operations/rights.ts';
import { SignedServer } from '../src/surfaces/accounts/signed-server.fixture.ts';
import { mayRun } from '../src/surfaces/auth.ts';

const EVERYBODY = [
  'ceo',
  'sales_head',
  'marketing_head',
  'ops',
  'manager',
  'campaign',
  'rep',
  'finance',
  'viewer',
];

/** Written by hand, from what each role is for; a new operation is added here before it passes. */
const MEANT: Readonly<Record<string, readonly string[]>> = {
  'this-week': EVERYBODY,
  curves: EVERYBODY,
  pipeline: EVERYBODY,
  forecast: EVERYBODY,
  backtest: EVERYBODY,
  rows: EVERYBODY,
  'data-health': EVERYBODY,
  overview: EVERYBODY,
  restatements: EVERYBODY,
  plan: EVERYBODY,
  campaigns: EVERYBODY,
  'campaign-types': EVERYBODY,
  agreements: EVERYBODY,
  'set-plan': ['sales_head', 'marketing_head', 'ops', 'finance'],
  'plan-campaign': ['sales_head', 'marketing_head', 'ops', 'campaign'],
  'move-campaign': ['sales_head', 'marketing_head', 'ops', 'campaign'],
  'record-assumption': ['sales_head', 'marketing_head', 'ops', 'campaign'],
  'record-event': ['sales_head', 'marketing_head', 'ops'],
  act: ['ceo', 'sales_head', 'marketing_head', 'ops', 'manager', 'campaign'],
  sign: ['sales_head', 'marketing_head'],
  definitions: EVERYBODY,
  define: ['sales_head', 'marketing_head', 'ops'],
  'set-budget': ['sales_head', 'marketing_head', 'ops', 'campaign', 'finance'],
  settings: EVERYBODY,
  'export-ledger': ['ops'],
  'import-ledger': ['ops'],
  import: ['ops'],
  inspect: ['ops'],
  'import-files': ['ops'],
  'inspect-files': ['ops'],
  'freeze-week': ['sales_head', 'marketing_head', 'ops'],
  'erase-person': ['ops'],
  rebuild: ['ops'],
  sample: ['ops'],
  people: [...EVERYBODY, 'admin'],
  'set-person': ['finance', 'admin'],
  audit: ['ceo', 'ops', 'admin'],
  'sign-ins': ['admin'],
};

let server: SignedServer;
const cookies = new Map<string, string>();

before(async () => {
  server = await SignedServer.start();
  for (const role of ROLES) cookies.set(role, (await server.person(role, { role })).cookie);
  const admin = await server.person('admin', { role: 'viewer', is_admin: true });
  cookies.set('admin', admin.cookie);
});

after(() => server.stop());

test('the table says it of every operation, and of nothing else', () => {
  assert.deepEqual(OPERATIONS.map(({ name }) => name).toSorted(), Object.keys(MEANT).toSorted());
});

/** An admin who is a viewer beside may what viewers may. */
function isMeant(name: string, who: string): boolean {
  const meant = MEANT[name] ?? [];
  return meant.includes(who) || (who === 'admin' && meant.includes('viewer'));
}

for (const { name, local } of OPERATIONS) {
  describe(name, () => {
    for (const who of [...ROLES, 'admin']) {
      const isAllowed = isMeant(name, who);
      test(`${who}: ${isAllowed ? 'allowed' : 'refused'}`, async () => {
        const operation = OPERATIONS.find((each) => each.name === name);
        assert.ok(operation);
        const isAdmin = who === 'admin';
        const role = isAdmin ? 'viewer' : (who as Role);
        const caller = { id: who, name: who, role, isAdmin, scope: { teams: [], regions: [] } };
        assert.equal(mayRun(caller, operation), isAllowed);
        // An unknown parameter: whoever is let in is told so, and nothing is changed.
        const body = { no_such_parameter: 1 };
        const reply = await server.send(`/api/${name}`, { body, cookie: cookies.get(who) ?? '' });
        const expected = local
          ? [404, 'only_in_terminal']
          : isAllowed
            ? [422, 'bad_parameter']
            : [403, 'not_your_role'];
        assert.deepEqual([reply.status, reply.code], expected);
      });
    }

    test('nobody: has to sign in', async () => {
      const reply = await server.send(`/api/${name}`, { body: {} });
      assert.deepEqual([reply.status, reply.code], [401, 'not_signed_in']);
    });
  });
}

describe('what is no operation', () => {
  test('files are taken from those who may import only', async () => {
    const path = '/api/uploads/abcdefgh/accounts.csv';
    for (const [who, cookie] of cookies) {
      const reply = await server.send(path, { method: 'DELETE', cookie });
      assert.equal(reply.code === 'not_your_role', who !== 'ops', who);
    }
    assert.equal((await server.send(path, { method: 'DELETE' })).status, 401);
  });

  test('assistants are offered what the role may ask', async () => {
    const list = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} };
    const headers = { accept: 'application/json, text/event-stream' };
    const send = (cookie?: string) =>
      fetch(`${server.address}/mcp`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', ...(cookie ? { cookie } : {}) },
        body: JSON.stringify(list),
      });
    assert.equal((await send()).status, 401);
    assert.match(await (await send(cookies.get('ceo'))).text(), /"audit"/);
    const told = await (await send(cookies.get('rep'))).text();
    assert.match(told, /"this-week"/);
    assert.doesNotMatch(told, /"audit"|"set-person"/);
  });
});
