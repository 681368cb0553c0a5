/** Who looks at the page, and what they may decide. The server decides; this only keeps buttons away. */

import { useQuery } from '@tanstack/react-query';
import { useAddress } from './address.ts';
import { roleName, useWho } from './who.ts';

/** Key of the query that a decision changes nothing of. */
export const WHO_MAY = 'who-may';

export type Side = 'sales' | 'marketing';

export interface Rights {
  /** Nobody signs in: whoever sits at this machine may do everything. */
  readonly isLocal: boolean;
  readonly may: (operation: string) => boolean;
  /** `Head of sales, RevOps and Finance`. */
  readonly whoMay: (operation: string) => string;
  /** For whom they sign; null for neither, or where they have to say it. */
  readonly side: Side | null;
  /** An earlier day is looked at: nothing is decided there. */
  readonly isPast: boolean;
}

export function useRights(): Rights {
  const isPast = useAddress().get('as_of') !== null;
  const who = useWho().data;
  const isLocal = who?.signs_in === false;
  const rules = useQuery({
    queryKey: [WHO_MAY],
    queryFn: askRules,
    enabled: who?.signs_in === true,
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
  const role = who?.who?.role ?? null;
  const allowed = (operation: string) => rules?.get(operation) ?? [];
  return {
    isLocal,
    isPast,
    may: (operation) =>
      !isPast && (isLocal || (role !== null && allowed(operation).includes(role))),
    whoMay: (operation) => listOf(allowed(operation).map(roleName)),
    side: role === 'sales_head' ? 'sales' : role === 'marketing_head' ? 'marketing' : null,
  };
}

/** Operation → roles, as the server's own description says. */
async function askRules(): Promise<ReadonlyMap<string, readonly string[]>> {
  const response = await fetch('/api/openapi.json');
  const { paths } = (await response.json()) as {
    paths: Record<string, { post: { operationId: string; 'x-who-may': string[] } }>;
  };
  return new Map(Object.values(paths).map(({ post }) => [post.operationId, post['x-who-may']]));
}

function listOf(words: readonly string[]): string {
  return words.length < 2
    ? (words[0] ?? 'nobody')
    : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
