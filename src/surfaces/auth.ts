/** Who asks, and whether they may. */

import { userInfo } from 'node:os';
import { NotAllowed, type SameboatError } from '../errors.ts';
import type { Author } from '../ledger/entry.ts';
import type { Operation } from '../operations/operation.ts';
import { EVERYTHING, type Scope } from '../operations/person-rights.ts';
import { ADMIN, LOCAL, type Role } from '../operations/rights.ts';

export interface Caller extends Author {
  readonly role: Role | typeof LOCAL;
  /** May give and take rights. */
  readonly isAdmin: boolean;
  /** Whose rows they see. */
  readonly scope: Scope;
}

/** Whoever asks from this machine, where nobody has to sign in. */
export const LOCAL_CALLER: Caller = {
  id: LOCAL,
  name: userName(),
  role: LOCAL,
  isAdmin: true,
  scope: EVERYTHING,
};

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return LOCAL;
  }
}

export function mayRun({ role, isAdmin }: Caller, operation: Operation): boolean {
  if (role === LOCAL || operation.who.includes(role)) return true;
  return isAdmin && operation.who.includes(ADMIN);
}

/** @throws NotAllowed */
export function insistMayRun(caller: Caller, operation: Operation): void {
  if (mayRun(caller, operation)) return;
  throw new NotAllowed({
    code: 'not_your_role',
    message: `The role ${caller.role} may not run ${operation.name}.`,
    where: operation.name,
    fix: `Ask somebody with one of these roles: ${operation.who.join(', ')}.`,
  });
}

interface Asked {
  readonly host: string | null;
  readonly origin: string | null;
  /** The port on which the request came in. */
  readonly port: number;
  /** Under which people open it from elsewhere; null for this machine only. */
  readonly publicUrl?: string | null;
}

/**
 * Refuses what a page of another site could make a browser send: a name that was pointed at this
 * machine (DNS rebinding), and a request from a foreign page (CSRF).
 */
export function foreignRequest({
  host,
  origin,
  port,
  publicUrl = null,
}: Asked): SameboatError | null {
  const names = ['localhost', '127.0.0.1', '[::1]'];
  const local = names.map((name) => (port === 80 ? name : `${name}:${port}`));
  const shared = publicUrl === null ? null : new URL(publicUrl);
  const hosts = [...local, ...(shared ? [shared.host] : [])];
  const origins = [...local.map((own) => `http://${own}`), ...(shared ? [shared.origin] : [])];
  const address = publicUrl ?? `http://localhost:${port}/`;
  if (host === null || !hosts.includes(host.toLowerCase())) {
    return new NotAllowed({
      code: 'foreign_host',
      message: 'This server answers to its own address only.',
      where: 'Host header',
      fix: shared
        ? `Open ${address}; a proxy in front has to pass the Host header on.`
        : `Open ${address} on this machine; to serve others, start it with --public-url.`,
    });
  }
  if (origin !== null && !origins.includes(origin.toLowerCase())) {
    return new NotAllowed({
      code: 'foreign_origin',
      message: 'Pages of other sites may not ask this server.',
      where: 'Origin header',
      fix: `Open ${address} itself.`,
    });
  }
  return null;
}
