import type { Ledger } from '../../ledger/ledger.ts';
import { openAuth } from './better-auth.ts';
import { companyPlugins } from './company-plugins.ts';
import { type CompanySettings, NO_COMPANY } from './company-settings.ts';
import { PeopleAccounts } from './people-accounts.ts';
import { secretOf } from './secret.ts';

export interface Place {
  readonly home: string;
  readonly company: string;
  readonly databaseUrl: string | null;
  readonly publicUrl: string | null;
  readonly ledger: () => Promise<Ledger>;
  readonly companySignIn?: CompanySettings;
}

/** Opens the accounts of a home. */
export async function openAccounts(place: Place): Promise<PeopleAccounts> {
  const { home, company, databaseUrl, publicUrl, ledger, companySignIn = NO_COMPANY } = place;
  const secret = secretOf(home);
  const origin = publicUrl ?? 'http://localhost';
  let opened: PeopleAccounts | null = null;
  const later = () => opened as PeopleAccounts;
  const plugins = companyPlugins(companySignIn, later, origin);
  const { oidc } = companySignIn;
  const trusted = oidc ? [new URL(oidc.issuer).origin] : [];
  const { auth, close } = await openAuth({
    home,
    secret,
    databaseUrl,
    publicUrl,
    plugins,
    trusted,
  });
  opened = new PeopleAccounts({ auth, ledger, company, close });
  await opened.forgetOldSignIns();
  return opened;
}
