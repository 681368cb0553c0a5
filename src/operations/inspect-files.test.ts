import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { TemporaryHome } from '../../test/temporary-home.ts';
import { madeWorkbook } from '../connectors/spreadsheet/made-workbook.ts';
import type { InspectAnswer } from './inspect-files.ts';

const DEALS =
  'Deal ID;Deal name;Company;Opened;Expected close;Phase;Value\n' +
  'D1;One;Acme;03/04/2026;05/06/2026;Engaging;1.500\n' +
  'D2;Two;Bolt;04/05/2026;07/08/2026;Closed Won;2.500\n' +
  'D3;Three;Cast;06/02/2026;01/09/2026;Lost;3.250\n';

function inspect(home: TemporaryHome, paths: string[], more = {}): Promise<InspectAnswer> {
  return home.ask<InspectAnswer>('inspect', { as_of: '2026-11-21', paths, ...more });
}

describe('inspect', () => {
  it('says what a known export is, previews it and asks of guessed fields', async () => {
    using home = new TemporaryHome();
    const rows = Array.from({ length: 25 }, (_, index) => ({
      Id: `006${index}`,
      Name: `Deal ${index}`,
      AccountId: '0011',
      StageName: 'Open',
      CloseDate: '2026-09-30',
      CreatedDate: '2026-01-05T10:00:00Z',
      Amount: 100 + index,
      Segment__c: index % 2 ? 'mid' : 'small',
    }));
    const { files, mapping } = await inspect(home, [home.csv('Opportunity.csv', rows)]);
    const [file] = files;
    assert.equal(file?.recognised_as, 'salesforce/Opportunity');
    assert.deepEqual([file?.rows, file?.preview.length, file?.preview[0]?.[0]], [25, 20, '0060']);
    const segment = file?.columns.find(({ header }) => header === 'Segment__c');
    assert.deepEqual([segment?.field, segment?.guessed], ['segment', true]);
    assert.deepEqual(segment?.samples, ['small', 'mid']);
    assert.deepEqual(
      file?.questions.map(({ code, key, answer }) => [code, key, answer]),
      [['guessed_field', 'segment', 'Segment__c']],
    );
    assert.match(mapping, /segment: Segment__c/);
    assert.doesNotMatch(mapping, /Still/);
  });

  it('changes nothing, not even a home that is not there yet', async () => {
    using home = new TemporaryHome();
    await inspect(home, [home.write('deals.csv', DEALS)]);
    assert.deepEqual(readdirSync(home.home.path), []);
  });

  it('suggests what an unknown file could be, and asks what it cannot tell', async () => {
    using home = new TemporaryHome();
    const path = home.write('deals.csv', DEALS);
    const { files, mapping, source, tables } = await inspect(home, [path]);
    const [file] = files;
    assert.deepEqual([file?.recognised_as, file?.is_suggested, source], [null, true, 'files']);
    assert.deepEqual(file?.entry, {
      match: 'deals.csv',
      table: 'opportunities',
      columns: {
        opportunity_id: 'Deal ID',
        happened: 'Opened',
        name: 'Deal name',
        account_id: 'Company',
        stage: 'Phase',
        outcome: 'Phase',
        amount: 'Value',
        close_on: 'Expected close',
      },
      values: { outcome: { 'Closed Won': 'won', Lost: 'lost' } },
    });
    assert.deepEqual(
      file?.questions.map(({ code, answer }) => [code, answer]),
      [
        ['unrecognised_file', 'opportunities'],
        ['unknown_value', null],
        ['ambiguous_dates', null],
        ['ambiguous_numbers', null],
      ],
    );
    const dates = file?.questions.find(({ code }) => code === 'ambiguous_dates');
    assert.deepEqual(dates?.answers, [
      { value: 'dmy', label: 'The day comes first: it is 3 April' },
      { value: 'mdy', label: 'The month comes first: it is 4 March' },
    ]);
    const numbers = file?.questions.find(({ code }) => code === 'ambiguous_numbers');
    assert.deepEqual(
      numbers?.answers.map(({ label }) => label),
      ['A decimal comma: it is 1500', 'A decimal point: it is 1.500'],
    );
    assert.match(mapping, /^# Still to be answered:\n# +deals\.csv: What does “Engaging”/);
    const opened = file?.columns.find(({ header }) => header === 'Opened');
    assert.equal(opened?.date_question?.code, 'ambiguous_dates');
    assert.ok(tables.some(({ table }) => table === 'opportunities'));
    assert.equal(file?.likely.length, tables.length);
  });

  it('the mapping, with the answers put in, is what import takes', async () => {
    using home = new TemporaryHome();
    const path = home.write('deals.csv', DEALS);
    const { mapping } = await inspect(home, [path]);
    const answered = mapping
      .replace('    table: opp', '    date_order: dmy\n    decimal: comma\n    table: opp')
      .replace('        Lost: lost', '        Lost: lost\n        Engaging: open');
    const file = home.write('mapping.yaml', answered);
    const asked = await inspect(home, [path], { mapping: file });
    assert.ok(asked.files[0]?.questions.every(({ answer }) => answer !== null));
    const answer = await home.import([path], { mapping: file, exported: '2026-08-31' });
    const [report] = answer['files'] as { read: number; loaded: number }[];
    assert.deepEqual([report?.read, report?.loaded], [3, 3]);
    const names = answer['mapping_saved'] as string[];
    assert.equal(names.length, 1);
    assert.ok(existsSync(`${home.home.path}/mappings/${names[0]}.yaml`));
  });

  it('lists each sheet, hidden ones, and files that cannot be read', async () => {
    using home = new TemporaryHome();
    const workbook = madeWorkbook({
      sheets: [
        {
          name: 'Accounts',
          rows: [
            ['account_id', 'name', 'segment'],
            ['A1', 'Acme', 'small'],
          ],
        },
        {
          name: 'Notes',
          rows: [
            ['a', 'b'],
            ['1', '2'],
          ],
          state: 'hidden',
        },
      ],
    });
    const paths = [home.write('book.xlsx', workbook), home.write('empty.csv', '')];
    const { files } = await inspect(home, paths);
    assert.deepEqual(
      files.map(({ file, recognised_as, is_hidden, problem }) => [
        file,
        recognised_as,
        is_hidden,
        problem?.code ?? null,
      ]),
      [
        ['book.xlsx#Accounts', 'plain/accounts', false, null],
        ['book.xlsx#Notes', null, true, null],
        ['empty.csv', null, false, 'empty_file'],
      ],
    );
  });
});

describe('a mapping that was used', () => {
  const YAML = `source: crm
exported: 2026-08-31
date_order: dmy
files:
  - match: deals_*.csv
    table: opportunities
    decimal: comma
    columns: { opportunity_id: Deal ID, happened: Opened, stage: Phase, outcome: Phase, amount: Value }
    values: { outcome: { Engaging: open, Closed Won: won, Lost: lost } }
`;

  it('is used for the next export of that name and columns, without the day of the first', async () => {
    using home = new TemporaryHome();
    const first = home.write('deals_2026-08-31.csv', DEALS);
    const mapping = home.write('mapping.yaml', YAML);
    const saved = (await home.import([first], { mapping }))['mapping_saved'] as string[];
    const next = home.write('deals_2026-09-30.csv', DEALS.replace('Three', 'Drei'));
    const looked = await inspect(home, [next]);
    assert.equal(looked.files[0]?.recognised_as, 'plain/opportunities');
    assert.deepEqual(looked.mapping_used, [{ file: 'deals_2026-09-30.csv', mapping: saved[0] }]);
    const answer = await home.import([next], { exported: '2026-09-30' });
    assert.deepEqual(answer['mapping_used'], looked.mapping_used);
    assert.deepEqual(answer['mapping_saved'], []);
    const [one, two] = home.home.manifests();
    assert.deepEqual(
      [one?.source, two?.source, one?.observed_to, two?.observed_to],
      ['crm', 'crm', '2026-08-31', '2026-09-30'],
    );
    assert.deepEqual(one?.files[0]?.dates, two?.files[0]?.dates);
  });

  it('is not used for other columns, nor where another mapping is given', async () => {
    using home = new TemporaryHome();
    const mapping = home.write('mapping.yaml', YAML);
    await home.import([home.write('deals_1.csv', DEALS)], { mapping });
    const other = home.write('deals_2.csv', 'foo,bar\n1,2\n');
    await assert.rejects(home.import([other]), { code: 'unrecognised_file' });
    const own = home.write('own.yaml', YAML.replace('crm', 'other'));
    const more = home.write('deals_3.csv', DEALS.replace('One', 'Eins'));
    assert.deepEqual((await home.import([more], { mapping: own }))['mapping_used'], []);
    assert.equal(readdirSync(`${home.home.path}/mappings`).length, 1);
  });

  it('of a known export keeps the order of its dates and its own fields', async () => {
    using home = new TemporaryHome();
    const accounts = 'account_id,name,happened\nA1,Acme,03/04/2026\n';
    const notation = home.write('notation.yaml', 'date_order: mdy\n');
    await home.import([home.write('accounts.csv', accounts)], { mapping: notation });
    const next = home.write('x/accounts.csv', accounts.replace('Acme', 'Acme Inc'));
    const answer = await home.import([next]);
    assert.equal((answer['mapping_used'] as unknown[]).length, 1);
    assert.deepEqual(home.home.manifests().at(-1)?.files[0]?.dates, [
      { field: 'happened', format: '%m/%d/%Y' },
    ]);
  });

  it('may leave a column unread, and an entry without a table needs no values', async () => {
    using home = new TemporaryHome();
    const accounts = 'account_id,name,segment\nA1,Acme,small\n';
    const none = 'files:\n  - match: accounts.csv\n    columns: { segment: null }\n';
    const path = home.write('accounts.csv', accounts);
    await home.import([path], { mapping: home.write('m.yaml', none) });
    const matches = home.home.manifests()[0]?.files[0]?.matches.map(({ field }) => field);
    assert.deepEqual(matches, ['account_id', 'name']);
    const bad = home.write('b.yaml', `${none}    constants: { region: x }\n`);
    await assert.rejects(home.import([path], { mapping: bad }), { code: 'bad_mapping' });
  });
});
