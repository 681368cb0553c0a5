import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { duplicatesOf } from './clusters.ts';
import { matchBetween, matchWithin } from './match-organisations.ts';
import type { Organisation } from './organisations.ts';

type Record = Omit<Organisation, 'id'>;

function judged(a: Record, b: Record, ...others: Record[]) {
  const records = [a, b, ...others].map((record, at) => ({ ...record, id: `${at}` }));
  const pair = matchWithin(records).find((match) => match.a === '0' && match.b === '1');
  return pair ? `${pair.decision} ${pair.rule}` : 'different';
}

describe('the ladder', () => {
  const acme = { name: 'Acme Inc', website: 'acme.com', country: 'US' };
  it('1: an id in another system', () => {
    const one = { name: 'Acme', otherIds: ['salesforce:1'] };
    assert.equal(judged(one, { name: 'Zeta', otherIds: ['salesforce:1'] }), 'match same_id');
  });
  it('2: the domain from which most of its people write', () => {
    const other = { name: 'ACME', writesFrom: new Map([['mail.acme.com', 3]]) };
    assert.equal(judged(acme, other), 'match mail_domain');
  });
  it('3: the web domain', () => {
    assert.equal(
      judged(acme, { name: 'Acme Corp.', website: 'http://www.acme.com/us' }),
      'match web_domain',
    );
  });
  it('4: the name and the country', () => {
    assert.equal(judged(acme, { name: 'The ACME Company', country: 'USA' }), 'match same_name');
    assert.equal(judged(acme, { name: 'Acme', country: 'France' }), 'different');
  });
  it('5: a name that is only like it is a suggestion', () => {
    const one = { name: 'Shinning Star Institute', country: 'US' };
    assert.equal(
      judged(one, { name: 'Shining Star Institute', country: 'US' }),
      'suggest like_name',
    );
  });
  it('a like name in the same house is a match', () => {
    const one = { name: 'Shinning Star', street: '3012-16 E. 92nd St.' };
    const other = { name: 'Youth Centers - Shining Star', street: '3012 East 92nd Street' };
    assert.equal(judged(one, other), 'match name_and_address');
  });
});

describe('traps', () => {
  it('a subsidiary or brand on its parent’s domain is no second record', () => {
    const siemens = { name: 'Siemens AG', website: 'siemens.com', country: 'DE' };
    assert.equal(
      judged(siemens, { name: 'Siemens Healthineers', website: 'siemens.com', country: 'DE' }),
      'suggest web_domain',
    );
    assert.notEqual(
      judged(siemens, { name: 'Mentor Graphics', website: 'siemens.com' }).split(' ')[0],
      'match',
    );
  });
  it('a parent and its child are no pair; parents in a circle do no harm', () => {
    const records = [
      { id: 'a', name: 'Acme', website: 'acme.com', parentId: 'b' },
      { id: 'b', name: 'Acme', website: 'acme.com', parentId: 'c' },
      { id: 'c', name: 'Acme', website: 'acme.com', parentId: 'b' },
      { id: 'd', name: 'Acme', website: 'acme.com', parentId: 'd' },
    ];
    assert.deepEqual(
      matchWithin(records).map(({ a, b }) => a + b),
      ['ad', 'bd', 'cd'],
    );
  });
  it('regional companies of one group are at most suggested', () => {
    const german = { name: 'Acme GmbH', website: 'acme.de', country: 'DE' };
    assert.notEqual(
      judged(german, { name: 'Acme SAS', website: 'acme.fr', country: 'FR' }).split(' ')[0],
      'match',
    );
    assert.notEqual(judged({ name: 'Acme GmbH' }, { name: 'Acme S.A.S.' }).split(' ')[0], 'match');
    assert.notEqual(
      judged({ name: 'Acme Ltd' }, { name: 'Acme (France) Ltd' }).split(' ')[0],
      'match',
    );
  });
  it('one Swiss company has a name in two languages', () => {
    const swiss = { name: 'Nestlé AG', country: 'CH' };
    assert.equal(judged(swiss, { name: 'Nestlé S.A.', country: 'Switzerland' }), 'match same_name');
  });
  it('branches that differ in their number', () => {
    assert.notEqual(
      judged({ name: 'Best Store #12' }, { name: 'Best Store #14' }).split(' ')[0],
      'match',
    );
    assert.notEqual(judged({ name: 'Account 1' }, { name: 'Account 11' }).split(' ')[0], 'match');
    const shared = { website: 'best.com' };
    assert.notEqual(
      judged({ name: 'Best 12', ...shared }, { name: 'Best 14', ...shared }).split(' ')[0],
      'match',
    );
  });
  it('free mail and pages on LinkedIn bring nobody together', () => {
    assert.equal(
      judged({ name: 'Alpha', website: 'gmail.com' }, { name: 'Beta', website: 'gmail.com' }),
      'different',
    );
    const page = 'https://linkedin.com/company';
    assert.equal(
      judged({ name: 'Alpha', website: page }, { name: 'Beta', website: page }),
      'different',
    );
    const tOnline = { writesFrom: new Map([['t-online.de', 9]]) };
    assert.equal(judged({ name: 'Alpha', ...tOnline }, { name: 'Beta', ...tOnline }), 'different');
  });
  it('one consultant’s mail address does not make the customer the consultancy', () => {
    const consultancy = { name: 'Deloitte', website: 'deloitte.com' };
    const customer = {
      name: 'Acme',
      writesFrom: new Map([
        ['deloitte.com', 1],
        ['acme.com', 2],
      ]),
    };
    assert.equal(judged(consultancy, customer), 'different');
  });
  it('departments of a university share its domain', () => {
    const website = 'harvard.edu';
    assert.notEqual(
      judged(
        { name: 'Harvard Medical School', website },
        { name: 'Harvard Law School', website },
      ).split(' ')[0],
      'match',
    );
    assert.equal(
      judged({ name: 'Harvard University', website }, { name: 'HARVARD UNIVERSITY', website }),
      'match web_domain',
    );
  });
  it('empty names match by nothing', () => {
    const blank = { name: 'N/A', country: 'US' };
    assert.equal(judged(blank, blank), 'different');
    assert.equal(judged({ name: '' }, { name: null }), 'different');
    assert.notEqual(
      judged({ name: '', website: 'acme.com' }, { name: 'Acme', website: 'acme.com' }).split(
        ' ',
      )[0],
      'match',
    );
  });
  it('namesakes with domains of their own are looked at by somebody', () => {
    assert.equal(
      judged(
        { name: 'Delta', website: 'delta.com' },
        { name: 'Delta', website: 'deltafaucet.com' },
      ),
      'suggest same_name',
    );
  });
});

