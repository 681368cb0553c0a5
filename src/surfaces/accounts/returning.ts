import { AsyncLocalStorage } from 'node:async_hooks';

/** What the browser that comes back from the company's sign-in brought along. */
export interface Return {
  readonly nonce: string | null;
  groups: readonly string[];
}

export const returning: AsyncLocalStorage<Return> = new AsyncLocalStorage();
