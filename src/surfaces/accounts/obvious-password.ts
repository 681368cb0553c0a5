/** Passwords that somebody would try first. */

export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 128;

/** What stands at the heart of most of the passwords that are tried first. */
const HEARTS = [
  'password',
  'passwort',
  'passw0rd',
  'p@ssword',
  'p@ssw0rd',
  'motdepasse',
  'contrasena',
  'letmein',
  'welcome',
  'willkommen',
  'administrator',
  'admin',
  'changeme',
  'changeit',
  'iloveyou',
  'monkey',
  'dragon',
  'sunshine',
  'princess',
  'football',
  'baseball',
  'trustno',
  'superman',
  'batman',
  'master',
  'secret',
  'default',
  'qwerty',
  'qwertz',
  'azerty',
  'sameboat',
];

/** Runs along the keyboard, the alphabet and the digits. */
const RUNS = [
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  '09876543210987654321',
];

/** Letters that have to remain when everything obvious is taken away. */
const REMAINING = 6;
const DIFFERENT = 5;

/**
 * @param about words of the person and the company: name, e-mail address
 * @returns what is obvious about it, or null
 */
export function obviousness(password: string, about: readonly string[]): string | null {
  const plain = password.toLowerCase().normalize('NFKC');
  if (new Set(plain).size < DIFFERENT) return 'it has fewer than five different characters';
  if (isRepeated(plain)) return 'it repeats the same few characters';
  const rest = without(plain, HEARTS);
  if (rest.length < REMAINING) return 'it is one of those that are tried first';
  if (withoutRuns(plain).length < REMAINING) return 'it runs along the keyboard or the alphabet';
  const own = about.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  const isOwn = without(plain, own).length < REMAINING;
  return isOwn ? 'it is made of your name, your address or the company' : null;
}

function isRepeated(text: string): boolean {
  return (text + text).indexOf(text, 1) < text.length;
}

/** Without these words, and without what people put around them: digits and signs. */
function without(text: string, words: readonly string[]): string {
  const found = words
    .filter((word) => word.length >= 3)
    .toSorted((a, b) => b.length - a.length)
    .filter((word) => text.includes(word));
  if (found.length === 0) return text;
  return found.reduce((rest, word) => rest.replaceAll(word, ''), text).replace(/[^\p{L}]/gu, '');
}

/** Without stretches of four and more that run along a row, either way. */
function withoutRuns(text: string): string {
  const both = RUNS.flatMap((run) => [run, [...run].toReversed().join('')]);
  let rest = '';
  for (let at = 0; at < text.length; ) {
    const length = longestRun(text.slice(at), both);
    if (length === 0) rest += text[at];
    at += Math.max(1, length);
  }
  return rest;
}

function longestRun(text: string, runs: readonly string[]): number {
  for (let length = Math.min(text.length, 26); length >= 4; length--) {
    if (runs.some((run) => run.includes(text.slice(0, length)))) return length;
  }
  return 0;
}
