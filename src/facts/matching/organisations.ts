/** Organisations to be matched, and what is worked out of each once before they are compared. */

import { type Address, address, placeKeys } from './addresses.ts';
import { type Rarity, rarityAmong } from './compare-names.ts';
import { countryCode } from './countries.ts';
import { isFreeMail, isShared, organisationDomain, registrableDomain } from './domains.ts';
import { foldedWords, type OrganisationName, organisationName } from './organisation-name.ts';

/** One record of an organisation: an account, a row of a list. Null is unknown. */
export interface Organisation {
  readonly id: string;
  readonly name: string | null;
  /** Web address or domain. */
  readonly website?: string | null;
  /** Mail domains that its people write from, and how many do. */
  readonly writesFrom?: ReadonlyMap<string, number>;
  readonly country?: string | null;
  readonly city?: string | null;
  readonly street?: string | null;
  readonly postcode?: string | null;
  readonly parentId?: string | null;
  /** Ids in other systems, with the system: `salesforce:001…`. */
  readonly otherIds?: readonly string[];
}

export interface Prepared {
  readonly id: string;
  readonly parentId: string | null;
  readonly otherIds: readonly string[];
  readonly name: OrganisationName | null;
  readonly web: string | null;
  /** Domain from which its people write, where most of at least two do. */
  readonly mail: string | null;
  /** Both, without repetition. */
  readonly domains: readonly string[];
  readonly country: string | null;
  readonly city: string | null;
  readonly address: Address | null;
}

const MOST = 0.6;

export function prepare(record: Organisation): Prepared {
  const country = countryCode(record.country ?? null);
  const city = foldedWords(record.city ?? '').join(' ');
  const web = organisationDomain(record.website ?? null);
  const mail = usualMailDomain(record.writesFrom ?? new Map());
  return {
    id: record.id,
    parentId: record.parentId || null,
    otherIds: record.otherIds ?? [],
    name: organisationName(record.name, country),
    web,
    mail,
    domains: [...new Set([web, mail].filter((domain) => domain !== null))],
    country,
    city: city === '' ? null : city,
    address: address(record.street ?? null, record.postcode ?? null),
  };
}

/** One address may be a consultant's; a domain is the organisation's own when most write from it. */
function usualMailDomain(writesFrom: ReadonlyMap<string, number>): string | null {
  const counts = new Map<string, number>();
  let total = 0;
  for (const [host, people] of writesFrom) {
    const domain = registrableDomain(host);
    if (domain === null || isFreeMail(domain)) continue;
    total += people;
    counts.set(domain, (counts.get(domain) ?? 0) + people);
  }
  const most = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0];
  return most && most[1] >= 2 && most[1] >= MOST * total ? most[0] : null;
}

export function rarityOf(records: readonly Prepared[]): Rarity {
  return rarityAmong(records.flatMap(({ name }) => (name ? [name.words] : [])));
}

/** What records must share to be compared at all. */
export interface BlockKeys {
  /** Sharing one of these says something by itself. */
  readonly exact: readonly string[];
  /** Sharing one of these is worth a look, if few do. */
  readonly loose: readonly string[];
}

const RAREST = 3;

export function blockKeys(record: Prepared, rarity: Rarity): BlockKeys {
  const { name, address: place, otherIds } = record;
  const exact = [
    ...otherIds.map((id) => `id ${id}`),
    ...record.domains.map((domain) => `domain ${domain}${isShared(domain) ? name?.keys[0] : ''}`),
    ...(place ? placeKeys(place).map((key) => `place ${key}`) : []),
    ...(name ? [...name.keys, ...name.aliases].map((key) => `name ${key}`) : []),
  ];
  if (!name) return { exact, loose: [] };
  const rarest = [...new Set(name.words)]
    .map((word) => ({ word, rarity: rarity(word) }))
    .sort((a, b) => b.rarity - a.rarity || (a.word < b.word ? -1 : 1))
    .slice(0, RAREST)
    .map(({ word }) => word);
  const pairs = rarest.flatMap((word, at) =>
    rarest.slice(at + 1).map((other) => `words ${[word, other].sort().join(' ')}`),
  );
  const short = name.words.join('');
  const initials = name.words.length > 1 ? name.initials : short;
  return {
    exact,
    loose: [
      ...rarest.map((word) => `word ${word}`),
      ...pairs,
      `sound ${skeleton(name.words)}`,
      ...(initials.length > 1 && initials.length < 6 ? [`initials ${initials}`] : []),
    ],
  };
}

/** What typing errors mostly leave alone: consonants, once each. */
function skeleton(words: readonly string[]): string {
  const text = words.join('');
  return (
    (text[0] ?? '') +
    text
      .slice(1)
      .replace(/[aeiouyh]/g, '')
      .replace(/(.)\1+/g, '$1')
  );
}
