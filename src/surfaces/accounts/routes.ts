/** Signing in and out, one's password and API keys. Answers name nobody who is not signed in. */

import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { BadInput, NotAllowed, SameboatError } from '../../errors.ts';
import { ROLES } from '../../operations/rights.ts';
import { VERSION } from '../version.ts';
import { callerNamed, callerOf, type Found, notSignedIn } from './callers.ts';
import { companyRoutes, offeredSignIns } from './company-routes.ts';
import { LONGEST_PASSWORD } from './obvious-password.ts';
import type { PeopleAccounts } from './people-accounts.ts';
import type { Doors, SignedEnv } from './signed-env.ts';
import { ADDRESS_HEADER, BASE_PATH } from './terms.ts';

type Ctx = Context<SignedEnv>;

const email = z.email({ error: 'is no e-mail address' }).toLowerCase();
/** Longer ones are refused in words, once the shortest is known to hold. */
const password = z.string().max(10 * LONGEST_PASSWORD);
const token = z.string().min(1).max(200);

const signInBody = z.strictObject({ email, password });
const setUpBody = z.strictObject({
  token,
  name: z.string().trim().min(1).max(200),
  email,
  password,
  role: z.enum(ROLES),
});
const invitationBody = z.strictObject({ token, password });
const passwordBody = z.strictObject({ present: password, next: password });
const keyBody = z.strictObject({ name: z.string().trim().min(1).max(100) });

/** @param doors null where nobody signs in */
export function signInRoutes(app: Hono<SignedEnv>, doors: Doors | null): void {
  app.get(`${BASE_PATH}/who`, async (c) => c.json(await whoIs(c, doors), 200, NO_STORE));
  if (doors === null) return;
  const { accounts, setUp } = doors;
  app.post(`${BASE_PATH}/sign-in`, async (c) => {
    await signIn(c, doors, await bodyOf(c, signInBody));
    return c.body(null, 204, NO_STORE);
  });
  app.post(`${BASE_PATH}/sign-out`, async (c) => {
    const found = await callerOf(accounts, c.req.raw.headers);
    forward(c, await send(c, doors, { path: '/sign-out', body: {} }));
    if (found) await log(c, doors, found.caller.id, 'signed_out');
    return c.body(null, 204, NO_STORE);
  });
  app.post(`${BASE_PATH}/set-up`, async (c) => {
    const { token: told, ...founder } = await bodyOf(c, setUpBody);
    const id = await setUp.found(told, founder);
    await log(c, doors, id, 'set_up');
    await signIn(c, doors, founder);
    return c.body(null, 204, NO_STORE);
  });
  app.post(`${BASE_PATH}/invitation`, async (c) => {
    const told = await bodyOf(c, invitationBody);
    const address = await accounts.accept(told.token, told.password);
    await signIn(c, doors, { email: address, password: told.password });
    return c.body(null, 204, NO_STORE);
  });
  app.post(`${BASE_PATH}/password`, async (c) => {
    await changePassword(c, doors, await bodyOf(c, passwordBody));
    return c.body(null, 204, NO_STORE);
  });
  keyRoutes(app, doors);
  companyRoutes(app, doors);
}

function keyRoutes(app: Hono<SignedEnv>, doors: Doors): void {
  const { accounts } = doors;
  app.get(`${BASE_PATH}/keys`, async (c) => {
    const { caller } = await insistOnSession(c, doors);
    return c.json({ keys: await accounts.keys(caller.id) }, 200, NO_STORE);
  });
  app.post(`${BASE_PATH}/keys`, async (c) => {
    const { caller } = await insistOnSession(c, doors);
    const { name } = await bodyOf(c, keyBody);
    return c.json(await accounts.makeKey(caller.id, name), 200, NO_STORE);
  });
  app.delete(`${BASE_PATH}/keys/:id`, async (c) => {
    const { caller } = await insistOnSession(c, doors);
    await accounts.revokeKey(caller.id, c.req.param('id'));
    return c.body(null, 204, NO_STORE);
  });
}

const NO_STORE = { 'cache-control': 'no-store' };

const NOBODY = {
  signs_in: false,
  who: null,
  needs_set_up: false,
  version: VERSION,
  company_sign_in: [],
};

async function whoIs(c: Ctx, doors: Doors | null) {
  if (doors === null) return { ...NOBODY, company: null };
  const found = await callerOf(doors.accounts, c.req.raw.headers);
  for (const cookie of found?.cookies ?? []) c.header('set-cookie', cookie, { append: true });
  return {
    signs_in: true,
    who: found && {
      id: found.caller.id,
      name: found.caller.name,
      email: found.email,
      role: found.caller.role,
      is_admin: found.caller.isAdmin,
      ...found.caller.scope,
    },
    needs_set_up: await doors.setUp.isNeeded(),
    company: doors.company(),
    version: VERSION,
    company_sign_in: offeredSignIns(doors.companySignIn),
  };
}

