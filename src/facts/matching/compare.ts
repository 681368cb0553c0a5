/** Two records of organisations: the same one, perhaps, or not; and on what evidence. */

import { comparePlaces, type Place } from './addresses.ts';
import { compareNames, isGeneric, type NameComparison, type Rarity } from './compare-names.ts';
import { isShared } from './domains.ts';
import { areOfDifferentLaws } from './legal-forms.ts';
import type { OrganisationName } from './organisation-name.ts';
import type { Prepared } from './organisations.ts';

/** The rungs of the ladder, the surest first. */
export type Rule =
  | 'same_id'
  | 'mail_domain'
  | 'web_domain'
  | 'same_name'
  | 'name_and_address'
  | 'like_name';

export interface Comparison {
  /** `match`: taken as the same. `suggest`: somebody has to look. */
  readonly decision: 'match' | 'suggest' | 'different';
  readonly rule: Rule;
  /** 0 to 1; a match from MATCH on. */
  readonly score: number;
  readonly agrees: readonly string[];
  readonly differs: readonly string[];
}

/**
 * Set on one half of the labelled data; the other half says how precise that is. A part of a name
 * matches in one house only: on one domain it is as well a subsidiary's.
 */
const MATCH = 0.9;
const SUGGEST = 0.5;
/** A name that has some words in common tells as much as a part of it from this share on. */
const LIKE = 0.5;

/** How sure each agreement alone would make: they combine as 1 − Π (1 − strength). */
const STRENGTH = {
  id: 1,
  same: 0.9,
  plain: 0.8,
  near: 0.75,
  initials: 0.5,
  part: 0.4,
  domain: 0.8,
  sharedDomain: 0.4,
  place: 0.85,
  postcode: 0.3,
  country: 0.2,
  city: 0.3,
} as const;
/** What each disagreement leaves of it. */
const REMAINS = {
  country: 0.5,
  domain: 0.7,
  place: 0.7,
  city: 0.9,
  site: 0.6,
  law: 0.8,
  name: 0.6,
} as const;

export function compare(a: Prepared, b: Prepared, rarity: Rarity): Comparison {
  const evidence = new Evidence();
  const names = a.name && b.name ? compareNames(a.name, b.name, rarity) : null;
  const hasId = a.otherIds.some((id) => b.otherIds.includes(id));
  if (hasId) return { decision: 'match', rule: 'same_id', score: 1, agrees: ['id'], differs: [] };
  const place = comparePlaces(a.address, b.address);
  if (names)
    weighNames(evidence, names, {
      of: [a.name, b.name] as Names,
      place,
      country: a.country ?? b.country,
    });
  const domainRule = weighDomains(evidence, a, b);
  weighPlaces(evidence, a, b, place);
  const score = evidence.score();
  const isSame = names?.relation === 'same';
  const rule =
    domainRule ?? (isSame ? 'same_name' : place === 'same' ? 'name_and_address' : 'like_name');
  const isNear = isSame || names?.relation === 'near';
  const isSure = names !== null && rule !== 'like_name' && (isNear || place === 'same');
  const decision = isSure && score >= MATCH ? 'match' : score >= SUGGEST ? 'suggest' : 'different';
  return { decision, rule, score, agrees: evidence.agrees, differs: evidence.differs };
}

class Evidence {
  readonly agrees: string[] = [];
  readonly differs: string[] = [];
  #doubt = 1;
  #remains = 1;

  agree(what: string, strength: number): void {
    this.agrees.push(what);
    this.#doubt *= 1 - strength;
  }

  differ(what: string, remains: number): void {
    this.differs.push(what);
    this.#remains *= remains;
  }

  score(): number {
    return Math.round((1 - this.#doubt) * this.#remains * 1000) / 1000;
  }
}

type Names = readonly [OrganisationName, OrganisationName];

interface Around {
  readonly of: Names;
  readonly place: Place;
  readonly country: string | null;
}

function weighNames(
  evidence: Evidence,
  names: NameComparison,
  { of: [a, b], place, country }: Around,
): void {
  const { relation, similarity, differing, sites } = names;
  if (relation === 'same') {
    evidence.agree('name', tellsApart(a) ? STRENGTH.same : STRENGTH.plain);
  } else if (relation === 'near') {
    evidence.agree('name, nearly', STRENGTH.near);
  } else if (relation === 'initials') {
    const isLong = Math.min(a.keys[0].length, b.keys[0].length) > 2;
    evidence.agree('initials of the name', isLong ? STRENGTH.initials : STRENGTH.part);
  } else if (relation === 'none') {
    evidence.differ('name', REMAINS.name);
  } else {
    const most = relation === 'part' ? 1 : similarity / LIKE;
    evidence.agree('part of the name', STRENGTH.part * Math.min(1, most));
    if (differing.length > 0) evidence.differ(`"${differing.join(' ')}" in the name`, 1);
  }
  const isKnownHouse = place === 'same' && sites === 'one';
  if (sites !== 'same' && !isKnownHouse) {
    evidence.differ('number or bracket in the name', REMAINS.site);
  }
  if (areOfDifferentLaws(a.legal, b.legal, country))
    evidence.differ('country of the legal form', REMAINS.law);
}

/** A name of one short or empty word is borne by many. */
function tellsApart({ words }: OrganisationName): boolean {
  const telling = words.filter((word) => !isGeneric(word));
  return telling.join('').length > 2;
}

/** A mail domain of one is the mail or web domain of the other; or the web domains are one. */
function weighDomains(
  evidence: Evidence,
  a: Prepared,
  b: Prepared,
): 'mail_domain' | 'web_domain' | null {
  const [ofA, ofB] = [a.domains, b.domains];
  if (ofA.length === 0 || ofB.length === 0) return null;
  const shared = ofA.find((domain) => ofB.includes(domain));
  if (shared === undefined) {
    evidence.differ('domain', REMAINS.domain);
    return null;
  }
  const isWeb = a.web === shared && b.web === shared;
  evidence.agree(
    isWeb ? `web domain ${shared}` : `mail domain ${shared}`,
    isShared(shared) ? STRENGTH.sharedDomain : STRENGTH.domain,
  );
  return isWeb ? 'web_domain' : 'mail_domain';
}

function weighPlaces(evidence: Evidence, a: Prepared, b: Prepared, place: Place): void {
  const isPostcode = a.address?.postcode != null && a.address.postcode === b.address?.postcode;
  if (place === 'same') evidence.agree('address', STRENGTH.place);
  if (place === 'different') evidence.differ('address', REMAINS.place);
  if (isPostcode && place !== 'different') evidence.agree('postcode', STRENGTH.postcode);
  if (a.country !== null && b.country !== null) {
    if (a.country === b.country) evidence.agree('country', STRENGTH.country);
    else evidence.differ('country', REMAINS.country);
  }
  if (a.city !== null && b.city !== null) {
    if (a.city === b.city) evidence.agree('city', STRENGTH.city);
    else evidence.differ('city', REMAINS.city);
  }
}
