/** Who asks, and whether they may. */

import { userInfo } from 'node:os';
import { NotAllowed, type SameboatError } from '../errors.ts';
import type { Author } from '../ledger/entry.ts';
import type { Operation } from '../operations/operation.ts';
import { LOCAL, type Role } from '../operations/rights.ts';

export interface Caller extends Author {
  readonly role: Role | typeof LOCAL;
}

/** Whoever asks from this machine, where nobody has to sign in. */
export const LOCAL_CALLER: Caller = { id: LOCAL, name: userName(), role: LOCAL };

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return LOCAL;
  }
}

export function mayRun({ role }: Caller, operation: Operation): boolean {
  return role === LOCAL || operation.who.includes(role);
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
}

/**
 * Refuses what a page of another site could make a browser send: a name that was pointed at this
 * machine (DNS rebinding), and a request from a foreign page (CSRF).
 */
export function foreignRequest({ host, origin, port }: Asked): SameboatError | null {
  const own = ['localhost', '127.0.0.1', '[::1]'].map((name) =>
    port === 80 ? name : `${name}:${port}`,
  );
  if (host === null || !own.includes(host.toLowerCase())) {
    return new NotAllowed({
      code: 'foreign_host',
      message: 'This server answers to its own address only.',
      where: 'Host header',
      fix: `Open http://localhost:${port}/ on this machine.`,
    });
  }
  if (origin !== null && !own.includes(origin.replace(/^http:\/\//, '').toLowerCase())) {
    return new NotAllowed({
      code: 'foreign_origin',
      message: 'Pages of other sites may not ask this server.',
      where: 'Origin header',
      fix: `Open http://localhost:${port}/ itself.`,
    });
  }
  return null;
}
