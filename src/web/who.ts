/** Who looks at the pages, and the way in and out. */

import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { Problem } from './api.ts';

interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly is_admin: boolean;
  readonly teams: readonly string[];
  readonly regions: readonly string[];
}

export interface Who {
  /** False where nobody signs in. */
  readonly signs_in: boolean;
  readonly who: Person | null;
  readonly needs_set_up: boolean;
  readonly company: string | null;
  readonly version: string;
  /** The company's own ways of signing in. */
  readonly company_sign_in: readonly { readonly id: string; readonly name: string }[];
}

export function useWho(): UseQueryResult<Who, Problem> {
  return useQuery<Who, Problem>({
    queryKey: ['who'],
    queryFn: () => call<Who>('GET', '/auth/who'),
    staleTime: 60_000,
  });
}

/** Asks one of the doors. @throws Problem */
export async function call<Told>(method: string, path: string, body?: object): Promise<Told> {
  const response = await fetch(path, {
    method,
    ...(body && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  }).catch(() => null);
  const told = (await response?.json().catch(() => null)) as Record<string, string> | null;
  if (response?.ok) return told as Told;
  throw new Problem({
    title: told?.['detail'] ?? 'The server does not answer.',
    status: response?.status ?? 0,
    code: told?.['code'] ?? 'unreachable',
    where: told?.['where'] ?? null,
    fix: told?.['fix'] ?? 'Start it with `sameboat serve`, then try again.',
  });
}

const ROLE_NAMES: Readonly<Record<string, string>> = {
  ceo: 'CEO',
  sales_head: 'Head of sales',
  marketing_head: 'Head of marketing',
  ops: 'RevOps',
  manager: 'Team lead',
  campaign: 'Campaign owner',
  rep: 'Sales rep',
  finance: 'Finance',
  viewer: 'Viewer',
};

export const ROLES: readonly string[] = Object.keys(ROLE_NAMES);

export function roleName(role: string): string {
  return ROLE_NAMES[role] ?? role;
}
