/** Whether two records are one person. */

import { isFreeMail, isRoleMailbox, normalisedEmail } from './domains.ts';
import { foldedWords, organisationName } from './organisation-name.ts';

export interface Person {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly account: string | null;
  /** As written on the record, or the name of the account. */
  readonly company: string | null;
}

export interface PersonMatch {
  readonly id: string;
  /** The first record of the same person, in the order given. */
  readonly of: string;
  readonly rule: 'same_email' | 'same_name_and_account';
  /** What is not the same. */
  readonly differs: readonly string[];
}

/**
 * Every record but the first of each person. Same mail address: the same person, unless it is the
 * mailbox of a function, or the names have nothing in common. Same name at the same account: the
 * same person, unless both have a mail address at work and they are two.
 */
export function duplicatePeople(people: readonly Person[]): PersonMatch[] {
  const found: PersonMatch[] = [];
  const firsts = new Map<string, Prepared[]>();
  for (const person of people.map(prepare)) {
    const known = new Set(person.keys.flatMap((key) => firsts.get(key) ?? []));
    const match = [...known].flatMap((other) => compared(person, other) ?? [])[0];
    if (match) found.push(match);
    for (const key of person.keys) {
      const block = firsts.get(key);
      if (!block) firsts.set(key, [person]);
      else if (block.length < LONGEST) block.push(person);
    }
  }
  const roots = new Map<string, string>();
  return found.map((match) => {
    const of = roots.get(match.of) ?? match.of;
    roots.set(match.id, of);
    return { ...match, of };
  });
}

/** A key that more people share, such as "info", is no key. */
const LONGEST = 50;

interface Prepared {
  readonly id: string;
  readonly words: readonly string[];
  readonly email: string | null;
  readonly keys: readonly string[];
}

function prepare({ id, name, email: raw, account, company }: Person): Prepared {
  const words = personWords(name);
  const email = normalisedEmail(raw);
  const firm = organisationName(company)?.keys[0] ?? null;
  const full = words.length > 1 ? nameKey(words) : null;
  const keys = [
    email === null ? null : `mail ${email}`,
    full && account ? `account ${account} ${full}` : null,
    full && firm ? `company ${firm} ${full}` : null,
  ].filter((key) => key !== null);
  return { id, words, email, keys };
}

function compared(person: Prepared, first: Prepared): PersonMatch | null {
  const pair = { id: person.id, of: first.id };
  const isName = nameKey(person.words) === nameKey(first.words);
  const differs = isName ? [] : ['name'];
  if (person.email !== null && person.email === first.email) {
    const isUnnamed = person.words.length === 0 || first.words.length === 0;
    const isOne =
      isName || (!isRoleMailbox(person.email) && (isUnnamed || shareWord(person, first)));
    return isOne ? { ...pair, rule: 'same_email', differs } : null;
  }
  if (!isName || person.words.length < 2) return null;
  if (isWork(person.email) && isWork(first.email)) return null;
  const mails = person.email !== null && first.email !== null ? ['mail address'] : [];
  return { ...pair, rule: 'same_name_and_account', differs: mails };
}

function isWork(email: string | null): boolean {
  return email !== null && !isFreeMail(email.slice(email.indexOf('@') + 1));
}

function shareWord(a: Prepared, b: Prepared): boolean {
  return a.words.some((word) =>
    b.words.some((other) => word === other || word[0] === other || other[0] === word),
  );
}

const TITLES = new Set(
  'mr mrs ms miss dr prof professor herr frau ing dipl mba phd jr sr'.split(' '),
);

/** "Smith, Dr. John A." is `john`, `a`, `smith`. */
function personWords(name: string | null): readonly string[] {
  const [family = '', given, ...more] = (name ?? '').split(',');
  const isInverted = given !== undefined && more.length === 0;
  const words = foldedWords(isInverted ? `${given} ${family}` : (name ?? ''));
  return words.filter((word) => !TITLES.has(word));
}

/** First and last name; initials between them are often left out. */
function nameKey(words: readonly string[]): string {
  return words
    .filter((word, at) => at === 0 || at === words.length - 1 || word.length > 1)
    .join(' ');
}
