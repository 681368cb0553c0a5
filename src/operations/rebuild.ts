import { z } from 'zod';
import { rebuildFacts } from '../facts/store.ts';
import { envelope } from './answer.ts';
import { operation } from './operation.ts';

export const rebuild = operation({
  name: 'rebuild',
  kind: 'housekeeping',
  title: 'Build the facts anew from the landed rows',
  summary:
    'Facts hold nothing that the landed rows do not: they can be made again at any time, and come out the same.',
  input: z.strictObject({ as_of: z.iso.date() }),
  output: z.object({ ...envelope, facts_version: z.string() }),
  local: true,
  async run({ home, progress }, { as_of }) {
    const facts_version = await rebuildFacts(home, home.manifests(), progress);
    return { as_of, definition_versions: {}, caveats: [], facts_version };
  },
});
