import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { companySettings } from './company-settings.ts';
import { CLIENT, type Claims, FakeIssuer } from './fake-issuer.fixture.ts';
import { type Replied, SignedServer } from './signed-server.fixture.ts';

const SCIM_TOKEN = '0123456789abcdef0123456789abcdef';
let issuer: FakeIssuer;
let server: SignedServer;

before(async () => {
  issuer = await FakeIssuer.start();
  server = await SignedServer.start({
    SAMEBOAT_OIDC_ISSUER: issuer.issuer,
    SAMEBOAT_OIDC_CLIENT_ID: CLIENT.id,
    SAMEBOAT_OIDC_CLIENT_SECRET: CLIENT.secret,
    SAMEBOAT_GROUP_ROLES: 'Revenue operations=ops, Sellers=rep',
    SAMEBOAT_SCIM_TOKEN: SCIM_TOKEN,
  });
});

beforeEach(async () => {
  issuer.nonce = null;
  issuer.signer = null;
  await server.forgetAttempts();
});

after(async () => {
  await server.stop();
  await issuer.stop();
});

const ANN: Claims = { sub: 'subject-1', email: 'ann@example.com', name: 'Ann' };

async function begin(return_to = '/data?period=2026-Q3') {
  const { body } = await server.send('/auth/who');
  const [offered] = body['company_sign_in'] as { id: string }[];
  const started = await server.send('/auth/company-sign-in', {
    body: { provider: offered?.id, return_to },
  });
  return { url: String(started.body['url']), cookie: started.cookie, started };
}

/** Follows the way back as a browser would. */
async function comeBack(address: string, cookie: string): Promise<Replied> {
  const { pathname, search } = new URL(address);
  return server.send(pathname + search, { cookie });
}

async function signIn(claims: Claims): Promise<Replied> {
  const { url, cookie } = await begin();
  return comeBack(issuer.authorize(url, claims), cookie);
}

function sessionOf({ cookie }: Replied): string {
  return cookie.split('; ').find((each) => each.startsWith('sameboat.session_token=')) ?? '';
}

async function whoIs(reply: Replied): Promise<Record<string, unknown> | null> {
  const { body } = await server.send('/auth/who', { cookie: sessionOf(reply) });
  return body['who'] as Record<string, unknown> | null;
}

function where({ response }: Replied): string {
  return response.headers.get('location') ?? '';
}

describe('OpenID Connect', () => {
  test('goes there with PKCE, state and a nonce, and only the public half of each', async () => {
    const { url } = await begin();
    const asked = new URL(url);
    assert.equal(asked.origin + asked.pathname, `${issuer.issuer}/authorize`);
    const told = (name: string) => asked.searchParams.get(name) ?? '';
    assert.deepEqual(
      [told('response_type'), told('code_challenge_method'), told('client_id')],
      ['code', 'S256', CLIENT.id],
    );
    for (const name of ['code_challenge', 'state', 'nonce'])
      assert.ok(told(name).length >= 24, name);
    assert.ok(!url.includes(encodeURIComponent(CLIENT.secret)));
  });

  test('a newcomer is a viewer, and is led to the page that was asked for', async () => {
    const reply = await signIn(ANN);
    assert.equal(reply.status, 302, JSON.stringify(reply.body));
    assert.match(where(reply), /\/data\?period=2026-Q3$/);
    const who = await whoIs(reply);
    assert.deepEqual(
      [who?.['email'], who?.['role'], who?.['is_admin']],
      [ANN.email, 'viewer', false],
    );
  });

  test('a group that is mapped gives the role', async () => {
    const reply = await signIn({
      sub: 'subject-2',
      email: 'olu@example.com',
      name: 'Olu',
      groups: ['Everybody', 'Revenue operations'],
    });
    assert.equal((await whoIs(reply))?.['role'], 'ops');
  });

  test('a person is known by the subject, whatever the address is now', async () => {
    const first = await whoIs(await signIn(ANN));
    const moved = await whoIs(await signIn({ ...ANN, email: 'ann.new@example.com' }));
    assert.equal(moved?.['id'], first?.['id']);
  });

  test('another subject with the address of somebody else does not become them', async () => {
    const { email } = await server.person('victim', { role: 'ops' });
    const reply = await signIn({ sub: 'subject-of-eve', email, name: 'Eve' });
    assert.equal(sessionOf(reply), '');
    assert.match(where(reply), /error=/);
  });

  test('a role that an admin gave stays at the next sign-in', async () => {
    const id = (await whoIs(await signIn(ANN)))?.['id'];
    await server.atTerminal('set-person', { person: id, role: 'finance' });
    assert.equal((await whoIs(await signIn(ANN)))?.['role'], 'finance');
  });

  test('whoever is switched off gets nothing by it', async () => {
    const bob = { sub: 'subject-3', email: 'bob@example.com', name: 'Bob' };
    const id = (await whoIs(await signIn(bob)))?.['id'];
    await server.atTerminal('set-person', { person: id, disabled: true });
    assert.equal(await whoIs(await signIn(bob)), null);
  });
});

