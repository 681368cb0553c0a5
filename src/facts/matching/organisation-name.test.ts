import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { organisationName } from './organisation-name.ts';

const key = (name: string, country: string | null = null) =>
  organisationName(name, country)?.keys[0] ?? null;

describe('names that are the same', () => {
  const same: readonly (readonly [string, string])[] = [
    ['ACME, Inc.', 'Acme'],
    ['Nestlé S.A.', 'Nestle SA'],
    ['Johnson & Johnson', 'Johnson and Johnson'],
    ['The Coca-Cola Company', 'Coca Cola Co.'],
    ['Coca-Cola Company, The', 'Coca-Cola'],
    ['Wal-Mart', 'Walmart Inc'],
    ["McDonald's", 'McDonalds Corp.'],
    ['Amazon.com, Inc.', 'Amazon'],
    ['J.P. Morgan', 'JP Morgan'],
    ['Siemens Aktiengesellschaft', 'Siemens AG'],
    ['Müller GmbH & Co. KG', 'Muller'],
    ['Ørsted A/S', 'Orsted'],
    ['Łódź Sp. z o.o.', 'Lodz'],
    ['株式会社トヨタ', 'トヨタ'],
    ['North Nursery - North Nursery', 'North Nursery'],
    ['Huawei Technologies Co., Ltd.', 'Huawei Technologies'],
    ['Marks + Spencer plc', 'Marks & Spencer'],
    ['Acme (Pty) Ltd', 'Acme'],
    ['Ace 007', 'Ace 7'],
  ];
  for (const [a, b] of same) it(`${a} is ${b}`, () => assert.equal(key(a), key(b)));

  it('has a second spelling for umlauts, and for a name turned round at its comma', () => {
    assert.ok(organisationName('Müller AG')?.keys.includes('mueller'));
    assert.ok(organisationName('Ward, Laura')?.keys.includes('lauraward'));
    assert.deepEqual(organisationName('Acme, Inc.')?.keys, ['acme']);
  });
});

describe('words that are also legal forms', () => {
  it('stay where they are not at the end, or are all there is', () => {
    assert.equal(key('SA Power Networks'), 'sapowernetworks');
    assert.equal(key('AS Roma'), 'asroma');
    assert.equal(key('AB Foods'), 'abfoods');
    assert.equal(key('Co-op Bank'), 'coopbank');
    assert.equal(key('Company'), null);
    assert.equal(key('SE'), 'se');
    assert.equal(key('Limited Brands'), 'limitedbrands');
  });
  it('stay where the country knows no such form', () => {
    assert.equal(key('Health Services AB', 'CA'), 'healthservicesab');
    assert.equal(key('Health Services AB', 'SE'), 'healthservices');
    assert.equal(key('Radio SE', 'US'), 'radiose');
    assert.equal(key('Radio SE', 'DE'), 'radio');
  });
});

describe('parts of a name', () => {
  it('numbers and brackets say the site', () => {
    assert.equal(organisationName('Store #12')?.site, '12');
    assert.equal(organisationName('Store No. 12')?.site, '12');
    assert.equal(organisationName('Acme (UK) Ltd')?.site, 'GB');
    assert.equal(organisationName('Acme (Halsted)')?.site, 'halsted');
    assert.equal(organisationName('3M')?.site, '');
  });
  it('trading names and initials in brackets are other names of it', () => {
    assert.deepEqual(organisationName('Jones LLC d/b/a Wee Care, Inc.')?.aliases, ['weecare']);
    assert.deepEqual(organisationName('Acme t/a Best Tools')?.aliases, ['besttools']);
    assert.deepEqual(organisationName('Beta (formerly Alpha Ltd)')?.aliases, ['alpha']);
    const ibm = organisationName('International Business Machines (IBM)');
    assert.deepEqual([ibm?.aliases, ibm?.site], [['ibm'], '']);
  });
});

describe('no name', () => {
  for (const text of [
    null,
    '',
    '  ',
    '-',
    'N/A',
    'n.a.',
    'unknown',
    'Self-employed',
    '???',
    'TEST',
    'xxx',
    '1',
  ]) {
    it(JSON.stringify(text), () => assert.equal(organisationName(text), null));
  }
});

it('reads anything, whatever its case', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
      const name = organisationName(text);
      if (name === null) return;
      assert.ok(name.words.length > 0 && name.keys.every((each) => each !== ''));
      assert.deepEqual(organisationName(text.toLowerCase())?.keys[0], name.keys[0]);
    }),
  );
});
