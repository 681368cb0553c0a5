/** Street addresses as far as needed to say whether two of them name the same house. */

import { foldedWords } from './organisation-name.ts';

export interface Address {
  readonly numbers: ReadonlySet<string>;
  /** Words of the street without its kind: "W. 52nd St." is `52nd`. */
  readonly street: readonly string[];
  readonly direction: string | null;
  readonly postcode: string | null;
}

const KINDS = new Set(
  `street st avenue ave av road rd drive dr lane ln boulevard blvd place pl court ct parkway pkwy
  way highway hwy square sq terrace ter circle cir str strasse platz weg allee rue via calle
  plaza route suite ste floor fl unit apt room rm building bldg`.split(/\s+/),
);
const DIRECTIONS: Readonly<Record<string, string>> = {
  n: 'n',
  north: 'n',
  s: 's',
  south: 's',
  e: 'e',
  east: 'e',
  w: 'w',
  west: 'w',
};

/** Null where it names no house: without a number, or a post-office box. */
export function address(text: string | null, postcode: string | null): Address | null {
  const words = foldedWords(text ?? '').map((word) =>
    word.replace(/(?<=\p{L}{3})stra(sse|ße)$/u, ''),
  );
  if (/^(po|post office|postfach)\b.*\b(box|\d)/.test(words.join(' '))) return null;
  const at = words.findIndex((word) => /^\d+\p{L}?$/u.test(word));
  if (at < 0) return null;
  const numbers = new Set([words[at] as string]);
  const end = words.slice(at + 1).findIndex((word) => !/^\d+$/.test(word)) + at + 1;
  if (end === at + 2) numbers.add(words[at + 1] as string);
  const named = at === 0 ? words.slice(Math.max(end, at + 1)) : words.slice(0, at);
  const direction = named.map((word) => DIRECTIONS[word]).find((found) => found !== undefined);
  const street = named.filter((word) => !KINDS.has(word) && !(word in DIRECTIONS));
  if (street.length === 0) return null;
  return {
    numbers,
    street: at === 0 ? street.slice(0, 2) : street,
    direction: direction ?? null,
    postcode: compact(postcode),
  };
}

export type Place = 'same' | 'different' | 'unknown';

/** Unknown where either is, or where they agree in part. */
export function comparePlaces(a: Address | null, b: Address | null): Place {
  if (a === null || b === null) return 'unknown';
  const isNumber = !a.numbers.isDisjointFrom(b.numbers);
  const isStreet = sameStreet(a.street[0] as string, b.street[0] as string);
  if (!isNumber || !isStreet) return 'different';
  if (a.direction && b.direction && a.direction !== b.direction) return 'different';
  return a.postcode && b.postcode && a.postcode !== b.postcode ? 'unknown' : 'same';
}

/** Under which an address is looked for. */
export function placeKeys({ numbers, street }: Address): string[] {
  return [...numbers].map((number) => `${number} ${(street[0] as string).slice(0, 3)}`);
}

function sameStreet(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (/\d/.test(a + b)) return short.replace(/\D/g, '') === long.replace(/\D/g, '');
  return short.length >= 4 && (long.startsWith(short) || short.slice(0, 4) === long.slice(0, 4));
}

function compact(text: string | null): string | null {
  const code = (text ?? '').toLowerCase().replace(/[^a-z0-9]/g, '');
  return code === '' ? null : code;
}
