import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { BadInput, SameboatError } from '../../errors.ts';
import type { InspectedFile } from '../csv/inspected-file.ts';
import { madeWorkbook, madeZip } from './made-workbook.ts';
import { openFiles } from './open-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'sameboat-sheets-'));
let made = 0;
after(() => rmSync(folder, { recursive: true }));

async function open(content: Buffer, name = 'book.xlsx'): Promise<InspectedFile[]> {
  const path = join(folder, name);
  writeFileSync(path, content);
  return openFiles(path, join(folder, `scratch-${made++}`));
}

async function textOf(content: Buffer): Promise<string> {
  const [file] = await open(content);
  return readFileSync((file as InspectedFile).path, 'utf8');
}

async function refused(content: Buffer, code: string, name?: string): Promise<BadInput> {
  const error = await open(content, name).then(
    () => assert.fail(`${code} was not refused`),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof BadInput, `${(error as Error).stack}`);
  assert.equal(error.code, code);
  assert.ok(error.message.length > 10 && error.fix.length > 10 && error.where);
  return error;
}

const HEADER = ['account_id', 'name', 'segment'];
const sheet = (...rows: Parameters<typeof madeWorkbook>[0]['sheets'][number]['rows']) =>
  madeWorkbook({ sheets: [{ name: 'S', rows }] });

describe('a workbook', () => {
  it('gives every sheet as a file of its own, and passes over empty ones', async () => {
    const rows = [HEADER, ['A1', 'Acme', 'small']];
    const files = await open(
      madeWorkbook({
        sheets: [
          { name: 'Accounts', rows },
          { name: 'Blatt 2', rows: [['x', 'y']] },
          { name: 'Empty', rows: [] },
        ],
      }),
    );
    assert.deepEqual(
      files.map((file) => [file.name, file.headers]),
      [
        ['book.xlsx#Accounts', HEADER],
        ['book.xlsx#Blatt 2', ['x', 'y']],
      ],
    );
  });

  it('types cells by their style: days, instants, numbers, flags', async () => {
    const day = (number: number, style: 'day' | 'time' | 'custom day' | 'percent') => ({
      number,
      style,
    });
    const text = await textOf(
      sheet(
        ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
        [
          day(46265, 'day'),
          day(46265.586805555555, 'time'),
          day(46265, 'custom day'),
          46265,
          true,
          day(0.25, 'percent'),
          1234.56 + 2e-13,
        ],
        [day(59, 'day'), day(1, 'day'), day(61, 'day'), 1e21, false, 0.1 + 0.2, 1e-7],
      ),
    );
    assert.deepEqual(text.split('\n').slice(1, 3), [
      '2026-08-31,2026-08-31T14:05:00,2026-08-31,46265,true,0.25,1234.56',
      '1900-02-28,1900-01-01,1900-03-01,1000000000000000000000,false,0.3,0.0000001',
    ]);
  });

  it('counts days from 1904 where the workbook does', async () => {
    const rows = [
      ['a', 'b'],
      [{ number: 44803, style: 'day' as const }, 'x'],
    ];
    const text = await textOf(madeWorkbook({ from1904: true, sheets: [{ name: 'S', rows }] }));
    assert.equal(text.split('\n')[1], '2026-08-31,x');
  });

  it('takes the value of a formula, and refuses one that was never calculated', async () => {
    const rows = (value: number | null) => sheet(['a', 'b'], ['x', { formula: 'SUM(1,2)', value }]);
    assert.equal((await textOf(rows(3))).split('\n')[1], 'x,3');
    assert.match((await refused(rows(null), 'formula_without_value')).message, /cell B2/);
  });

  it('keeps texts: quotes, line breaks, leading zeros, markup, what looks like a formula', async () => {
    const text = await textOf(
      sheet(
        ['a', 'b'],
        ['say "hi", <b> & co', '001234'],
        ['two\nlines', '=1+1'],
        [' x_x000D_\ny', '#N/A'],
      ),
    );
    assert.equal(text, 'a,b\n"say ""hi"", <b> & co",001234\n"two\nlines",=1+1\n" x\ny",#N/A\n');
  });

  it('finds the header below titles and beside a margin, and passes blank rows over', async () => {
    const [file] = await open(
      sheet(
        [null, 'Open pipeline'],
        [null, 'As of 2026-11-21'],
        [],
        [null, ...HEADER],
        [null, 'A1', 'Acme', 'small'],
        [],
        [null, 'A2', 'Bolt', null],
        [],
        [null, 'Confidential Information - Do Not Distribute'],
        [null, 'Copyright © 2000-2026 salesforce.com, inc.'],
      ),
    );
    assert.equal(file?.endsInNotes, true);
    assert.equal(
      readFileSync((file as InspectedFile).path, 'utf8'),
      'account_id,name,segment\nA1,Acme,small\nA2,Bolt,\nConfidential Information - Do Not Distribute\n"Copyright © 2000-2026 salesforce.com, inc."\n',
    );
  });

  it('takes rows of one value after a gap for rows when more rows follow', async () => {
    const text = await textOf(sheet(HEADER, ['A1', 'x', 'y'], [], ['A2'], ['A3', 'x', 'y']));
    assert.equal(text, 'account_id,name,segment\nA1,x,y\nA2,,\nA3,x,y\n');
  });

  it('refuses merged cells in the header or over several rows, and says which', async () => {
    const rows = [HEADER, ['A1', 'x', 'y'], ['A2', null, 'y']];
    const merged = (ref: string) => madeWorkbook({ sheets: [{ name: 'S', rows, merged: [ref] }] });
    assert.match(
      (await refused(merged('A1:B1'), 'merged_cells')).message,
      /header are merged \(A1:B1\)/,
    );
    assert.match((await refused(merged('B2:B3'), 'merged_cells')).message, /only the first/);
    assert.equal((await open(merged('A3:B3'))).length, 1);
  });

  it('says how many rows a hidden sheet has, and looks no further', async () => {
    const files = await open(
      madeWorkbook({
        sheets: [
          { name: 'Seen', rows: [HEADER, ['A1', 'x', 'y']] },
          {
            name: 'Old',
            state: 'hidden',
            rows: [
              ['', 'a', 'a'],
              ['1', '2', '3'],
              ['1', '2', '3'],
            ],
          },
          {
            name: 'Older',
            state: 'veryHidden',
            rows: [
              ['a', 'b'],
              ['x', { formula: 'A1', value: null }],
            ],
          },
        ],
      }),
    );
    assert.deepEqual(
      files.map((file) => file.hiddenRows),
      [null, 2, 1],
    );
  });

  it('refuses headers that are blank, double or have a meaning to JavaScript', async () => {
    await refused(sheet(['a', null, 'b'], ['1', '2', '3']), 'blank_header');
    await refused(sheet(['a', 'a'], ['1', '2']), 'duplicate_header');
    await refused(sheet(['a', '__proto__'], ['1', '2']), 'reserved_header');
    await refused(sheet(Array.from({ length: 2001 }, (_, index) => `c${index}`)), 'too_wide');
  });
});

