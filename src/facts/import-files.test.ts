import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { TemporaryHome } from '../../test/temporary-home.ts';
import { BadInput } from '../errors.ts';

interface FileReport {
  readonly file: string;
  readonly recognised_as: string | null;
  readonly read: number;
  readonly loaded: number;
  readonly rejected: number;
  readonly reasons: {
    code: string;
    count: number;
    example: { row: number; column: string; value: string };
  }[];
  readonly already_imported: boolean;
}

const ACCOUNTS = 'account_id,name,segment,employees\nA1,Acme,small,12\nA2,"Bolt, Inc",mid,300\n';

async function files(home: TemporaryHome, ...paths: string[]): Promise<FileReport[]> {
  return (await home.import(paths))['files'] as FileReport[];
}

/** Everything on disk under a home, so that "unchanged" can be asserted. */
function contents(home: TemporaryHome): string[] {
  return readdirSync(home.home.path, { recursive: true }).map(String).sort();
}

async function refused(home: TemporaryHome, path: string, code: string): Promise<BadInput> {
  const before = contents(home);
  const error = await home.import([path]).then(
    () => assert.fail(`${code} was not refused`),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof BadInput, String(error));
  assert.equal(error.code, code);
  assert.ok(error.message.length > 10 && error.fix.length > 10 && error.where);
  const after = contents(home).filter((name) => name !== 'landed' && name !== 'facts');
  assert.deepEqual(
    after,
    before.filter((name) => name !== 'landed' && name !== 'facts'),
  );
  return error;
}

describe('import of bad files', () => {
  const zip = Buffer.from('504b03040a0000000000', 'hex');
  const cases: [name: string, content: string | Buffer, code: string][] = [
    ['empty.csv', '', 'empty_file'],
    ['header-only.csv', 'account_id,name,segment\n', 'no_rows'],
    ['caret.csv', 'account_id^name^segment\nA1^Acme^small\n', 'unrecognised_file'],
    ['unknown.csv', 'foo,bar\n1,2\n', 'unrecognised_file'],
    ['zip.csv', zip, 'bad_zip'],
    ['twice.csv', 'account_id,name,name\nA1,x,y\n', 'duplicate_header'],
    ['blank.csv', 'account_id,,name\nA1,x,y\n', 'blank_header'],
    ['proto.csv', 'account_id,__proto__,name\nA1,x,y\n', 'reserved_header'],
    ['binary.csv', Buffer.from([65, 66, 0, 67, 10]), 'binary'],
    [
      'broken.csv.gz',
      Buffer.concat([gzipSync(ACCOUNTS).subarray(0, 20), Buffer.alloc(30, 7)]),
      'bad_gzip',
    ],
    [
      'mixed.csv',
      Buffer.concat([
        Buffer.from('account_id,name,segment\nA1,Müller,small\nA2,M'),
        Buffer.from([0xfc]),
        Buffer.from('ller,mid\n'),
      ]),
      'mixed_encodings',
    ],
  ];
  for (const [name, content, code] of cases) {
    it(`refuses ${name}: ${code}`, async () => {
      using home = new TemporaryHome();
      await refused(home, home.write(name, content), code);
    });
  }

  it('refuses a single line of 200 MB without reading it into memory', async () => {
    using home = new TemporaryHome();
    const path = home.write('line.csv', Buffer.alloc(200 * 1024 * 1024, 'x'));
    const before = process.memoryUsage().rss;
    await refused(home, path, 'line_too_long');
    assert.ok(process.memoryUsage().rss - before < 100 * 1024 * 1024);
  });

  it('says at which line an encoding changes', async () => {
    using home = new TemporaryHome();
    const latin = Buffer.concat([
      Buffer.from('account_id,name,segment\nA1,é,x\nA2,'),
      Buffer.from([0xe9]),
      Buffer.from(',y\n'),
    ]);
    assert.match(
      (await refused(home, home.write('a.csv', latin), 'mixed_encodings')).message,
      /line 3/,
    );
  });

  it('refuses what does not exist or may not be read', async () => {
    using home = new TemporaryHome();
    await refused(home, join(home.folder, 'nowhere'), 'cannot_read');
    const folder = join(home.folder, 'closed');
    mkdirSync(folder);
    home.csv('closed/a.csv', [{ account_id: 'A1' }]);
    chmodSync(folder, 0);
    if (process.getuid?.() !== 0) await refused(home, folder, 'cannot_read');
    chmodSync(folder, 0o700);
  });

  it('refuses a folder without tables', async () => {
    using home = new TemporaryHome();
    mkdirSync(join(home.folder, 'nothing'));
    await refused(home, join(home.folder, 'nothing'), 'empty_folder');
  });

  it('imports all files or none', async () => {
    using home = new TemporaryHome();
    const good = home.write('accounts.csv', ACCOUNTS);
    const bad = home.write('users.csv', '');
    await assert.rejects(home.import([good, bad]), BadInput);
    assert.deepEqual(home.home.manifests(), []);
  });

  it('refuses dates that fit both orders, and takes them once it is told', async () => {
    using home = new TemporaryHome();
    const path = home.write(
      'deals.csv',
      'deal,opened,state,closed\nD1,03/04/2026,won,05/06/2026\n',
    );
    const mapping = (order: string) =>
      home.write(
        'map.yaml',
        `files:\n- match: deals.csv\n  table: opportunities\n  columns: {opportunity_id: deal, happened: opened, outcome: state, close_on: closed}\n${order}`,
      );
    await assert.rejects(home.import([path], { mapping: mapping('') }), /could be day\/month/);
    await home.import([path], { mapping: mapping('  date_order: dmy\n') });
    const rows = await home.ask<{ rows: { entered_on: string }[] }>('rows', {
      as_of: '2026-12-31',
      figure: 'curve',
      from: 'opportunity',
      to: 'won',
    });
    assert.equal(rows.rows[0]?.entered_on, '2026-04-03');
  });
});

