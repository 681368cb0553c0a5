/** The company's own sign-in and directory, as the environment of the server says. */

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { BadInput } from '../../errors.ts';
import { ROLES, type Role } from '../../operations/rights.ts';

type Environment = Readonly<Record<string, string | undefined>>;

interface OidcSettings {
  /** Differs from issuer to issuer, so that a subject means nothing at another one. */
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly groupsClaim: string;
}

interface SamlSettings {
  readonly id: string;
  readonly name: string;
  /** Entity id of the identity provider. */
  readonly issuer: string;
  readonly entryPoint: string;
  /** Certificates with which it signs, as PEM. */
  readonly certificates: string;
  readonly groupsAttribute: string;
}

export interface CompanySettings {
  readonly oidc: OidcSettings | null;
  readonly saml: SamlSettings | null;
  readonly scimToken: string | null;
  /** Name of a group → role of its members. */
  readonly roles: ReadonlyMap<string, Role>;
}

export const NO_COMPANY: CompanySettings = {
  oidc: null,
  saml: null,
  scimToken: null,
  roles: new Map(),
};

const SHORTEST_TOKEN = 32;

/** @throws BadInput that names the variable */
export function companySettings(environment: Environment): CompanySettings {
  const name = environment['SAMEBOAT_COMPANY_SIGN_IN'] || 'the company account';
  return {
    oidc: oidcSettings(environment, name),
    saml: samlSettings(environment, name),
    scimToken: scimToken(environment['SAMEBOAT_SCIM_TOKEN']),
    roles: groupRoles(environment['SAMEBOAT_GROUP_ROLES'] ?? ''),
  };
}

function oidcSettings(environment: Environment, name: string): OidcSettings | null {
  const told = together(environment, [
    'SAMEBOAT_OIDC_ISSUER',
    'SAMEBOAT_OIDC_CLIENT_ID',
    'SAMEBOAT_OIDC_CLIENT_SECRET',
  ]);
  if (told === null) return null;
  const [issuer, clientId, clientSecret] = told as [string, string, string];
  insistOnHttps(issuer, 'SAMEBOAT_OIDC_ISSUER');
  const groupsClaim = environment['SAMEBOAT_OIDC_GROUPS_CLAIM'] || 'groups';
  return { id: idOf('oidc', issuer), name, issuer, clientId, clientSecret, groupsClaim };
}

function samlSettings(environment: Environment, name: string): SamlSettings | null {
  const told = together(environment, [
    'SAMEBOAT_SAML_ISSUER',
    'SAMEBOAT_SAML_ENTRY_POINT',
    'SAMEBOAT_SAML_CERTIFICATE',
  ]);
  if (told === null) return null;
  const [issuer, entryPoint, file] = told as [string, string, string];
  insistOnHttps(entryPoint, 'SAMEBOAT_SAML_ENTRY_POINT');
  if (!existsSync(file)) {
    throw wrong('SAMEBOAT_SAML_CERTIFICATE', 'names no file', 'Give the path of a PEM file.');
  }
  const groupsAttribute = environment['SAMEBOAT_SAML_GROUPS_ATTRIBUTE'] || 'groups';
  const certificates = readFileSync(file, 'utf8');
  return { id: idOf('saml', issuer), name, issuer, entryPoint, certificates, groupsAttribute };
}

function idOf(kind: string, issuer: string): string {
  return `${kind}-${createHash('sha256').update(issuer).digest('hex').slice(0, 12)}`;
}

/** Null where none is set. */
function together(environment: Environment, names: readonly string[]): string[] | null {
  const values = names.map((name) => environment[name]?.trim() ?? '');
  if (values.every((value) => value === '')) return null;
  const missing = names.find((_, index) => values[index] === '');
  if (missing) throw wrong(missing, 'is missing', `${names.join(', ')} belong together.`);
  return values;
}

function insistOnHttps(address: string, name: string): void {
  const url = URL.canParse(address) ? new URL(address) : null;
  const isHere = url !== null && ['localhost', '127.0.0.1'].includes(url.hostname);
  if (url?.protocol === 'https:' || isHere) return;
  throw wrong(name, 'is no https address', 'Take the address from your identity provider.');
}

function scimToken(told: string | undefined): string | null {
  if (told === undefined || told === '') return null;
  if (told.length >= SHORTEST_TOKEN) return told;
  const fix = 'Make one with `openssl rand -hex 32`, and give the same to the directory.';
  throw wrong('SAMEBOAT_SCIM_TOKEN', `has fewer than ${SHORTEST_TOKEN} characters`, fix);
}

function groupRoles(text: string): Map<string, Role> {
  const pairs = text
    .split(',')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '');
  return new Map(
    pairs.map((pair) => {
      const [group = '', role = ''] = pair.split('=').map((part) => part.trim());
      const known = ROLES.find((each) => each === role);
      if (group !== '' && known) return [group, known];
      const fix = `Write GROUP=ROLE, GROUP=ROLE; roles are ${ROLES.join(', ')}.`;
      throw wrong('SAMEBOAT_GROUP_ROLES', `has "${pair}"`, fix);
    }),
  );
}

function wrong(name: string, what: string, fix: string): BadInput {
  return new BadInput({
    code: 'bad_company_sign_in',
    message: `${name} ${what}.`,
    where: name,
    fix,
  });
}

/** The first role, in their usual order, that one of the groups gives; null for none. */
export function roleOfGroups(
  { roles }: Pick<CompanySettings, 'roles'>,
  groups: readonly string[],
): Role | null {
  const given = new Set(groups.map((group) => roles.get(group)));
  return ROLES.find((role) => given.has(role)) ?? null;
}