describe('import safety', () => {
  it('looks up no entity: a document type is refused', async () => {
    const parts = {
      'xl/sharedStrings.xml':
        '<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst><si><t>&x;</t></si></sst>',
    };
    const rows = [
      ['a', 'b'],
      ['x', 'y'],
    ];
    const error = await refused(
      madeWorkbook({ sheets: [{ name: 'S', rows }], parts }),
      'bad_workbook',
    );
    assert.match(error.message, /document type/);
  });

  it('refuses what unpacks to far more than its size, packed as zip, gzip or workbook', async () => {
    const zeros = Buffer.alloc(120 * 1024 * 1024, '0');
    await refused(madeZip({ 'a.csv': zeros }), 'unpacks_too_large', 'a.zip');
    await refused(gzipSync(zeros), 'unpacks_too_large', 'a.csv.gz');
    const parts = { 'xl/worksheets/sheet1.xml': zeros };
    const book = madeWorkbook({ sheets: [{ name: 'S', rows: [['a']] }], parts });
    const error = await open(book).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof BadInput);
    assert.ok(['unpacks_too_large', 'bad_workbook'].includes(error.code), error.code);
  });

  it('refuses cells beyond the end of a workbook', async () => {
    const beyond = (reference: string, row: number) =>
      madeWorkbook({
        sheets: [{ name: 'S', rows: [] }],
        parts: {
          'xl/worksheets/sheet1.xml': `<worksheet><sheetData><row r="${row}"><c r="${reference}"><v>1</v></c></row></sheetData></worksheet>`,
        },
      });
    await refused(beyond('A1048577', 1_048_577), 'sheet_too_large');
    await refused(beyond('ZZZ1', 1), 'sheet_too_large');
  });

  it('reads no damaged package', async () => {
    const whole = sheet(HEADER, ['A1', 'x', 'y']);
    await refused(whole.subarray(0, whole.length - 30), 'bad_zip');
    const parts = { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row>' };
    await refused(madeWorkbook({ sheets: [{ name: 'S', rows: [] }], parts }), 'bad_workbook');
  });

  it('never crashes on damaged workbooks: 300 cases', async () => {
    const whole = sheet(HEADER, ['A1', 'x', { number: 46265, style: 'day' }], ['A2', 'y', true]);
    let refusals = 0;
    for (let seed = 1; seed <= 300; seed++) {
      const bytes = Buffer.from(whole);
      for (let times = 0; times < 3; times++) {
        bytes[(seed * 7919 + times * 104_729 * seed) % bytes.length] =
          (seed * 31 + times * 17) % 256;
      }
      await open(bytes, 'broken.xlsx').catch((error: unknown) => {
        assert.ok(error instanceof SameboatError, `seed ${seed}: ${(error as Error).stack}`);
        refusals++;
      });
    }
    assert.ok(refusals > 50, `${refusals}`);
  });
});