describe('import', () => {
  it('reads every row: loaded + rejected = read, each rejection with row, column and value', async () => {
    using home = new TemporaryHome();
    const path = home.write(
      'accounts.csv',
      'account_id,name,segment,employees\nA1,Acme,small,12\n,Nobody,small,1\nA3,Many,mid,lots\nA4,short\nA5,a,b,1,2\nA1,Acme,small,12\nA1,Other,mid,4\n',
    );
    const [report] = await files(home, path);
    assert.deepEqual([report?.read, report?.loaded, report?.rejected], [7, 1, 6]);
    const reasons = new Map(report?.reasons.map((reason) => [reason.code, reason]));
    assert.deepEqual([...reasons.keys()].sort(), [
      'bad_number',
      'duplicate_key',
      'duplicate_row',
      'missing_value',
      'too_few_columns',
      'too_many_columns',
    ]);
    assert.deepEqual(reasons.get('bad_number')?.example, {
      row: 3,
      column: 'employees',
      value: 'lots',
    });
    assert.equal(reasons.get('too_few_columns')?.example.row, 4);
    assert.equal(reasons.get('duplicate_row')?.example.row, 6);
    assert.equal(reasons.get('duplicate_key')?.example.row, 7);
  });

  it('rejects a state that it does not know', async () => {
    using home = new TemporaryHome();
    const path = home.write('accounts.csv', 'account_id,name,state\nA1,Acme,live\nA2,Bolt,gone\n');
    const [report] = await files(home, path);
    assert.deepEqual([report?.loaded, report?.rejected], [1, 1]);
    assert.deepEqual(report?.reasons[0]?.example, { row: 2, column: 'state', value: 'gone' });
  });

  it('accounts for malformed rows of a file that it does not know', async () => {
    using home = new TemporaryHome();
    const known = home.write('accounts.csv', ACCOUNTS);
    const unknown = home.write('other.csv', 'foo,bar\n1,2\n3\n4,5\n');
    const reports = await files(home, known, unknown);
    assert.deepEqual([reports[1]?.read, reports[1]?.loaded, reports[1]?.rejected], [3, 0, 3]);
    assert.equal(reports[1]?.recognised_as, null);
  });

  it('changes nothing when the same files come again', async () => {
    using home = new TemporaryHome();
    const path = home.write('accounts.csv', ACCOUNTS);
    const first = await home.import([path]);
    const before = contents(home);
    const again = await home.import([path]);
    assert.deepEqual(contents(home), before);
    assert.equal(again['facts_version'], first['facts_version']);
    assert.equal((again['files'] as FileReport[])[0]?.already_imported, true);
    assert.equal((again['files'] as FileReport[])[0]?.loaded, 2);
  });

  it('reads UTF-16, Windows-1252, BOM, semicolons, tabs, old line ends and gzip alike', async () => {
    const text = 'account_id;name;segment\nA1;Müller;small\nA2;Größe "x";mid\n'.replace('"x"', '');
    const variants: [string, Buffer][] = [
      ['utf16.csv', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])],
      ['latin.csv', Buffer.from(text, 'latin1')],
      ['bom.csv', Buffer.from(`\uFEFF${text}`)],
      ['tabs.csv', Buffer.from(text.replaceAll(';', '\t'))],
      ['crlf.csv', Buffer.from(text.replaceAll('\n', '\r\n'))],
      ['cr.csv', Buffer.from(text.replaceAll('\n', '\r'))],
      ['mixed-ends.csv', Buffer.from(text.replace('\n', '\r\n'))],
      ['packed.csv.gz', gzipSync(text)],
    ];
    for (const [name, content] of variants) {
      using home = new TemporaryHome();
      const [report] = await files(home, home.write(name, content));
      assert.deepEqual([name, report?.read, report?.loaded], [name, 2, 2]);
      const facts = await home.facts();
      const { statement } = await import('../engine/statement.ts');
      const { allRows } = await import('../engine/engine.ts');
      const names = await allRows<{ name: string }>(
        facts.engine.query(statement('names', 'select name from accounts order by account_id')),
      );
      assert.deepEqual([name, names[0]?.name], [name, 'Müller']);
    }
  });

  it('gives the same facts from landed rows as when they were imported', async () => {
    using home = new TemporaryHome();
    await home.import([home.write('accounts.csv', ACCOUNTS)]);
    const before = JSON.stringify(await home.ask('overview', { as_of: '2026-11-21' }));
    const { facts_version } = await home.ask('rebuild', { as_of: '2026-12-24' });
    assert.equal(JSON.parse(before).facts_version, facts_version);
    assert.equal(JSON.stringify(await home.ask('overview', { as_of: '2026-11-21' })), before);
  });

  it('removes what an import that was killed left behind', async () => {
    using home = new TemporaryHome();
    home.home.prepare();
    mkdirSync(join(home.home.landed, '.import-abc'));
    mkdirSync(join(home.home.landed, '.lock', '999999999'), { recursive: true });
    await home.import([home.write('accounts.csv', ACCOUNTS)]);
    assert.ok(!existsSync(join(home.home.landed, '.import-abc')));
    assert.ok(!existsSync(join(home.home.landed, '.lock')));
  });

  it('does not run beside another import', async () => {
    using home = new TemporaryHome();
    home.home.prepare();
    mkdirSync(join(home.home.landed, '.lock', String(process.ppid)), { recursive: true });
    await assert.rejects(home.import([home.write('accounts.csv', ACCOUNTS)]), /Another import/);
  });

  it('keeps the landed rows as they were written', async () => {
    using home = new TemporaryHome();
    await home.import([home.write('accounts.csv', ACCOUNTS)]);
    const folder = home.home.importFolder(1);
    assert.deepEqual(readdirSync(folder).sort(), ['0.parquet', 'manifest.json']);
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    assert.equal(manifest.files[0].landed, 2);
  });
});