async function signIn(c: Ctx, doors: Doors, told: { email: string; password: string }) {
  const { accounts } = doors;
  const { internalAdapter } = await accounts.auth.$context;
  const known = await internalAdapter.findUserByEmail(told.email);
  const user = known?.user ?? null;
  if (await accounts.isGuessedAt(told.email)) throw tooManyAttempts(15 * 60);
  const reply = await send(c, doors, {
    path: '/sign-in/email',
    body: { email: told.email, password: told.password },
  });
  if (reply.status === 429) throw tooManyAttempts(Number(reply.headers.get('x-retry-after')));
  const caller = reply.ok && user ? await callerNamed(accounts, user) : null;
  await log(c, doors, user?.id ?? null, caller ? 'signed_in' : 'refused', told.email);
  if (!reply.ok || !user) throw wrongSignIn();
  if (!caller) {
    await internalAdapter.deleteUserSessions(user.id);
    throw switchedOff();
  }
  forward(c, reply);
}

async function changePassword(c: Ctx, doors: Doors, told: z.output<typeof passwordBody>) {
  const { accounts } = doors;
  const { caller, email: address } = await insistOnSession(c, doors);
  const context = await accounts.auth.$context;
  const ways = await context.internalAdapter.findAccounts(caller.id);
  const hash = ways.find(({ providerId }) => providerId === 'credential')?.password;
  if (await accounts.isGuessedAt(address)) throw tooManyAttempts(15 * 60);
  if (!hash || !(await context.password.verify({ hash, password: told.present }))) {
    await log(c, doors, caller.id, 'refused', address);
    throw wrongSignIn();
  }
  accounts.insistOnPassword(told.next, [caller.name, address]);
  await accounts.setPassword(caller.id, told.next);
  await log(c, doors, caller.id, 'password_set');
  await signIn(c, doors, { email: address, password: told.next });
}

/** A key cannot make keys or change a password. */
async function insistOnSession(c: Ctx, { accounts }: Doors): Promise<Found> {
  const found = await callerOf(accounts, c.req.raw.headers);
  if (!found) throw notSignedIn();
  if (found.isSession) return found;
  throw new NotAllowed({
    code: 'key_not_enough',
    message: 'An API key cannot do this.',
    where: c.req.path,
    fix: 'Sign in on the page.',
  });
}

/** Asks the library as the browser did, with the address that the connection came from. */
function send(c: Ctx, doors: Doors, { path, body }: { path: string; body: object }) {
  const origin = doors.publicUrl ?? `http://${c.req.header('host')}`;
  const headers = new Headers({ 'content-type': 'application/json', origin });
  headers.set(ADDRESS_HEADER, addressOf(c));
  const cookie = c.req.header('cookie');
  if (cookie !== undefined) headers.set('cookie', cookie);
  const url = new URL(BASE_PATH + path, origin);
  return doors.accounts.auth.handler(
    new Request(url, { method: 'POST', headers, body: JSON.stringify(body) }),
  );
}

function addressOf(c: Ctx): string {
  return c.env.incoming.socket.remoteAddress ?? '127.0.0.1';
}

function forward(c: Ctx, reply: Response): void {
  for (const cookie of reply.headers.getSetCookie())
    c.header('set-cookie', cookie, { append: true });
}

type What = Parameters<PeopleAccounts['log']>[0]['what'];

function log(c: Ctx, { accounts }: Doors, userId: string | null, what: What, about?: string) {
  return accounts.log({ userId, what, address: addressOf(c) }, about);
}

async function bodyOf<Schema extends z.ZodType>(c: Ctx, schema: Schema) {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  const body: unknown = type === 'application/json' ? await c.req.json().catch(() => null) : null;
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new BadInput({
    code: 'bad_body',
    message: `${issue?.path.join('.') || 'The body'}: ${issue?.message}`,
    where: 'body',
    fix: 'Send it as a JSON object with Content-Type: application/json.',
  });
}

function wrongSignIn(): SameboatError {
  return new SameboatError(401, {
    code: 'wrong_sign_in',
    message: 'E-mail address and password do not go together.',
    where: null,
    fix: 'Try again. If you have forgotten the password, an admin can give you a link for a new one.',
  });
}

function switchedOff(): NotAllowed {
  return new NotAllowed({
    code: 'account_switched_off',
    message: 'This account is switched off, or has no role yet.',
    where: null,
    fix: 'Ask an admin to give you a role.',
  });
}

function tooManyAttempts(seconds: number): SameboatError {
  const minutes = Math.max(1, Math.ceil((seconds || 60) / 60));
  return new SameboatError(429, {
    code: 'too_many_attempts',
    message: 'There were too many attempts to sign in.',
    where: null,
    fix: `Wait ${minutes} minute${minutes === 1 ? '' : 's'}, then try again.`,
  });
}
