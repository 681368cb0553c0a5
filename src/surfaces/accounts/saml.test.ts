import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { FakeSaml, type Told } from './fake-saml.fixture.ts';
import { type Replied, SignedServer } from './signed-server.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'sameboat-saml-'));
const idp = new FakeSaml();
let server: SignedServer;
let provider = '';

before(async () => {
  const file = join(folder, 'idp.pem');
  writeFileSync(file, idp.certificate);
  server = await SignedServer.start({
    SAMEBOAT_SAML_ISSUER: idp.entity,
    SAMEBOAT_SAML_ENTRY_POINT: idp.entryPoint,
    SAMEBOAT_SAML_CERTIFICATE: file,
    SAMEBOAT_GROUP_ROLES: 'Sellers=rep',
  });
  const { body } = await server.send('/auth/who');
  provider = (body['company_sign_in'] as { id: string }[])[0]?.id ?? '';
});

beforeEach(() => server.forgetAttempts());

after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

interface Way {
  readonly acs: string;
  readonly form: URLSearchParams;
  readonly cookie: string;
}

async function away(told: Told): Promise<Way> {
  const started = await server.send('/auth/company-sign-in', {
    body: { provider, return_to: '/data' },
  });
  assert.equal(started.status, 200, JSON.stringify(started.body));
  return { ...idp.answer(String(started.body['url']), told), cookie: started.cookie };
}

/** As a form of the provider's own site is sent: with its Origin. */
async function back({ acs, form, cookie }: Way): Promise<Replied> {
  const response = await fetch(server.address + new URL(acs).pathname, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: 'https://idp.example.com', cookie },
    body: form,
  });
  const text = await response.text();
  return {
    status: response.status,
    code: undefined,
    body: { text },
    cookie: response.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; '),
    response,
  };
}

async function whoIs({ cookie }: Replied): Promise<Record<string, unknown> | null> {
  const session = cookie.split('; ').find((each) => each.startsWith('sameboat.session_token='));
  const { body } = await server.send('/auth/who', { cookie: session ?? '' });
  return body['who'] as Record<string, unknown> | null;
}

const SAM: Told = { subject: 'saml-subject-1', email: 'sam@example.com' };

describe('SAML', () => {
  test('the certificate of the test is one', () => {
    const certificate = new X509Certificate(idp.certificate);
    assert.ok(certificate.verify(certificate.publicKey));
  });

  test('our metadata name the door of assertions, and want them signed', async () => {
    const path = `/auth/sso/saml2/sp/metadata?providerId=${provider}`;
    const text = await (await fetch(server.address + path)).text();
    assert.match(text, /WantAssertionsSigned="true"/);
    assert.ok(text.includes(`/auth/sso/saml2/sp/acs/${provider}`), text);
  });

  test('a signed assertion lets in, as the subject, with the role of the group', async () => {
    const reply = await back(await away({ ...SAM, groups: ['Everybody', 'Sellers'] }));
    assert.equal(reply.status, 302, JSON.stringify(reply.body));
    assert.match(reply.response.headers.get('location') ?? '', /\/data$/);
    const who = await whoIs(reply);
    assert.deepEqual([who?.['email'], who?.['role']], [SAM.email, 'rep']);
    const again = await whoIs(await back(await away({ ...SAM, email: 'sam.new@example.com' })));
    assert.equal(again?.['id'], who?.['id']);
  });

  for (const fault of ['unsigned', 'changed', 'other_key', 'other_audience', 'old'] as const) {
    test(`refused: ${fault.replaceAll('_', ' ')}`, async () => {
      const reply = await back(await away({ ...SAM, fault }));
      assert.equal(await whoIs(reply), null);
    });
  }

  test('an assertion works once', async () => {
    const way = await away(SAM);
    assert.notEqual(await whoIs(await back(way)), null);
    assert.equal(await whoIs(await back(way)), null);
  });
});
