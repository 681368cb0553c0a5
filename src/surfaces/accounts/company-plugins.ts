/** Sign-in by OpenID Connect and SAML, and the directory by SCIM. */

import { acquireActiveSCIMUserLink, scim } from '@better-auth/scim';
import { type SSOOptions, sso } from '@better-auth/sso';
import type { BetterAuthPlugin } from 'better-auth';
import { NEWCOMER, type PersonRights } from '../../operations/person-rights.ts';
import { ROLES, type Role } from '../../operations/rights.ts';
import { type CompanySettings, roleOfGroups } from './company-settings.ts';
import type { PeopleAccounts } from './people-accounts.ts';
import { returning } from './returning.ts';

const DIRECTORY = 'directory';
const BY_DIRECTORY = 'The directory of the company says so';

type Say = Pick<PeopleAccounts, 'rights' | 'say'>;

/** @param accounts known only when the library is open, which needs these first */
export function companyPlugins(
  settings: CompanySettings,
  accounts: () => Say,
  origin: string,
): BetterAuthPlugin[] {
  const providers = [...oidcProvider(settings), ...samlProvider(settings, origin)];
  return [
    ...(providers.length > 0 ? [sso(ssoOptions(settings, accounts, providers))] : []),
    ...(settings.scimToken ? [directory(settings, settings.scimToken, accounts)] : []),
  ];
}

type Provider = NonNullable<SSOOptions['defaultSSO']>[number];

function oidcProvider({ oidc }: CompanySettings): Provider[] {
  if (!oidc) return [];
  const { id, issuer, clientId, clientSecret } = oidc;
  const discoveryEndpoint = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  return [
    {
      providerId: id,
      domain: '',
      oidcConfig: {
        issuer,
        clientId,
        clientSecret,
        discoveryEndpoint,
        pkce: true,
        scopes: ['openid', 'email', 'profile'],
      },
    },
  ];
}

function samlProvider({ saml }: CompanySettings, origin: string): Provider[] {
  if (!saml) return [];
  const { id, issuer, entryPoint, certificates } = saml;
  return [
    {
      providerId: id,
      domain: '',
      samlConfig: {
        issuer: `${origin}/auth/sso/saml2/sp/metadata?providerId=${id}`,
        entryPoint,
        cert: certificates,
        wantAssertionsSigned: true,
        idpMetadata: { entityID: issuer, cert: certificates },
        spMetadata: {},
      },
    },
  ];
}

function ssoOptions(
  settings: CompanySettings,
  accounts: () => Say,
  defaultSSO: Provider[],
): SSOOptions {
  return {
    defaultSSO,
    providersLimit: 0,
    provisionUserOnEveryLogin: true,
    async resolveUser(input, { database }) {
      const came = returning.getStore();
      if (input.protocol === 'oidc') {
        const { nonce } = input.verifiedIdTokenClaims;
        if (!came?.nonce || nonce !== came.nonce) return { action: 'reject', code: 'wrong_nonce' };
      }
      if (came) came.groups = groupsOf(settings, input);
      if (!settings.scimToken) return { action: 'continue' };
      const externalId = input.accountKey.accountId;
      const link = await acquireActiveSCIMUserLink(
        { connectionId: DIRECTORY, externalId },
        { database },
      );
      return link
        ? { action: 'link', userId: link.userId, profile: 'preserve' }
        : { action: 'continue' };
    },
    async provisionUser({ user }) {
      if ((await accounts().rights(user.id)) !== null) return;
      const role = roleOfGroups(settings, returning.getStore()?.groups ?? []);
      const rights = { ...NEWCOMER, role: role ?? NEWCOMER.role };
      await accounts().say(
        user.id,
        rights,
        'Signed in with the company account for the first time',
      );
    },
  };
}

type Resolved = Parameters<NonNullable<SSOOptions['resolveUser']>>[0];

function groupsOf({ oidc, saml }: CompanySettings, input: Resolved): string[] {
  const told =
    input.protocol === 'oidc'
      ? (input.verifiedIdTokenClaims[oidc?.groupsClaim ?? ''] ??
        input.providerClaims[oidc?.groupsClaim ?? ''])
      : input.providerAttributes[saml?.groupsAttribute ?? ''];
  return [told ?? []].flat().map(String);
}

function directory(
  settings: CompanySettings,
  token: string,
  accounts: () => Say,
): BetterAuthPlugin {
  // Its own types are not exact about optional properties.
  return scim({
    connections: [{ id: DIRECTORY, credentials: [{ type: 'bearer', id: 'environment', token }] }],
    compatibility: { microsoftEntra: { acceptLegacyGroupSchema: true } },
    identity: {
      async reconcileUser({ userId, active }, { database }) {
        if (!active) {
          await database.deleteMany({
            model: 'session',
            where: [{ field: 'userId', value: userId }],
          });
          await database.deleteMany({
            model: 'apikey',
            where: [{ field: 'referenceId', value: userId }],
          });
        }
        await change(accounts(), userId, (rights) => ({ ...rights, disabled: !active }));
      },
    },
    projection: {
      roles: {
        map: ({ source }) => {
          const role = settings.roles.get(source.displayName);
          return role ? [role] : [];
        },
        exists: ({ role }) => ROLES.some((each) => each === role),
      },
      async reconcileUser({ userId, grants }) {
        const given = new Set(grants.map(({ role }) => role));
        const role: Role | undefined = ROLES.find((each) => given.has(each));
        const before = await accounts().rights(userId);
        const isOurs = before?.entry.reason === BY_DIRECTORY;
        await change(accounts(), userId, (rights) => ({
          ...rights,
          role: role ?? (isOurs ? NEWCOMER.role : rights.role),
        }));
      },
    },
  }) as unknown as BetterAuthPlugin;
}

/** Says it where it changes something. */
async function change(
  accounts: Say,
  id: string,
  to: (rights: PersonRights) => PersonRights,
): Promise<void> {
  const before = (await accounts.rights(id))?.rights ?? null;
  const after = to(before ?? NEWCOMER);
  const isSame = before?.role === after.role && before.disabled === after.disabled;
  if (!isSame) await accounts.say(id, after, BY_DIRECTORY);
}
