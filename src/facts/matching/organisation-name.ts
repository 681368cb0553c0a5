/** The name of an organisation, brought into a form in which two of them can be compared. */

import { countryCode, isCountry } from './countries.ts';
import { type LegalForm, withoutJoinedForm, withoutLegalForm } from './legal-forms.ts';

export interface OrganisationName {
  readonly raw: string;
  /** The words that are left, in order: no case, accents, punctuation, legal form. */
  readonly words: readonly string[];
  /** Spellings of the whole name without spaces; names that share one are the same. */
  readonly keys: readonly [string, ...string[]];
  /** Other names it gives of itself: trading as, formerly, an abbreviation in brackets. */
  readonly aliases: readonly string[];
  /** Numbers and what stands in brackets: which branch, store or country is meant. */
  readonly site: string;
  readonly legal: LegalForm | null;
  /** First letters: "International Business Machines" is `ibm`. */
  readonly initials: string;
}

const NO_NAME =
  /^(n ?a|none|no name|null|nil|unknown|unbekannt|not (known|available|provided|applicable)|tbd|tbc|test|testing|asdf|x+|private|privat|individual|self|self employed|freelance|freelancer|student|company|no company|various|other|anonymous|\d{1,2})$/;
const TRADING =
  /\s*(?:,\s*)?\b(?:d\/b\/a|dba|d\.b\.a\.|doing business as|t\/a|trading as|a\/k\/a|aka|also known as|formerly(?: known as)?|f\/k\/a|fka)\b\.?:?\s*/i;
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};
const JOINERS = new Set(['and', 'und', 'et']);

/** Null where there is no name, or a word that stands for none. */
export function organisationName(
  raw: string | null,
  country: string | null = null,
): OrganisationName | null {
  const [own = '', ...trading] = (raw ?? '').split(TRADING);
  const { text, brackets } = withoutBrackets(own);
  const { words, legal } = wordsOf(text, country);
  if (words.length === 0 || NO_NAME.test(words.join(' '))) return null;
  const key = words.join('');
  const initials = initialsOf(words);
  const isAlias = (bracket: string) => joined(bracket) === initials && initials.length > 1;
  const aliases = [...trading, ...brackets.filter(isAlias)]
    .map((name) => wordsOf(name.replace(/[()]/g, ' '), country).words.join(''))
    .filter((key) => key !== '');
  const sites = brackets.filter((bracket) => !isAlias(bracket)).map(joined);
  return {
    raw: raw as string,
    words,
    keys: [key, ...new Set(spellings(text, country)).difference(new Set([key]))],
    aliases,
    site: [...new Set([...words.filter((word) => /^\d+$/.test(word)), ...sites])].sort().join(' '),
    legal,
    initials,
  };
}

/** Words of a text as they are compared, without legal forms at the end. */
function wordsOf(
  text: string,
  country: string | null,
): { words: readonly string[]; legal: LegalForm | null } {
  const joinedForm = withoutJoinedForm(text.normalize('NFKC').trim());
  const folded = foldedWords(joinedForm.text);
  const { words, legal } = withoutLegalForm(withoutArticle(folded), country);
  const plain = words.filter(
    (word, at) => at === 0 || at === words.length - 1 || !JOINERS.has(word),
  );
  const last = plain.at(-1);
  const ended =
    last !== undefined && JOINERS.has(last) && plain.length > 1 ? plain.slice(0, -1) : plain;
  return { words: withoutRepetition(withoutArticle(ended)), legal: legal ?? joinedForm.legal };
}

/** A name without case, accents and punctuation, in words. */
export function foldedWords(text: string): string[] {
  return text
    .replace(/(\p{L})[?\uFFFD](?=s\b)/giu, '$1')
    .toLowerCase()
    .replace(/[ßøæœłđðþı]/g, (letter) => LETTERS[letter] as string)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .replace(/['’`´ʼ]/g, '')
    .replace(/\b([a-z0-9-]{3,})\.(com|net|org|io|ai)\b/g, '$1')
    .replace(/(?<=\b\p{L})\.(?=\p{L}\b)/gu, '')
    .replace(/\bno\.\s*(?=\d)|#/g, ' ')
    .replace(/(?<=^|\s)a\/s(?=$|\s)/g, 'as')
    .replace(/&|\s\+\s/g, ' and ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.replace(/^0+(?=\d)/, ''));
}

function withoutArticle(words: readonly string[]): readonly string[] {
  const rest = words.length > 1 && words[0] === 'the' ? words.slice(1) : words;
  return rest.length > 1 && rest.at(-1) === 'the' ? rest.slice(0, -1) : rest;
}

/** "North Nursery - North Nursery" is "North Nursery". */
function withoutRepetition(words: readonly string[]): readonly string[] {
  const half = words.length / 2;
  const isTwice =
    words.length > 2 &&
    words.length % 2 === 0 &&
    words.slice(0, half).every((word, at) => word === words[half + at]);
  return isTwice ? words.slice(0, half) : words;
}

function withoutBrackets(text: string): { text: string; brackets: string[] } {
  const brackets: string[] = [];
  const bare = text.replace(/[([（]([^()[\]（）]*)[)\]）]/g, (_, inside: string) => {
    const words = withoutLegalForm(['x', ...foldedWords(inside)], null).words;
    if (words.length > 1) brackets.push(inside);
    return ' ';
  });
  return bare.trim() === '' ? { text, brackets: [] } : { text: bare, brackets };
}

/** "Müller" is also written "Mueller"; "Ward, Laura" is also "Laura Ward". */
function* spellings(text: string, country: string | null): Iterable<string> {
  const german = text
    .normalize('NFC')
    .replace(/[äöüÄÖÜ]/g, (letter) => `${letter.normalize('NFD')[0]}e`);
  if (german !== text.normalize('NFC')) yield wordsOf(german, country).words.join('');
  const [family, given, ...more] = text.split(',');
  if (!given || !family || more.length > 0) return;
  const inverted = wordsOf(`${given} ${family}`, country).words;
  const isInverted = foldedWords(given).length > 0 && wordsOf(text, country).legal === null;
  if (isInverted) yield inverted.join('');
}

function joined(text: string): string {
  return isCountry(text) ? (countryCode(text) as string) : foldedWords(text).join('');
}

function initialsOf(words: readonly string[]): string {
  return words
    .filter((word) => !JOINERS.has(word) && word !== 'of')
    .map((word) => word[0])
    .join('');
}