describe('what somebody else could try', () => {
  async function refused(reply: Replied): Promise<void> {
    assert.equal(sessionOf(reply), '', where(reply));
    assert.match(where(reply) + JSON.stringify(reply.body), /error|code/);
  }

  test('a way back that was begun in another browser', async () => {
    const { url } = await begin();
    await refused(await comeBack(issuer.authorize(url, ANN), ''));
  });

  test('a changed state', async () => {
    const { url, cookie } = await begin();
    const back = new URL(issuer.authorize(url, ANN));
    back.searchParams.set('state', 'x'.repeat(32));
    await refused(await comeBack(back.href, cookie));
  });

  test('a token of another sign-in: the nonce differs', async () => {
    issuer.nonce = 'that of somebody else';
    const reply = await signIn(ANN);
    await refused(reply);
    assert.match(where(reply), /wrong_nonce/);
  });

  test('a token that the issuer did not sign', async () => {
    issuer.signer = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    await refused(await signIn(ANN));
  });

  test('a code used twice', async () => {
    const { url, cookie } = await begin();
    const back = issuer.authorize(url, ANN);
    assert.notEqual(sessionOf(await comeBack(back, cookie)), '');
    await refused(await comeBack(back, cookie));
  });

  test('a return to another site', async () => {
    for (const elsewhere of ['https://evil.example', '//evil.example', '/\\evil.example']) {
      assert.equal((await begin(elsewhere)).started.status, 404, elsewhere);
    }
  });

  test('the library’s other doors are shut', async () => {
    for (const path of ['sign-up/email', 'sso/register', 'api-key/create', 'update-user']) {
      assert.equal((await server.send(`/auth/${path}`, { body: {} })).status, 404, path);
    }
  });
});

describe('SCIM', () => {
  const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
  const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
  const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

  const scim = (path: string, method: string, body?: object, key = SCIM_TOKEN) =>
    server.send(`/auth/scim/v2/${path}`, {
      method,
      key,
      ...(body && { body, headers: { 'content-type': 'application/scim+json' } }),
    });

  async function provision(name: string): Promise<string> {
    const email = `${name}@example.com`;
    const made = await scim('Users', 'POST', {
      schemas: [USER],
      externalId: `subject-of-${name}`,
      userName: email,
      name: { formatted: name },
      emails: [{ value: email, primary: true }],
      active: true,
    });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return String(made.body['id']);
  }

  const asClaims = (name: string): Claims => ({
    sub: `subject-of-${name}`,
    email: `${name}@example.com`,
    name,
  });

  test('only with the token of the directory', async () => {
    assert.equal((await scim('Users', 'GET', undefined, 'x'.repeat(32))).status, 401);
    const { cookie } = await server.person('clerk', { role: 'ops', is_admin: true });
    assert.equal((await server.send('/auth/scim/v2/Users', { cookie })).status, 401);
  });

  test('who is made there signs in with the company account, and is out at once when switched off', async () => {
    const id = await provision('dee');
    const reply = await signIn(asClaims('dee'));
    const who = await whoIs(reply);
    assert.deepEqual([who?.['email'], who?.['role']], ['dee@example.com', 'viewer']);
    const cookie = sessionOf(reply);
    const { body } = await server.send('/auth/keys', { cookie, body: { name: 'k' } });
    const key = String(body['key']);
    const asks = (sent: object) => server.send('/api/overview', { body: {}, ...sent });
    assert.deepEqual([(await asks({ cookie })).status, (await asks({ key })).status], [200, 200]);
    const off = { schemas: [PATCH], Operations: [{ op: 'replace', path: 'active', value: false }] };
    const patched = await scim(`Users/${id}`, 'PATCH', off);
    assert.ok(patched.status < 300, JSON.stringify(patched.body));
    assert.deepEqual([(await asks({ cookie })).status, (await asks({ key })).status], [401, 401]);
    assert.equal(await whoIs(await signIn(asClaims('dee'))), null);
    const { entries } = (await server.atTerminal('audit', {
      as_of: '2999-01-01',
      about: `person/${who?.['id']}`,
    })) as { entries: { body: { disabled: boolean }; who: { name: string } }[] };
    assert.deepEqual([entries[0]?.body.disabled, entries[0]?.who.name], [true, 'Sameboat']);
  });

  test('a mapped group gives the role, and takes it away', async () => {
    const id = await provision('gil');
    const made = await scim('Groups', 'POST', {
      schemas: [GROUP],
      displayName: 'Sellers',
      members: [{ value: id }],
    });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const role = async () => (await whoIs(await signIn(asClaims('gil'))))?.['role'];
    assert.equal(await role(), 'rep');
    await scim(`Groups/${made.body['id']}`, 'DELETE');
    assert.equal(await role(), 'viewer');
  });
});

describe('settings of the company sign-in', () => {
  const cases: readonly (readonly [Record<string, string>, RegExp])[] = [
    [{ SAMEBOAT_OIDC_ISSUER: 'https://id.example.com' }, /CLIENT_ID is missing/],
    [
      {
        SAMEBOAT_OIDC_ISSUER: 'http://id.example.com',
        SAMEBOAT_OIDC_CLIENT_ID: 'a',
        SAMEBOAT_OIDC_CLIENT_SECRET: 'b',
      },
      /no https address/,
    ],
    [{ SAMEBOAT_SCIM_TOKEN: 'short' }, /fewer than 32/],
    [{ SAMEBOAT_GROUP_ROLES: 'Sales=boss' }, /"Sales=boss"/],
  ];
  for (const [environment, message] of cases) {
    test(Object.keys(environment).join(', '), () => {
      assert.throws(() => companySettings(environment), { code: 'bad_company_sign_in', message });
    });
  }
});