describe('clusters', () => {
  const cluster = (records: Organisation[]) =>
    duplicatesOf(
      records.map(({ id }) => ({ id, parentId: null })),
      matchWithin(records),
    ).map(({ id, of }) => `${id}→${of}`);
  it('name every record but the first', () => {
    const names = ['Acme', 'ACME Inc', 'Beta Tools', 'Acme Ltd.'];
    assert.deepEqual(cluster(names.map((name, at) => ({ id: `${at}`, name }))), ['1→0', '3→0']);
  });
  it('do not bring two domains together over a record that has none', () => {
    const found = cluster([
      { id: 'a', name: 'Acme', website: 'acme.com' },
      { id: 'b', name: 'Acme', website: 'acme.org' },
      { id: 'c', name: 'Acme' },
    ]);
    assert.equal(found.length, 1);
  });
  it('hold together where a thousand records have one name', () => {
    const many = Array.from({ length: 1000 }, (_, at) => ({
      id: `${at}`.padStart(4, '0'),
      name: 'Acme',
    }));
    assert.equal(new Set(cluster(many)).size, 999);
  });
});

it('matches a list against accounts as it matches within one list', () => {
  const accounts = [
    { id: 'A1', name: 'Acme Inc', website: 'acme.com' },
    { id: 'A2', name: 'Beta Tools GmbH', country: 'DE' },
  ];
  const rows = [
    { id: '1', name: 'acme' },
    { id: '2', name: 'Beta-Tools', country: 'Germany' },
    { id: '3', name: 'Gamma' },
  ];
  const found = matchBetween(rows, accounts).map(({ a, b, decision }) => `${a} ${b} ${decision}`);
  assert.deepEqual(found.sort(), ['1 A1 match', '2 A2 match']);
});

it('gives the same pairs whatever the order of the records', () => {
  const word = fc.constantFrom('Acme', 'Beta', 'Tools', 'Group', 'Inc', '12', 'Müller', '');
  const record = fc.record({
    name: fc.array(word, { maxLength: 3 }).map((words) => words.join(' ')),
    website: fc.constantFrom(null, 'acme.com', 'beta.de', 'gmail.com'),
    country: fc.constantFrom(null, 'US', 'Germany'),
  });
  const pairs = (records: Organisation[]) =>
    matchWithin(records)
      .map(({ a, b, score, decision }) => `${[a, b].sort().join(' ')} ${score} ${decision}`)
      .sort();
  fc.assert(
    fc.property(fc.array(record, { maxLength: 12 }), (records) => {
      const named = records.map((each, at) => ({ ...each, id: `${at}` }));
      assert.deepEqual(pairs(named), pairs(named.toReversed()));
    }),
  );
});
