import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { makeTinyHome, temporaryFolder, writeTinyExport } from '../reports/tiny-home.fixture.ts';
import { VERSION } from './version.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const folder = temporaryFolder();
const home = join(folder.path, 'home');

before(() => makeTinyHome(home));
after(() => folder.clear());

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function start(args: readonly string[], environment: Record<string, string> = {}) {
  return spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, SAMEBOAT_HOME: home, ...environment },
    cwd: folder.path,
  });
}

function ended(child: ReturnType<typeof start>): Promise<Ended> {
  const said = { out: '', err: '' };
  child.stdout.on('data', (text) => (said.out += text));
  child.stderr.on('data', (text) => (said.err += text));
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, ...said })));
}

const run = (...args: string[]) => ended(start(args));

test('no command is help with every command, and help of one lists its flags', async () => {
  const [all, flag, version] = await Promise.all([run(), run('rows', '--help'), run('--version')]);
  for (const name of ['this-week', 'curves', 'import', 'sample', 'demo', 'serve', 'mcp']) {
    assert.match(all.out, new RegExp(`^  ${name} `, 'm'));
  }
  assert.match(flag.out, /--figure VALUE +Whose rows; One of curve, pipeline, week, check/);
  assert.equal(version.out, `${VERSION}\n`);
  assert.ok([all, flag, version].every(({ status, err }) => status === 0 && err === ''));
});

test('with --json the answer alone is on standard output, the same each time', async () => {
  const [one, two] = await Promise.all([
    run('curves', '--by', 'segment', '--json'),
    run('curves', '--by=segment', '--json'),
  ]);
  assert.deepEqual(one, two);
  assert.equal(one.err, '');
  const answer = JSON.parse(one.out);
  assert.equal(answer.as_of, '2026-08-31');
  assert.equal(one.out, `${JSON.stringify(answer, null, 2)}\n`);
});

test('flags are taken with - and with _, and numbers as numbers', async () => {
  const figure = ['--figure', 'curve', '--from', 'opportunity', '--to', 'won', '--limit', '2'];
  const { status, out } = await run('--as_of', '2026-03-01', 'rows', ...figure, '--json');
  const answer = JSON.parse(out);
  assert.equal(status, 0);
  assert.equal(answer.as_of, '2026-03-01');
  assert.equal(answer.rows.length, 2);
});

test('bad input exits with 2 and says what, where, what to do, and the code', async () => {
  const cases: [string[], RegExp][] = [
    [['this-wek'], /no operation "this-wek"[\s\S]*Did you mean sameboat this-week\?/],
    [['rows'], /rows needs --figure \(curve, pipeline, week, check/],
    [['curves', '--by', 'moon'], /by: [\s\S]*code +bad_parameter/],
    [['import', '/no/such/file'], /where +\/no\/such\/file[\s\S]*code +cannot_read/],
    [['overview', '--home', '/tmp/no-such-home'], /Nothing has been imported yet/],
  ];
  await Promise.all(
    cases.map(async ([args, said]) => {
      const { status, out, err } = await run(...args);
      assert.deepEqual([status, out], [2, ''], args.join(' '));
      assert.match(err, said);
      assert.match(err, /what to do {2}\S/);
    }),
  );
});

test('with --json a problem is JSON on the error stream', async () => {
  const { status, out, err } = await run('pipeline', '--quarter', '2026-Q9', '--json');
  const { status: http, code, fix, detail } = JSON.parse(err);
  assert.deepEqual([status, out, http, code], [2, '', 422, 'bad_quarter']);
  assert.ok(fix !== '' && detail.includes('2026-Q9'));
});

test('import takes paths, and the same files twice change nothing', async () => {
  const other = join(folder.path, 'other');
  writeTinyExport(join(folder.path, 'export'));
  const args = ['import', join(folder.path, 'export'), '--exported', '2026-08-31', '--home', other];
  const first = await run(...args);
  const second = await run(...args);
  assert.equal(first.status, 0);
  assert.match(first.out, /^ {2}\d+ rows read from 6 files: \d+ loaded, \d+ rejected\./);
  assert.match(second.out, /^ {2}Nothing new/);
});

test('a closed pipe is no failure', async () => {
  const piped = start(['curves', '--json']);
  piped.stdout.destroy();
  const { status, err } = await ended(piped);
  assert.deepEqual([status, err], [0, '']);
});

test('serve prints a link for the first admin, its address when it answers, and stops on a signal', async () => {
  const child = start(['serve']);
  const end = ended(child);
  try {
    let said = '';
    for await (const text of child.stdout) {
      said += text;
      if (/:\d+\/\n$/.test(said)) break;
    }
    assert.match(said, /http:\/\/localhost:\d+\/set-up#[\w-]{43}\nhttp:\/\/localhost:\d+\/\n$/);
    const address = said.trim().split('\n').at(-1);
    assert.equal((await fetch(`${address}api/health`)).status, 200);
    const asked = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    assert.equal((await fetch(`${address}api/overview`, asked)).status, 401);
  } finally {
    child.kill('SIGTERM');
  }
  assert.equal((await end).status, 0);
});

test('serve is open to others under a name only', async () => {
  const bare = await run('serve', '--host', '0.0.0.0');
  assert.deepEqual([bare.status, bare.out], [2, '']);
  assert.match(bare.err, /public_url_missing/);
  const path = await run('serve', '--public-url', 'https://example.com/boat');
  assert.match(path.err, /bad_public_url/);
});

test('an interrupt ends it with 130, and leaves no half-made export', async () => {
  const late = join(folder.path, 'late');
  const child = start(['demo', '--size', 'small', '--home', late]);
  const end = ended(child);
  while (!existsSync(join(late, 'settings.yaml'))) await setTimeout(20);
  child.kill('SIGINT');
  const { status, out, err } = await end;
  assert.deepEqual([status, out], [130, '']);
  assert.match(err, /stopped/);
  assert.ok(!readdirSync(late).some((name) => name.startsWith('.sample-')));
});

test('the demo leaves a home that is not its own alone', async () => {
  const own = join(folder.path, 'own');
  mkdirSync(own);
  writeFileSync(join(own, 'settings.yaml'), 'company: Somebody\n');
  const { status, err } = await run('demo', '--home', own);
  assert.equal(status, 2);
  assert.match(err, /not_a_sample/);
});
