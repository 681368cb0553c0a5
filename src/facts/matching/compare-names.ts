/** How alike two names of organisations are, and which of their words differ. */

import { isCountryWord } from './countries.ts';
import type { OrganisationName } from './organisation-name.ts';

/**
 * `same`: written alike but for case, legal form and the like. `near`: typing errors, another
 * order, or words that say little. `part`: one name with more words that do say something, as a
 * subsidiary or a department has. `some`: a few words in common.
 */
type NameRelation = 'same' | 'near' | 'part' | 'some' | 'initials' | 'none';

export interface NameComparison {
  readonly relation: NameRelation;
  /** Rarity of the shared words as a share of all, 0 to 1. */
  readonly similarity: number;
  /** Rarity of the shared words as a share of the lesser name's. */
  readonly contained: number;
  readonly differing: readonly string[];
  /**
   * Numbers and brackets, which say the branch or country: whether they are those of the other,
   * are there in one name only, or say something else in each.
   */
  readonly sites: 'same' | 'one' | 'other';
}

/** Says how rare a word is among the names at hand. */
export type Rarity = (word: string) => number;

/** Words that tell no organisation from another. */
const GENERIC = new Set(
  `group groupe gruppe holding holdings international global worldwide services service solutions
  systems technologies technology tech enterprises industries company consulting partners
  associates and of the for de des du la le les et und der die das von van`.split(/\s+/),
);
const GENERIC_RARITY = 0.25;

/**
 * Rarity as ln(1 + names ÷ names with the word). Among few names no word is frequent, so words
 * known to say little count a quarter.
 */
export function rarityAmong(names: Iterable<readonly string[]>): Rarity {
  const counts = new Map<string, number>();
  let total = 0;
  for (const words of names) {
    total += 1;
    for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const rarities = new Map<string, number>();
  for (const [word, count] of counts) {
    rarities.set(word, Math.log(1 + total / count) * (isGeneric(word) ? GENERIC_RARITY : 1));
  }
  return (word) => rarities.get(word) ?? Math.log(1 + total);
}

export function isGeneric(word: string): boolean {
  return GENERIC.has(word) || (word.length > 3 && isCountryWord(word));
}

const NEAR = 0.85;
const PART = 0.9;
const SOME = 0.3;

export function compareNames(
  a: OrganisationName,
  b: OrganisationName,
  rarity: Rarity,
): NameComparison {
  const sites = a.site === b.site ? 'same' : a.site === '' || b.site === '' ? 'one' : 'other';
  const isSame = a.keys.some((key) => b.keys.includes(key)) || sharesAlias(a, b);
  if (isSame) {
    const contained = { similarity: 1, contained: 1, differing: sitesOf(a, b) };
    return { relation: sites === 'same' ? 'same' : 'part', ...contained, sites };
  }
  if (isInitials(a, b) || isInitials(b, a)) {
    const differing = [a.raw, b.raw];
    return { relation: 'initials', similarity: 0.5, contained: 0.5, differing, sites };
  }
  const { shared, onlyA, onlyB } = pairWords(a.words, b.words, rarity);
  const [restA, restB] = [weigh(onlyA, rarity), weigh(onlyB, rarity)];
  const similarity = shared / (shared + restA + restB);
  const contained = shared / (shared + Math.min(restA, restB));
  const differing = [...onlyA, ...onlyB];
  const says = differing.filter((word) => !isGeneric(word));
  const isNear = shared > 0 && says.length === 0 && similarity >= NEAR - GENERIC_RARITY;
  const relation: NameRelation =
    isNear && sites === 'same'
      ? 'near'
      : contained >= PART
        ? 'part'
        : contained >= SOME
          ? 'some'
          : 'none';
  return { relation, similarity, contained, differing, sites };
}

/** One side trades as, or was called, what the other is called; or both do. */
function sharesAlias(a: OrganisationName, b: OrganisationName): boolean {
  if (a.aliases.length > 0 && b.aliases.length > 0) return false;
  return (
    a.aliases.some((key) => b.keys.includes(key)) || b.aliases.some((key) => a.keys.includes(key))
  );
}

function isInitials(short: OrganisationName, long: OrganisationName): boolean {
  if (short.words.length > 2 || long.words.length < 2) return false;
  const key = short.words.join('');
  return key.length > 1 && key.length < 6 && long.initials === key;
}

interface Paired {
  /** Rarity of the words that both have. */
  readonly shared: number;
  readonly onlyA: readonly string[];
  readonly onlyB: readonly string[];
}

function pairWords(a: readonly string[], b: readonly string[], rarity: Rarity): Paired {
  const onlyB = [...b];
  let shared = 0;
  const unpaired: string[] = [];
  for (const word of a) {
    const at = onlyB.indexOf(word);
    if (at < 0) unpaired.push(word);
    else {
      onlyB.splice(at, 1);
      shared += rarity(word);
    }
  }
  const onlyA: string[] = [];
  for (const word of unpaired) {
    const at = onlyB.findIndex((other) => isTypingError(word, other));
    if (at < 0) onlyA.push(word);
    else shared += Math.min(rarity(word), rarity(onlyB.splice(at, 1)[0] as string));
  }
  return { shared, onlyA, onlyB };
}

function weigh(words: readonly string[], rarity: Rarity): number {
  return words.reduce((sum, word) => sum + rarity(word), 0);
}

function sitesOf(a: OrganisationName, b: OrganisationName): string[] {
  return a.site === b.site ? [] : [a.site, b.site].filter((site) => site !== '');
}

/**
 * One letter wrong in a word of five, two in one of nine; not the first and the last one. Numbers
 * are never typing errors.
 */
function isTypingError(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  if (shorter < 5 || (a[0] !== b[0] && a.at(-1) !== b.at(-1)) || /\d/.test(a + b)) return false;
  const allowed = shorter < 9 ? 1 : 2;
  return Math.abs(a.length - b.length) <= allowed && editsBetween(a, b, allowed) <= allowed;
}

/** Letters to add, drop, change or swap with the next; any number above `limit` once beyond it. */
function editsBetween(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const isEqual = a[i - 1] === b[j - 1];
      const changed = (row[j - 1] as number) + (isEqual ? 0 : 1);
      let least = Math.min(changed, (row[j] as number) + 1, (next[j - 1] as number) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (before[j - 2] as number) + 1);
      }
      next.push(least);
    }
    if (Math.min(...next) > limit) return limit + 1;
    before = row;
    row = next;
  }
  return row.at(-1) as number;
}
