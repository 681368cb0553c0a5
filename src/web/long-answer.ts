/** An answer that takes long: says meanwhile what is being done. */

import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAddress } from './address.ts';
import { type Answer, askHearing, type Name, type Problem } from './api.ts';

export type LongAnswer<Asked extends Name> = UseQueryResult<Answer<Asked>, Problem> & {
  /** What was last said to be done; null before anything was. */
  readonly progress: string | null;
};

export function useLongAnswer<Asked extends Name>(
  name: Asked,
  input: Readonly<Record<string, unknown>>,
  isReady = true,
): LongAnswer<Asked> {
  const [progress, setProgress] = useState<string | null>(null);
  const as_of = useAddress().get('as_of');
  const full = as_of === null ? input : { ...input, as_of };
  const query = useQuery<Answer<Asked>, Problem>({
    queryKey: [name, full],
    // Whoever leaves, or asks something else, stops the work.
    queryFn: ({ signal }) => {
      setProgress(null);
      const hear = (message: string) => signal.aborted || setProgress(message);
      return askHearing(name, full, hear, signal);
    },
    placeholderData: keepPreviousData,
    enabled: isReady,
  });
  return { ...query, progress };
}
