import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { TemporaryHome } from '../../test/temporary-home.ts';
import { allRows } from '../engine/engine.ts';
import { statement } from '../engine/statement.ts';
import { type Listening, listen } from './listen.ts';
import { OpenHome } from './open-home.ts';
import { keepUpload } from './uploads.ts';

const ID = 'upload-0001';
const CSV = 'account_id,name,segment\nA1,Acme,small\nA2,Bolt,mid\n';

let home: TemporaryHome;
let open: OpenHome;
let server: Listening;
const log: string[] = [];

before(async () => {
  home = new TemporaryHome();
  open = new OpenHome(home.home.path);
  server = await listen({ home: open, port: null, log: (line) => log.push(line) });
});

after(async () => {
  await server.stop();
  await open.close();
  home[Symbol.dispose]();
});

interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** By hand, because fetch mends paths. */
function send({ method = 'PUT', path, headers = {}, body = '' }: Asked) {
  return new Promise<{ status: number; answer: Record<string, unknown> }>((resolve, reject) => {
    const options = { host: '127.0.0.1', port: server.port, method, path, headers };
    const sent = request(options, (response) => {
      let text = '';
      response.on('data', (part) => (text += part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, answer: text ? JSON.parse(text) : {} }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const put = (path: string, body = CSV) => send({ path: `/api/uploads/${path}`, body });
const post = (name: string, body: object) =>
  send({
    method: 'POST',
    path: `/api/${name}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

interface Line {
  readonly progress?: string;
  readonly answer?: { files: { loaded: number }[]; report: { sentence: string } };
  readonly problem?: { code: string; status: number };
}

async function inLines(name: string, body: object): Promise<Line[]> {
  const reply = await fetch(`http://localhost:${server.port}/api/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/x-ndjson' },
    body: JSON.stringify(body),
  });
  assert.deepEqual(
    [reply.status, reply.headers.get('content-type')],
    [200, 'application/x-ndjson'],
  );
  const lines = (await reply.text()).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Line);
}

function kept(): string[] {
  const folder = join(home.home.path, 'uploads');
  return existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String).sort() : [];
}

describe('uploads', () => {
  test('a file is kept, looked at, imported and removed', async () => {
    assert.deepEqual((await put(`${ID}/accounts.csv`)).answer, { bytes: CSV.length });
    const { answer } = await post('inspect-files', { upload: ID });
    const [file] = answer['files'] as { recognised_as: string; rows: number }[];
    assert.deepEqual([file?.recognised_as, file?.rows], ['plain/accounts', 2]);
    const imported = await post('import-files', { upload: ID, exported: '2026-08-31' });
    const [report] = imported.answer['files'] as { read: number; loaded: number }[];
    assert.deepEqual([report?.read, report?.loaded], [2, 2]);
    assert.deepEqual(kept(), []);
    assert.equal((await post('import-files', { upload: ID })).status, 404);
  });

  test('an import says what it is doing, line by line, and cannot be started twice', async () => {
    const id = 'upload-lines';
    await put(`${id}/more.csv`, CSV.replaceAll('A1', 'B1').replaceAll('A2', 'B2'));
    const ask = () => inLines('import-files', { upload: id, exported: '2026-08-31' });
    const [one, two] = await Promise.all([ask(), ask()]);
    const [done, refused] = one.at(-1)?.answer ? [one, two] : [two, one];
    assert.ok(done.slice(0, -1).some(({ progress }) => progress === 'landing more.csv'));
    assert.equal(done.at(-1)?.answer?.files[0]?.loaded, 2);
    assert.equal(typeof done.at(-1)?.answer?.report.sentence, 'string');
    assert.equal(refused.length, 1);
    assert.equal(refused[0]?.problem?.code, 'import_running');
    const [wrong] = await inLines('import-files', {});
    assert.deepEqual([wrong?.problem?.code, wrong?.problem?.status], ['bad_parameter', 422]);
  });

  test('a caller that goes away does not stop an import', async () => {
    const id = 'upload-leaving';
    await put(`${id}/gone.csv`, CSV.replaceAll('A1', 'C1').replaceAll('A2', 'C2'));
    const leaving = new AbortController();
    const reply = await fetch(`http://localhost:${server.port}/api/import-files`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/x-ndjson' },
      body: JSON.stringify({ upload: id, exported: '2026-08-31' }),
      signal: leaving.signal,
    });
    await reply.body?.getReader().read();
    leaving.abort();
    const accounts = async () => {
      const { answer } = await post('overview', {});
      const facts = answer['facts'] as { table: string; rows: number }[];
      return facts.find(({ table }) => table === 'accounts')?.rows;
    };
    while ((await accounts()) !== 6) await new Promise((resolve) => setTimeout(resolve, 50));
  });

  test('a guessed field can be read from another column, and is', async () => {
    const id = 'upload-guess';
    const rows = Array.from(
      { length: 12 },
      (_, at) => `00${at},Co ${at},Mining,small,DE,0051,2026-01-05,false,`,
    );
    await put(
      `${id}/Account.csv`,
      [
        'Id,Name,Industry,Segment__c,BillingCountry,OwnerId,CreatedDate,IsDeleted,MasterRecordId',
        ...rows,
      ].join('\n'),
    );
    const mapping = 'files:\n  - match: Account.csv\n    columns:\n      segment: Industry\n';
    const { answer } = await post('import-files', { upload: id, mapping });
    const [file] = answer['files'] as { recognised_as: string; guessed: object[] }[];
    assert.deepEqual([file?.recognised_as, file?.guessed], ['salesforce/Account', []]);
    const sql = "select distinct segment, industry from accounts where industry = 'Mining'";
    const { engine } = await home.facts();
    assert.deepEqual(await allRows(engine.query(statement('test', sql))), [
      { segment: 'Mining', industry: 'Mining' },
    ]);
  });

  test('no name leads out of its folder', async () => {
    const before = readdirSync(home.home.path, { recursive: true }).length;
    for (const path of [
      `${ID}/..%2f..%2fsettings.yaml`,
      `${ID}/%2e%2e%2fx.csv`,
      `${ID}/..%5cx.csv`,
      `${ID}/.hidden`,
      `${ID}/a%00.csv`,
      `${ID}/%2fetc%2fpasswd`,
      `${ID}/${'x'.repeat(300)}`,
      '..%2f..%2fhome/x.csv',
      'short/x.csv',
      'UPPER-CASE-ID/x.csv',
      `${ID}%2f..%2fother/x.csv`,
    ]) {
      const { status, answer } = await put(path);
      assert.ok([404, 422].includes(status), `${path}: ${status}`);
      assert.ok(typeof answer['fix'] === 'string', path);
    }
    for (const path of [`/api/uploads/${ID}/../../x.csv`, `/api/uploads/../uploads/${ID}/x`]) {
      assert.ok((await send({ path, body: CSV })).status >= 400 || kept().length > 0);
    }
    for (const upload of ['../landed', '..', '', 'landed/000001']) {
      assert.equal((await post('inspect-files', { upload })).status, 404);
      assert.equal((await post('import-files', { upload })).status, 404);
    }
    await send({ method: 'DELETE', path: `/api/uploads/${ID}/x` });
    const added = readdirSync(home.home.path, { recursive: true }).map(String);
    assert.ok(added.length - before <= 2, added.join(' '));
    assert.ok(!added.some((name) => name.includes('passwd') || name.endsWith('x.csv')));
  });

  test('a path is not taken over HTTP', async () => {
    for (const name of ['inspect-files', 'import-files']) {
      const { status, answer } = await post(name, { upload: ID, paths: ['/etc/passwd'] });
      assert.deepEqual([status, answer['code']], [422, 'bad_parameter']);
    }
    assert.equal((await post('inspect', { paths: ['/etc'] })).answer['code'], 'only_in_terminal');
  });

  test('what is too large is refused, announced or not, and nothing is kept of it', async () => {
    const headers = { 'content-length': String(5 * 1024 ** 3) };
    const refused = await send({ path: `/api/uploads/${ID}/a.csv`, headers }).catch(() => null);
    if (refused)
      assert.deepEqual([refused.status, refused.answer['code']], [413, 'upload_too_large']);
    const body = () =>
      Readable.toWeb(Readable.from(['x'.repeat(60)])) as ReadableStream<Uint8Array>;
    const upload = { id: 'upload-0002', name: 'a.csv', length: null };
    await keepUpload(home.home, { ...upload, body: body() }, 100);
    await assert.rejects(keepUpload(home.home, { ...upload, name: 'b.csv', body: body() }, 100), {
      code: 'upload_too_large',
      status: 413,
    });
    assert.deepEqual(readdirSync(join(home.home.path, 'uploads/upload-0002')), ['a.csv']);
  });

  test('pages of other sites may not bring files, other methods are named', async () => {
    const headers = { origin: 'http://evil.example' };
    const foreign = await send({ path: `/api/uploads/${ID}/x.csv`, headers, body: CSV });
    assert.deepEqual([foreign.status, foreign.answer['code']], [403, 'foreign_origin']);
    const wrong = await send({ method: 'GET', path: `/api/uploads/${ID}/x.csv` });
    assert.deepEqual([wrong.status, wrong.answer['code']], [405, 'wrong_method']);
    assert.ok(!kept().some((name) => name.endsWith('x.csv')));
  });

  test('uploads of an earlier day are removed at the next, and the log names no file', async () => {
    const old = join(home.home.path, 'uploads', 'upload-old1');
    mkdirSync(old, { recursive: true });
    writeFileSync(join(old, 'a.csv'), CSV);
    const yesterday = Date.now() / 1000 - 90_000;
    utimesSync(old, yesterday, yesterday);
    log.length = 0;
    await put('upload-0003/secret-deal.csv');
    assert.ok(!existsSync(old));
    assert.match(log[0] ?? '', /^PUT \/api\/uploads\/upload-0003\/\? 200 \d+ ms$/);
  });
});
