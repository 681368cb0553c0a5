import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ask, makeTinyHome, temporaryFolder } from '../reports/tiny-home.fixture.ts';
import { OFFERED } from './desk.ts';
import { type Listening, listen } from './listen.ts';
import { OpenHome } from './open-home.ts';

const folder = temporaryFolder();
const home = new OpenHome(join(folder.path, 'home'));
const pages = join(folder.path, 'pages');
const log: string[] = [];
let server: Listening;

before(async () => {
  await makeTinyHome(home.path);
  mkdirSync(join(pages, 'assets'), { recursive: true });
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>start</title>');
  writeFileSync(join(pages, 'assets', 'a-1234.js'), 'export {};');
  writeFileSync(join(folder.path, 'secret.txt'), 'secret');
  server = await listen({ home, port: null, log: (line) => log.push(line), pages });
});

after(async () => {
  await server.stop();
  await home.close();
  folder.clear();
});

interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

interface Answered {
  readonly status: number;
  readonly type: string;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}

/** By hand, because fetch sets Host by itself and mends paths. */
function send({ method = 'GET', path, headers = {}, body }: Asked): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: server.port, method, path, headers };
    const sent = request(options, (response) => {
      let text = '';
      response.on('data', (part) => (text += part));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          headers: response.headers,
          text,
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const JSON_TYPE = { 'content-type': 'application/json' };
const post = (path: string, body: string, headers: Record<string, string> = JSON_TYPE) =>
  send({ method: 'POST', path, headers, body });

async function isProblem(answer: Promise<Answered>, status: number, code: string): Promise<void> {
  const { status: got, type, text } = await answer;
  const problem = JSON.parse(text);
  assert.deepEqual([got, type, problem.code], [status, 'application/problem+json', code]);
  assert.equal(problem.status, status);
  for (const key of ['type', 'title', 'detail', 'instance', 'fix']) {
    assert.equal(typeof problem[key], 'string', key);
  }
}

test('every question that is not local answers, with its report, in the same bytes', async () => {
  for (const { name } of OFFERED.filter(({ kind }) => kind === 'question')) {
    const body = name === 'rows' ? '{"figure":"check","check":"rejected_rows"}' : '{}';
    const [one, two] = [await post(`/api/${name}`, body), await post(`/api/${name}`, body)];
    assert.equal(one.status, 200, one.text);
    assert.equal(one.text, two.text);
    const answer = JSON.parse(one.text);
    assert.equal(answer.as_of, '2026-08-31');
    assert.equal(typeof answer.report?.sentence, 'string', name);
  }
});

test('what is wrong comes back as a problem document', async () => {
  await isProblem(post('/api/nonsense', '{}'), 404, 'no_such_operation');
  await isProblem(post('/api/import', '{}'), 404, 'only_in_terminal');
  await isProblem(send({ path: '/api/curves' }), 405, 'wrong_method');
  await isProblem(post('/api/health', '{}'), 404, 'no_such_operation');
  await isProblem(post('/api/curves', '{}', {}), 415, 'wrong_content_type');
  await isProblem(
    post('/api/curves', 'a=b', { 'content-type': 'text/plain' }),
    415,
    'wrong_content_type',
  );
  await isProblem(post('/api/curves', '{'), 400, 'bad_body');
  await isProblem(post('/api/curves', '[]'), 422, 'bad_body');
  await isProblem(post('/api/curves', '{"by":"moon"}'), 422, 'bad_parameter');
  await isProblem(post('/api/curves', '{"bye":"segment"}'), 422, 'bad_parameter');
  await isProblem(post('/api/pipeline', '{"quarter":"Q9"}'), 422, 'bad_quarter');
  await isProblem(post('/api/rows', '{"figure":"check","check":"x"}'), 404, 'no_such_check');
  await isProblem(send({ path: '/api/a/b' }), 404, 'no_such_path');
});

test('a body of more than 1 MB is refused', async () => {
  const large = `{"by":"${'x'.repeat(1_000_001)}"}`;
  await isProblem(post('/api/curves', large), 413, 'body_too_large');
  const chunked = { ...JSON_TYPE, 'transfer-encoding': 'chunked' };
  await isProblem(post('/api/curves', large, chunked), 413, 'body_too_large');
});

test('other names of this machine and pages of other sites are refused', async () => {
  for (const host of [
    'evil.example',
    `evil.example:${server.port}`,
    'localhost',
    'localhost:1',
    `localhost.evil.example:${server.port}`,
  ]) {
    await isProblem(send({ path: '/', headers: { host } }), 403, 'foreign_host');
    await isProblem(post('/mcp', '{}', { ...JSON_TYPE, host }), 403, 'foreign_host');
  }
  for (const origin of [
    'http://evil.example',
    'null',
    `https://evil.example:${server.port}`,
    'http://localhost:1',
  ]) {
    await isProblem(post('/api/curves', '{}', { ...JSON_TYPE, origin }), 403, 'foreign_origin');
  }
  for (const name of ['localhost', '127.0.0.1', '[::1]']) {
    const own = `${name}:${server.port}`;
    const headers = { ...JSON_TYPE, host: own, origin: `http://${own}` };
    assert.equal((await post('/api/overview', '{}', headers)).status, 200);
  }
});

test('the OpenAPI document lists every operation that is not local, and no other', async () => {
  const document = JSON.parse((await send({ path: '/api/openapi.json' })).text);
  assert.equal(document.openapi, '3.1.0');
  assert.deepEqual(
    Object.keys(document.paths),
    OFFERED.map(({ name }) => `/api/${name}`),
  );
  for (const { post: operation } of Object.values<{ post: Record<string, unknown> }>(
    document.paths,
  )) {
    assert.ok(operation.operationId && operation.summary && operation.requestBody);
    const text = JSON.stringify(operation);
    assert.ok(
      !text.includes('$schema') && !/"required":\[[^\]]*"as_of"[^\]]*\].*"responses"/.test(text),
    );
  }
});