describe('versions', () => {
  it('shows each day what was known then', async () => {
    using home = new TemporaryHome();
    const deals = (outcome: string, amount: string, close: string) => [
      {
        opportunity_id: 'O1',
        happened: '2026-01-05',
        stage: outcome,
        outcome,
        amount,
        close_on: close,
      },
    ];
    await home.import([home.csv('a.csv', deals('open', '1000', '2026-03-31'))], {
      exported: '2026-02-01',
    });
    await home.import([home.csv('b.csv', deals('won', '900.50', '2026-02-20'))], {
      exported: '2026-03-01',
    });
    const end = async (as_of: string) => {
      const { moves } = await home.ask<{ moves: { move: string; amount: { amount: number } }[] }>(
        'pipeline',
        { as_of, from: '2026-01-01', to: '2026-04-01' },
      );
      return Object.fromEntries(moves.map(({ move, amount }) => [move, amount.amount]));
    };
    assert.equal((await end('2026-02-25'))['end'], 100_000);
    assert.equal((await end('2026-03-01'))['won'], -90_050);
    assert.equal((await end('2026-03-01'))['end'], 0);
  });

  it('dates what a later export shows otherwise on the day of that export, and keeps past answers', async () => {
    using home = new TemporaryHome();
    const deal = (opportunity_id: string, outcome: string, amount: string, close_on: string) => ({
      opportunity_id,
      happened: '2026-01-07',
      outcome,
      amount,
      close_on,
    });
    const february = [
      deal('P3', 'won', '3000', '2026-02-01'),
      deal('P4', 'open', '1000', '2026-06-30'),
      deal('P5', 'open', '', '2026-06-30'),
    ];
    const march = [
      deal('P3', 'open', '3000', '2026-06-30'),
      deal('P4', 'open', '1000', '2026-09-30'),
      deal('P5', 'open', '500', '2026-06-30'),
      { ...deal('P7', 'open', '700', '2026-06-30'), happened: '2026-02-15' },
    ];
    await home.import([home.csv('a.csv', february)], { exported: '2026-02-28' });
    const then = async () =>
      Promise.all(
        ['pipeline', 'curves', 'this-week', 'data-health'].map(async (name) =>
          JSON.stringify(await home.ask(name, { as_of: '2026-02-28' })),
        ),
      );
    const before = await then();
    await home.import([home.csv('b.csv', march)], { exported: '2026-03-31' });
    assert.deepEqual(await then(), before);
    const { moves } = await home.ask<{
      moves: { move: string; opportunities: number; amount: { amount: number } }[];
    }>('pipeline', {
      as_of: '2026-03-31',
      from: '2026-03-01',
      to: '2026-04-01',
      quarter: '2026-Q2',
    });
    const bar = (move: string) => {
      const found = moves.find((each) => each.move === move);
      return [found?.opportunities, found?.amount.amount];
    };
    assert.deepEqual(bar('reopened'), [1, 300_000]);
    assert.deepEqual(bar('pushed_out'), [1, -100_000]);
    assert.deepEqual(bar('amount_learnt'), [1, 50_000]);
    assert.deepEqual(bar('end'), [3, 420_000]);
  });
});
