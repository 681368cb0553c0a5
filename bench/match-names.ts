/**
 * Invented names of organisations, and two ways to find those that are the same. By itself it shows
 * for how long nobody else is answered meanwhile: `node bench/match-names.ts [NAMES]`.
 */

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { organisationsApart } from '../src/facts/matching/match-apart.ts';
import { matchWithin } from '../src/facts/matching/match-organisations.ts';
import type { Organisation } from '../src/facts/matching/organisations.ts';

const SYLLABLES =
  'ba be bi bo da de di do fa fe ka ke ki ko la le li lo ma me mi mo na ne ni no'.split(' ');
const GENERIC = 'Group Systems Services Technologies Partners Logistics Foods Energy Bank'.split(
  ' ',
);
const FORMS = ['Inc', 'GmbH', 'Ltd', 'LLC', 'SA', ''];
const COUNTRIES = ['US', 'DE', 'FR', null];
const WORDS = 20_000;

/** Words are as uneven as in life: a few stand in a hundred names, most in a few. */
export function inventedNames(count: number): Organisation[] {
  let state = 12_345;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const pick = <T>(from: readonly T[]) => from[below(from.length)] as T;
  const words = Array.from({ length: WORDS }, () =>
    Array.from({ length: 2 + below(3) }, () => pick(SYLLABLES)).join(''),
  );
  const word = () => words[Math.floor(WORDS * (below(1e6) / 1e6) ** 3)] as string;
  return Array.from({ length: count }, (_, at) => ({
    id: `A${at}`,
    name: [word(), below(2) ? word() : '', pick(GENERIC), pick(FORMS)].join(' '),
    website: below(3) > 0 ? `www.${word()}${below(2) ? word() : ''}.com` : null,
    country: pick(COUNTRIES),
  }));
}

export function matchNames(records: readonly Organisation[]): string {
  const pairs = matchWithin(records);
  const matches = pairs.filter(({ decision }) => decision === 'match').length;
  return `${matches} matches and ${pairs.length - matches} suggestions among ${records.length} names`;
}

/** What a spreadsheet's look-up finds. */
export function joinEqualNames(records: readonly Organisation[]): string {
  const blocks = Map.groupBy(records, ({ name }) =>
    (name ?? '')
      .toUpperCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  );
  return `${blocks.size} different names`;
}

const MILLISECOND = 1e6;

/** The longest time for which the thread that answers did nothing else. */
async function blocked(name: string, work: () => unknown): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await wait(20);
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  await wait(20);
  delay.disable();
  const longest = Math.round(delay.max / MILLISECOND);
  console.log(`${name}: ${seconds.toFixed(1)} s, blocked for ${longest} ms at most`);
}

if (import.meta.main) {
  const records = inventedNames(Number(process.argv[2] ?? 100_000));
  await blocked('in the thread that answers', () => matchWithin(records));
  await blocked('in a thread of its own', () => organisationsApart(records));
}
