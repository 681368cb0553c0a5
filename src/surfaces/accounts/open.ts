import type { Ledger } from '../../ledger/ledger.ts';
import { openAuth } from './better-auth.ts';
import { PeopleAccounts } from './people-accounts.ts';
import { secretOf } from './secret.ts';

export interface Place {
  readonly home: string;
  readonly company: string;
  readonly databaseUrl: string | null;
  readonly publicUrl: string | null;
  readonly ledger: () => Promise<Ledger>;
}

/** Opens the accounts of a home. */
export async function openAccounts(place: Place): Promise<PeopleAccounts> {
  const { home, company, databaseUrl, publicUrl, ledger } = place;
  const secret = secretOf(home);
  const { auth, close } = await openAuth({ home, secret, databaseUrl, publicUrl, plugins: [] });
  const accounts = new PeopleAccounts({ auth, ledger, company, close });
  await accounts.forgetOldSignIns();
  return accounts;
}