describe('a zip archive', () => {
  it('gives every entry as a file of its own, and passes over what systems add', async () => {
    const files = await open(
      madeZip({
        'export/Account.csv': 'Id,Name,Industry\n1,x,y\n',
        'export/notes.csv': 'a;b\n1;2\n',
        '__MACOSX/export/._Account.csv': 'junk',
        '.DS_Store': 'junk',
        'book.xlsx': sheet(['a', 'b'], ['1', '2']),
      }),
      'export.zip',
    );
    assert.deepEqual(
      files.map((file) => [file.name, file.headers.length]),
      [
        ['export.zip#export/Account.csv', 3],
        ['export.zip#export/notes.csv', 2],
        ['export.zip#book.xlsx#S', 2],
      ],
    );
  });

  it('writes no entry under its own name', async () => {
    const [file] = await open(madeZip({ 'x/y.csv': 'a,b\n1,2\n' }), 'up.zip');
    assert.ok(file?.path.startsWith(folder) && !file.path.includes('y.csv'));
    await refused(madeZip({ '../../up.csv': 'a,b\n1,2\n' }), 'bad_zip', 'up.zip');
  });

  it('refuses archives in archives, passwords and nothing at all', async () => {
    const csv = { 'a.csv': 'a,b\n1,2\n' };
    await refused(madeZip({ 'b.zip': madeZip(csv) }), 'nested_archive', 'a.zip');
    await refused(gzipSync(madeZip(csv)), 'nested_archive', 'a.zip.gz');
    await refused(gzipSync(gzipSync('a,b\n1,2\n')), 'nested_archive', 'a.csv.gz');
    await refused(madeZip(csv, 1), 'has_password', 'a.zip');
    await refused(madeZip({ '.DS_Store': 'x' }), 'empty_file', 'a.zip');
  });
});

describe('what a file is', () => {
  it('is told by its bytes, whatever its name says', async () => {
    const [file] = await open(sheet(HEADER, ['A1', 'x', 'y']), 'deals.csv');
    assert.equal(file?.name, 'deals.csv#S');
    const [text] = await open(Buffer.from('a,b\n1,2\n'), 'deals.xlsx');
    assert.deepEqual(text?.headers, ['a', 'b']);
  });

  it('is refused with what to do: old workbooks, web pages called .xls, PDF, JSON, .xlsb, .ods', async () => {
    const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512)]);
    assert.match((await refused(ole, 'not_csv', 'deals.xls')).fix, /xlsx/);
    await refused(
      Buffer.from('<html><table><tr><td>Id</td></tr></table>'),
      'not_csv',
      'report.xls',
    );
    await refused(Buffer.from('%PDF-1.7'), 'not_csv');
    await refused(Buffer.from('[{"a": 1}]'), 'not_csv');
    const types = { '[Content_Types].xml': '<Types/>' };
    await refused(madeZip({ ...types, 'xl/workbook.bin': 'x' }), 'other_workbook');
    await refused(madeZip({ mimetype: 'x', 'content.xml': '<x/>' }), 'other_workbook');
  });
});
