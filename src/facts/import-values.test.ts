/** How values are written: dates, numbers, flags. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TemporaryHome } from '../../test/temporary-home.ts';
import type { BadInput } from '../errors.ts';
import { codes, deals, files, refused, rows } from './imported-reports.ts';

describe('dates', () => {
  const days = async (values: readonly string[], more = {}) => {
    using home = new TemporaryHome();
    const text = [
      'meeting_id;person_id;happened;outcome',
      ...values.map((day, index) => `M${index};P;${day};held`),
      '',
    ];
    const [report] = await files(home, home.write('meetings.csv', text.join('\n')), more);
    const found = await rows(
      home,
      'select cast(happened as varchar) as h from meetings order by meeting_id',
    );
    return { report, days: found.flat(), observedTo: home.home.manifests()[0]?.observed_to };
  };

  it('in serial numbers, also as the last day that the files know of', async () => {
    const { days: found, observedTo } = await days(['46000', '46001.75', '45306']);
    assert.deepEqual(found, ['2025-12-09', '2025-12-10', '2024-01-15']);
    assert.equal(observedTo, '2025-12-10');
  });

  it('in local order with serial numbers and ISO days between them', async () => {
    const { days: found } = await days(['8/31/2026', '46001', '2026-01-05', '1/2/2026']);
    assert.deepEqual(found, ['2026-08-31', '2025-12-10', '2026-01-05', '2026-01-02']);
  });

  it('in mixed columns, as the last day that the files know of', async () => {
    const lasts = [
      await days(['8/31/2025', '46001', '2025-01-05', '1/2/2025']),
      await days(['8/31/2025', '2025-12-11', '1/2/2025', '2/2/2025']),
      await days(['46001', '45000', '45001', '2025-12-12']),
    ];
    assert.deepEqual(
      lasts.map(({ observedTo }) => observedTo),
      ['2025-12-10', '2025-12-11', '2025-12-12'],
    );
  });

  it('with years of two digits: 00 to 68 are of this century, 69 to 99 of the last', async () => {
    assert.deepEqual((await days(['31/12/26', '30/06/68', '01/07/69'])).days, [
      '2026-12-31',
      '2068-06-30',
      '1969-07-01',
    ]);
  });

  it('with a time, as several locales write it', async () => {
    assert.deepEqual((await days(['31.08.2026, 14:05', '01.09.2026'])).days, [
      '2026-08-31',
      '2026-09-01',
    ]);
    assert.deepEqual((await days(['8/31/2026, 2:05 PM'])).days, ['2026-08-31']);
    assert.deepEqual((await days(['8/31/2026 2:05\u202fPM'])).days, ['2026-08-31']);
  });

  it('of eight digits, or with the name of the month', async () => {
    assert.deepEqual((await days(['20260831', '20260102'])).days, ['2026-08-31', '2026-01-02']);
    assert.deepEqual((await days(['31-Aug-26', '2-Jan-26'])).days, ['2026-08-31', '2026-01-02']);
    assert.deepEqual((await days(['31 Aug 2026'])).days, ['2026-08-31']);
  });

  it('that are the same in both orders need no answer', async () => {
    assert.deepEqual((await days(['05/05/2026', '06/06/2026'])).days, ['2026-05-05', '2026-06-06']);
  });

  it('are decided by any day after the twelfth, however late in the column', async () => {
    const many = Array.from({ length: 6000 }, () => '01/02/2026');
    const { days: found } = await days([...many, '13/02/2026']);
    assert.equal(found[0], '2026-02-01');
  });

  it('that contradict one another are refused by row, unless an order is told', async () => {
    using home = new TemporaryHome();
    const text =
      'meeting_id;happened;outcome\nM1;31/12/2026;held\nM2;01/02/2026;held\nM3;12/31/2026;held\n';
    const path = home.write('meetings.csv', text);
    const error = await refused(home, path, 'mixed_dates');
    assert.match(
      error.message,
      /"31\/12\/2026" in row 1 has the day first, "12\/31\/2026" in row 3 the month/,
    );
    const [report] = await files(home, path, { mapping: home.write('n.yaml', 'date_order: mdy') });
    assert.deepEqual(codes(report), { bad_date: 1 });
    assert.equal(report?.reasons[0]?.example.row, 1);
  });

  it('with two and four digits of the year in one column are refused by row', async () => {
    using home = new TemporaryHome();
    const path = home.write(
      'm.csv',
      'meeting_id;happened;outcome\nM1;31/12/2026;held\nM2;31/12/26;held\n',
    );
    assert.match((await refused(home, path, 'mixed_dates')).message, /row 2 and four in row 1/);
  });

  it('that the column shows are not overruled by a told order', async () => {
    using home = new TemporaryHome();
    const mapping = home.write('n.yaml', 'date_order: mdy');
    await files(
      home,
      home.write('m.csv', 'meeting_id;happened;outcome\nM1;31/12/2025;held\nM2;01/02/2026;held\n'),
      { mapping },
    );
    const found = await rows(
      home,
      'select cast(happened as varchar) as h from meetings order by meeting_id',
    );
    assert.deepEqual(found.flat(), ['2025-12-31', '2026-02-01']);
  });
});

describe('numbers', () => {
  const amounts = async (values: readonly string[], separator = ';', more = '') => {
    using home = new TemporaryHome();
    const lines = values.map((amount, index) => {
      const cell = amount.includes(separator) ? `"${amount}"` : amount;
      return [`D${index + 10}`, '2026-01-05', 'open', cell, '', ''].join(separator);
    });
    const path = home.write('deals.csv', deals(lines, separator));
    const mapping = more ? { mapping: home.write('n.yaml', more) } : {};
    await files(home, path, mapping);
    const found = await rows(
      home,
      'select amount from opportunity_changes where amount is not null order by opportunity_id',
    );
    return found.flat();
  };

  it('with signs, codes, thousands set apart in every usual way, and minus in every usual way', async () => {
    const values = [
      '$1,234.50',
      'USD 1,234.50',
      '1,234.50 USD',
      "1'234.50",
      '1 234.50',
      '1\u202f234.50',
      '(1,234.50)',
      '-$1,234.50',
      '1,234.50-',
      '−1234.5',
      '.5',
      '5.',
    ];
    const expected = [...Array(6).fill(123_450), ...Array(4).fill(-123_450), 50, 500];
    assert.deepEqual(await amounts(values), expected);
  });

  it('with a decimal comma in one value: all of the column has it', async () => {
    assert.deepEqual(
      await amounts(['1.234', '2,5', '1.234.567', '(1.234,56)', '12']),
      [123_400, 250, 123_456_700, -123_456, 1200],
    );
  });

  it('that could be either are asked about, and read once it is told', async () => {
    await assert.rejects(amounts(['1.234', '5.678']), (error: BadInput) => {
      assert.equal(error.code, 'ambiguous_numbers');
      assert.match(
        error.fix,
        /`decimal: comma` \(then it is 1234\) or `decimal: point` \(1\.234\)/,
      );
      return true;
    });
    assert.deepEqual(await amounts(['1.234'], ';', 'decimal: comma'), [123_400]);
    assert.deepEqual(await amounts(['1.234'], ';', 'decimal: point'), [123]);
    await assert.rejects(amounts(['1,234']), /not clear what the mark in "1,234" means/);
  });

  it('with a comma in a file of commas: it sets thousands apart', async () => {
    assert.deepEqual(await amounts(['1,234', '5'], ','), [123_400, 500]);
  });

  it('that contradict one another are refused by row', async () => {
    await assert.rejects(
      amounts(['1.234,56', '7', '1,234.56']),
      /"1\.234,56" in row 1 has a decimal comma, "1,234\.56" in row 3/,
    );
  });

  it('counted whole are whole, whichever mark sets their thousands apart', async () => {
    using home = new TemporaryHome();
    await files(home, home.write('a.csv', 'account_id;name;employees\nA1;x;1.234\nA2;y;12\n'));
    await files(home, home.write('b.csv', 'account_id;name;employees\nA3;x;1,234\nA4;y;12.5\n'));
    const found = await rows(home, 'select employees from accounts order by account_id');
    assert.deepEqual(found.flat(), [1234, 12, 1234]);
  });

  it('in percent are shares, and what is no finite number is rejected', async () => {
    using home = new TemporaryHome();
    const text =
      'currency,happened,rate\nEUR,2026-01-01,85%\nGBP,2026-01-01,0.5\nCHF,2026-01-01,NaN\nSEK,2026-01-01,1e400\nNOK,2026-01-01,1.5e1\n';
    const [report] = await files(home, home.write('currencies.csv', text));
    assert.deepEqual(codes(report), { bad_number: 2 });
    const found = await rows(home, 'select rate from currencies order by currency');
    assert.deepEqual(found.flat(), [0.85, 0.5, 15]);
  });

  it('in another currency than the row says are rejected', async () => {
    using home = new TemporaryHome();
    const text =
      'opportunity_id,happened,outcome,amount,currency\nD1,2026-01-05,open,£5.50,GBP\nD2,2026-01-05,open,£5.50,USD\nD3,2026-01-05,open,EUR 5.50,\nD4,2026-01-05,open,$5.50,CAD\n';
    const [report] = await files(home, home.write('deals.csv', text));
    assert.deepEqual(codes(report), { other_currency: 2 });
  });
});

describe('flags', () => {
  it('in the spellings of several languages', async () => {
    using home = new TemporaryHome();
    const yes = ['true', 'WAHR', 'Ja', 'vrai', 'Oui', 'sí', 'X', '✓', 'on', '1.0'];
    const no = ['FALSE', 'falsch', 'nein', 'faux', 'non', 'no', 'off', '0'];
    const lines = [...yes, ...no].map((flag, index) => `P${index + 10},P,${flag}`);
    await files(
      home,
      home.write(
        'people.csv',
        ['person_id,name,reachable', ...lines, 'P99,P,maybe', ''].join('\n'),
      ),
    );
    const found = await rows(home, 'select reachable from people order by person_id');
    assert.deepEqual(found.flat(), [...yes.map(() => true), ...no.map(() => false)]);
  });
});

describe('cells that are written so that no spreadsheet changes them', () => {
  const names = async (...cells: string[]) => {
    using home = new TemporaryHome();
    const lines = cells.map((cell, at) => `O${at};2026-01-05;open;100;2026-06-01;${cell}`);
    const [report] = await files(home, home.write('deals.csv', deals(lines)));
    assert.equal(report?.rejected, 0);
    return (await rows(home, 'select name from opportunities order by opportunity_id')).flat();
  };

  it('lose the ="" of Excel, quoted or not', async () => {
    assert.deepEqual(await names('="001234"', '"=""00;77"""', '="="', '="a" & "b"', '=1+1'), [
      '001234',
      '00;77',
      '=',
      '="a" & "b"',
      '=1+1',
    ]);
  });

  it('lose the sign that our own export puts before a formula, and no other', async () => {
    assert.deepEqual(await names("'=1+1", "'-x", "'+49", "'@me", "'s-Hertogenbosch", "'quoted'"), [
      '=1+1',
      '-x',
      '+49',
      '@me',
      "'s-Hertogenbosch",
      "'quoted'",
    ]);
  });

  it('keep their keys, days and numbers', async () => {
    using home = new TemporaryHome();
    const line = '="001234";="2026-01-05";open;="1,234.50";2026-06-01;Deal';
    await files(home, home.write('deals.csv', deals([line])));
    const asked = `select o.opportunity_id, cast(o.happened as varchar) as d, c.amount
      from opportunities o join opportunity_changes c on c.opportunity_id = o.opportunity_id`;
    assert.deepEqual((await rows(home, asked))[0], ['001234', '2026-01-05', 123_450]);
  });
});
