/** The way to the company's own sign-in and back, and the door of its directory. */

import { randomBytes } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { NotFound, SameboatError } from '../../errors.ts';
import type { CompanySettings } from './company-settings.ts';
import { returning } from './returning.ts';
import type { Doors, SignedEnv } from './signed-env.ts';
import { ADDRESS_HEADER, BASE_PATH } from './terms.ts';

type Ctx = Context<SignedEnv>;

const NONCE = 'sameboat.nonce';
const TEN_MINUTES = 600;

/** Where an identity provider sends a form from its own site; what it says is signed. */
export const ASSERTIONS: string = `${BASE_PATH}/sso/saml2/sp/acs/`;

const body = z.strictObject({
  provider: z.string().max(100),
  /** A path of ours: no other site, and no second slash that would make it one. */
  return_to: z
    .string()
    .max(2000)
    .regex(/^\/(?![/\\])/),
});

/** As the sign-in page offers them. */
export function offeredSignIns({ oidc, saml }: CompanySettings): { id: string; name: string }[] {
  return [oidc, saml].flatMap((each) => (each ? [{ id: each.id, name: each.name }] : []));
}

export function companyRoutes(app: Hono<SignedEnv>, doors: Doors): void {
  const { companySignIn: settings } = doors;
  if (settings.oidc || settings.saml) {
    app.post(`${BASE_PATH}/company-sign-in`, async (c) =>
      c.json({ url: await start(c, doors) }, 200, { 'cache-control': 'no-store' }),
    );
    app.get(`${BASE_PATH}/sso/callback/:provider`, (c) => pass(c, doors));
    app.get(`${BASE_PATH}/sso/saml2/sp/metadata`, (c) => pass(c, doors));
    app.post(`${ASSERTIONS}:provider`, (c) => pass(c, doors));
  }
  if (settings.scimToken) app.all(`${BASE_PATH}/scim/v2/*`, (c) => pass(c, doors));
}

async function start(c: Ctx, doors: Doors): Promise<string> {
  const told = body.safeParse(await c.req.json().catch(() => null));
  const { oidc, saml } = doors.companySignIn;
  const provider = [oidc, saml].find((each) => each && each.id === told.data?.provider);
  if (!told.success || !provider) throw noSuchProvider();
  const nonce = randomBytes(24).toString('base64url');
  const origin = originOf(c, doors);
  const reply = await doors.accounts.auth.handler(
    new Request(`${origin}${BASE_PATH}/sign-in/sso`, {
      method: 'POST',
      headers: headersOf(c, { origin, 'content-type': 'application/json' }),
      body: JSON.stringify({
        providerId: provider.id,
        callbackURL: told.data.return_to,
        errorCallbackURL: '/',
      }),
    }),
  );
  const answer = (await reply.json().catch(() => null)) as { url?: string } | null;
  if (!reply.ok || !answer?.url) throw notReached(provider.name);
  for (const cookie of reply.headers.getSetCookie())
    c.header('set-cookie', cookie, { append: true });
  setCookie(c, NONCE, nonce, {
    httpOnly: true,
    sameSite: 'Lax',
    secure: origin.startsWith('https:'),
    path: `${BASE_PATH}/sso`,
    maxAge: TEN_MINUTES,
  });
  const url = new URL(answer.url);
  // The library sends none; it comes back in the signed token, and is compared there.
  if (provider === oidc) url.searchParams.set('nonce', nonce);
  return url.href;
}

/** Hands a request to the library as it came, under the address that we know ourselves by. */
async function pass(c: Ctx, doors: Doors): Promise<Response> {
  const { pathname, search } = new URL(c.req.url);
  const { method } = c.req.raw;
  const hasBody = !['GET', 'HEAD'].includes(method);
  const request = new Request(`${originOf(c, doors)}${pathname}${search}`, {
    method,
    headers: headersOf(c, Object.fromEntries(c.req.raw.headers)),
    ...(hasBody ? { body: await c.req.arrayBuffer() } : {}),
  });
  const came = { nonce: getCookie(c, NONCE) ?? null, groups: [] };
  const reply = await returning.run(came, () => doors.accounts.auth.handler(request));
  if (came.nonce !== null) deleteCookie(c, NONCE, { path: `${BASE_PATH}/sso` });
  for (const [name, value] of reply.headers) {
    if (name !== 'set-cookie') c.header(name, value);
  }
  for (const cookie of reply.headers.getSetCookie())
    c.header('set-cookie', cookie, { append: true });
  c.header('cache-control', 'no-store');
  return c.body(await reply.text(), reply.status as 200);
}

function originOf(c: Ctx, { publicUrl }: Doors): string {
  return publicUrl ?? `http://${c.req.header('host')}`;
}

function headersOf(c: Ctx, told: Readonly<Record<string, string>>): Headers {
  const headers = new Headers(told);
  headers.set(ADDRESS_HEADER, c.env.incoming.socket.remoteAddress ?? '127.0.0.1');
  const cookie = c.req.header('cookie');
  if (cookie !== undefined) headers.set('cookie', cookie);
  return headers;
}

function noSuchProvider(): NotFound {
  return new NotFound({
    code: 'no_such_sign_in',
    message: 'The company has no sign-in of that name.',
    where: 'provider',
    fix: 'Reload the sign-in page.',
  });
}

function notReached(name: string): SameboatError {
  return new SameboatError(502, {
    code: 'company_sign_in_not_reached',
    message: `The sign-in of ${name} did not answer as it should.`,
    where: null,
    fix: 'Try again; if it stays, an admin checks issuer, client and secret (docs/using.md).',
  });
}
