/** Who sends a request: by the cookie of a session, or by an API key. */

import { SameboatError } from '../../errors.ts';
import type { Caller } from '../auth.ts';
import type { PeopleAccounts } from './people-accounts.ts';
import { ABSOLUTE_LIMIT } from './terms.ts';

export interface Found {
  readonly caller: Caller;
  readonly email: string;
  /** It came with a session, not with a key. */
  readonly isSession: boolean;
  /** Of a session that goes on. */
  readonly cookies: readonly string[];
}

/** Null where nobody is known, has rights, or is switched on. */
export async function callerOf(accounts: PeopleAccounts, headers: Headers): Promise<Found | null> {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '');
  if (bearer) return byKey(accounts, bearer[1] as string);
  if (!headers.has('cookie')) return null;
  const { response, headers: sent } = await accounts.auth.api.getSession({
    headers,
    returnHeaders: true,
  });
  if (response === null) return null;
  const { session, user } = response;
  if (Date.now() - session.createdAt.getTime() > ABSOLUTE_LIMIT * 1000) {
    const { internalAdapter } = await accounts.auth.$context;
    await internalAdapter.deleteSession(session.token);
    return null;
  }
  const caller = await callerNamed(accounts, user);
  const { email } = user;
  return caller && { caller, email, isSession: true, cookies: sent.getSetCookie() };
}

async function byKey(accounts: PeopleAccounts, key: string): Promise<Found | null> {
  const { valid, key: found } = await accounts.auth.api.verifyApiKey({ body: { key } });
  if (!valid || !found) return null;
  const { internalAdapter } = await accounts.auth.$context;
  const user = await internalAdapter.findUserById(found.referenceId);
  const caller = user && (await callerNamed(accounts, user));
  return caller && { caller, email: user.email, isSession: false, cookies: [] };
}

/** With the rights of now: they may have changed since the session began. */
export async function callerNamed(
  accounts: PeopleAccounts,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<Caller | null> {
  const said = await accounts.rights(id);
  if (said === null || said.rights.disabled) return null;
  const { role, is_admin, teams, regions } = said.rights;
  return { id, name, role, isAdmin: is_admin, scope: { teams, regions } };
}

export function notSignedIn(): SameboatError {
  return new SameboatError(401, {
    code: 'not_signed_in',
    message: 'Sign in first.',
    where: null,
    fix: 'Open the page and sign in, or send an API key as `Authorization: Bearer KEY`.',
  });
}
