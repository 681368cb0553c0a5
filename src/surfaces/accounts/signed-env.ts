import type { HttpBindings } from '@hono/node-server';
import type { Caller } from '../auth.ts';
import type { CompanySettings } from './company-settings.ts';
import type { PeopleAccounts } from './people-accounts.ts';
import type { SetUp } from './set-up.ts';

/** What a request carries: the connection, and who sent it. */
export type SignedEnv = {
  Bindings: HttpBindings;
  Variables: { caller: Caller };
};

export interface Doors {
  readonly accounts: PeopleAccounts;
  readonly setUp: SetUp;
  /** Name of the company, shown to those who sign in. */
  readonly company: () => string;
  readonly publicUrl: string | null;
  readonly companySignIn: CompanySettings;
}