test('pages: the start page for every path, files with their type, nothing from outside', async () => {
  for (const path of ['/', '/curves', '/curves/opportunity/won?by=segment']) {
    const start = await send({ path });
    assert.deepEqual([start.status, start.type], [200, 'text/html; charset=utf-8']);
    assert.match(start.text, /start/);
  }
  const script = await send({ path: '/assets/a-1234.js' });
  assert.equal(script.type, 'text/javascript; charset=utf-8');
  assert.match(String(script.headers['cache-control']), /immutable/);
  for (const path of [
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/none.js',
    '/%00.js',
    '/%ff.js',
  ]) {
    const found = await send({ path });
    assert.equal(found.status, 404, path);
    assert.ok(!found.text.includes('"secret"'));
  }
});

test('every response carries the security headers, and the log names no contents', async () => {
  for (const path of ['/', '/api/health', '/api/nonsense', '/assets/none.js']) {
    const { headers } = await send({ path });
    assert.match(
      String(headers['content-security-policy']),
      /default-src 'self';.*frame-ancestors 'none'/,
    );
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'no-referrer');
  }
  log.length = 0;
  await post('/api/rows?token=hush', '{"figure":"check","check":"rejected_rows","value":"hush"}');
  assert.equal(log.length, 1);
  assert.match(log[0] ?? '', /^POST \/api\/rows \d+ \d+ ms$/);
});

test('a taken port is said, and the next is taken when none was asked for', async () => {
  const asked = { home, log: () => undefined, pages };
  await assert.rejects(listen({ ...asked, port: server.port }), { code: 'port_not_free' });
  const next = await listen({ ...asked, port: null });
  assert.notEqual(next.port, server.port);
  await next.stop();
});

test('a new import shows by itself, and questions under way keep their facts', async () => {
  const before = JSON.parse((await post('/api/overview', '{}')).text);
  const more = join(folder.path, 'more');
  mkdirSync(more);
  writeFileSync(join(more, 'teams.csv'), 'team_id,name\nT1,One\n');
  const asking = Array.from({ length: 4 }, () => post('/api/curves', '{"by":"segment"}'));
  await ask(home.path, 'import', { paths: [more], exported: '2026-08-31' });
  for (const { status } of await Promise.all(asking)) assert.equal(status, 200);
  const now = JSON.parse((await post('/api/overview', '{}')).text);
  assert.notEqual(now.facts_version, before.facts_version);
  assert.ok(
    now.facts.some(
      (each: { table: string; rows: number }) => each.table === 'teams' && each.rows === 1,
    ),
  );
});

test('a week that is frozen shows in the answer that was asked before', async () => {
  const asked = () => post('/api/restatements', '{"week":"2026-08-24"}');
  const before = JSON.parse((await asked()).text);
  assert.deepEqual(before.figures, []);
  assert.ok(before.caveats.some(({ code }: { code: string }) => code === 'nothing_frozen'));
  await ask(home.path, 'freeze-week', {});
  const now = JSON.parse((await asked()).text);
  assert.equal(now.figures.length, 5);
  assert.match(now.report.sentence, /None of the 5 figures/);
});

test('a caller that goes away stops its question, and the next is answered', async () => {
  log.length = 0;
  const leaving = new AbortController();
  const url = `http://localhost:${server.port}/api/data-health`;
  const asked = fetch(url, {
    method: 'POST',
    headers: JSON_TYPE,
    body: '{"as_of":"2026-08-30"}',
    signal: leaving.signal,
  });
  setTimeout(() => leaving.abort(), 30);
  await assert.rejects(asked, { name: 'AbortError' });
  assert.equal((await post('/api/data-health', '{}')).status, 200);
  assert.ok(!log.some((line) => line.includes(' 500 ')), log.join('\n'));
});
