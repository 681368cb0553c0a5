/**
 * Precision and recall on names whose answers are known. The data are not part of the project;
 * their baseline is equality after upper case and removal of punctuation.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { needs, sharedPath } from '../../../test/shared-data.ts';
import { matchBetween, matchWithin } from './match-organisations.ts';

const FOLDER = 'data/organisation-names';
const rowsOf = (file: string) =>
  parseCsv(readFileSync(`${sharedPath(FOLDER)}/${file}`, 'utf8').replace(/^\uFEFF/, '')).slice(1);

interface Site {
  readonly trueId: string;
  readonly id: string;
  readonly name: string;
  readonly street: string;
  readonly postcode: string;
}

describe('sites for early childhood in Chicago, nine lists', needs(FOLDER), () => {
  const sites = () =>
    rowsOf('chicago_early_childhood_true_ids.reduced.csv')
      .map(([trueId = '', id = '', , name = '', street = '', postcode = '']) => ({
        trueId,
        id,
        name,
        street,
        postcode,
      }))
      .filter(({ trueId }) => trueId !== 'x');

  /** A pair is in the half of its first record, so that no error falls between the halves. */
  for (const half of ['tuned on', 'held out', 'all'] as const) {
    it(`${half}: precise, and finds more than twice what equal names find`, (t) => {
      const all = sites();
      const isChosen = half === 'all' ? () => true : inHalf(all, half);
      const matches = matchWithin(all).filter(({ decision }) => decision === 'match');
      const ours = scored(all, matches, isChosen);
      const baseline = scored(all, pairsOfEqualNames(all), isChosen);
      t.diagnostic(`${half}: ${words(ours)}; equal names ${words(baseline)}`);
      assert.ok(ours.precision >= 0.98, words(ours));
      assert.ok(ours.recall > 2 * baseline.recall, words(ours));
    });
  }

  it('without addresses a second site of one organisation counts as an error', (t) => {
    const all = sites().map((site) => ({ ...site, street: '', postcode: '' }));
    const pairs = matchWithin(all).filter(({ decision }) => decision === 'match');
    const alone = scored(all, pairs, () => true);
    t.diagnostic(`names alone: ${words(alone)}`);
    assert.ok(alone.precision > 0.9 && alone.recall > 0.35, words(alone));
  });
});

describe('names of large companies', needs(FOLDER), () => {
  const decided = ([a = '', b = '']: readonly string[], country: string | null) =>
    matchBetween([{ id: 'a', name: a, country }], [{ id: 'b', name: b, country }])[0]?.decision ??
    'different';

  it('pairs: no wrong match, more than twice what equal names find', (t) => {
    const pairs = rowsOf('company_name_pairs.csv');
    const same = pairs.filter(([, , target]) => target === '1');
    const other = pairs.filter(([, , target]) => target === '0');
    const found = same.filter((pair) => decided(pair, null) === 'match').length;
    const equal = same.filter(([a = '', b = '']) => folded(a) === folded(b)).length;
    t.diagnostic(`${found} of ${same.length} found; equal names find ${equal}`);
    assert.deepEqual(
      other.filter((pair) => decided(pair, null) !== 'different'),
      [],
    );
    assert.ok(found > 2 * equal);
  });

  it('variations: those that are no ticker or other word', (t) => {
    const pairs = rowsOf('company_name_variations_us.csv');
    const count = (decision: string) =>
      pairs.filter((pair) => decided(pair, 'US') === decision).length;
    const equal = pairs.filter(([a = '', b = '']) => folded(a) === folded(b)).length;
    t.diagnostic(
      `${count('match')} of ${pairs.length} found, ${count('suggest')} suggested; equal names find ${equal}`,
    );
    assert.ok(count('match') > 2 * equal);
  });

  it('competitors are neither matched nor suggested', () => {
    const pairs = rowsOf('company_name_negatives_us.csv');
    assert.equal(pairs.length, 10);
    assert.deepEqual(
      pairs.filter((pair) => decided(pair, 'US') !== 'different'),
      [],
    );
  });
});

/** By the answer, so that all records of one site are in one half (FNV-1a). */
function inHalf(sites: readonly Site[], half: 'tuned on' | 'held out'): (id: string) => boolean {
  const chosen = new Set<string>();
  for (const { id, trueId } of sites) {
    let hash = 0x811c9dc5;
    for (const letter of trueId) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
    if ((hash >>> 13) % 2 === (half === 'tuned on' ? 0 : 1)) chosen.add(id);
  }
  return (id) => chosen.has(id);
}

interface Scored {
  readonly precision: number;
  readonly recall: number;
}

function scored(
  sites: readonly Site[],
  pairs: readonly { a: string; b: string }[],
  isChosen: (id: string) => boolean,
): Scored {
  const trueId = new Map(sites.map((site) => [site.id, site.trueId]));
  const chosen = pairs.filter(({ a }) => isChosen(a));
  const right = chosen.filter(({ a, b }) => trueId.get(a) === trueId.get(b)).length;
  const groups = Map.groupBy(
    sites.filter(({ id }) => isChosen(id)),
    (site) => site.trueId,
  );
  const all = [...groups.values()].reduce((sum, { length: n }) => sum + (n * (n - 1)) / 2, 0);
  return { precision: right / chosen.length, recall: right / all };
}

function pairsOfEqualNames(sites: readonly Site[]): { a: string; b: string }[] {
  return [...Map.groupBy(sites, ({ name }) => folded(name)).values()].flatMap((block) =>
    block.flatMap((one, at) => block.slice(at + 1).map((other) => ({ a: one.id, b: other.id }))),
  );
}

function folded(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^\p{L}\p{N} ]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function words({ precision, recall }: Scored): string {
  return `precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`;
}

function parseCsv(text: string): string[][] {
  return text
    .trim()
    .split(/\r?\n/)
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
        (quoted?.replaceAll('""', '"') ?? plain ?? '').trim(),
      ),
    );
}
