import type { HttpBindings } from '@hono/node-server';
import type { Caller } from '../auth.ts';

/** What a request carries: the connection, and who sent it. */
export type SignedEnv = {
  Bindings: HttpBindings;
  Variables: { caller: Caller };
};
