import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeTinyHome, temporaryFolder } from '../reports/tiny-home.fixture.ts';
import { QUESTIONS } from './desk.ts';
import { type Listening, listen } from './listen.ts';
import { OpenHome } from './open-home.ts';

const folder = temporaryFolder();
const home = new OpenHome(join(folder.path, 'home'));
let server: Listening;

before(async () => {
  await makeTinyHome(home.path);
  server = await listen({ home, port: null, log: () => undefined });
});

after(async () => {
  await server.stop();
  await home.close();
  folder.clear();
});

interface Message {
  readonly id?: number;
  readonly result?: Record<string, unknown>;
}
type Call = (method: string, params: Record<string, unknown>) => Promise<Record<string, unknown>>;

const HELLO = {
  protocolVersion: '2025-06-18',
  capabilities: {},
  clientInfo: { name: 'test', version: '1' },
};

const overHttp: Call = async (method, params) => {
  const response = await fetch(`http://localhost:${server.port}/mcp`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  const text = await response.text();
  const json = /^data: (.*)$/m.exec(text)?.[1] ?? text;
  return (JSON.parse(json) as Message).result ?? {};
};

function overStdio() {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, 'mcp', '--home', home.path]);
  const waiting = new Map<number, (result: Record<string, unknown>) => void>();
  const stray: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { id, result } = JSON.parse(line) as Message;
    if (id === undefined) stray.push(line);
    else waiting.get(id)?.(result ?? {});
  });
  let last = 0;
  const write = (message: object) =>
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const call: Call = (method, params) =>
    new Promise((resolve) => {
      waiting.set(++last, resolve);
      write({ id: last, method, params });
    });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { call, write, stray, ended, end: () => child.stdin.end() };
}

async function check(call: Call): Promise<void> {
  const { tools } = (await call('tools/list', {})) as { tools: Record<string, unknown>[] };
  assert.deepEqual(
    tools.map(({ name }) => name),
    QUESTIONS.map(({ name }) => name),
  );
  for (const tool of tools) {
    assert.equal((tool.annotations as Record<string, unknown>).readOnlyHint, true);
    const schema = tool.inputSchema as { required?: string[] };
    assert.ok(!schema.required?.includes('as_of'));
  }
  const good = await call('tools/call', { name: 'curves', arguments: { by: 'none' } });
  assert.equal((good.structuredContent as Record<string, unknown>).as_of, '2026-08-31');
  assert.match(JSON.stringify(good.content), /opportunities have been won so far/);
  const bad = await call('tools/call', { name: 'curves', arguments: { by: 'moon' } });
  assert.equal(bad.isError, true);
  assert.match(JSON.stringify(bad.content), /bad_parameter/);
  const local = await call('tools/call', { name: 'import', arguments: { paths: ['/etc'] } });
  assert.match(JSON.stringify(local.content), /only_in_terminal/);
  const change = await call('tools/call', { name: 'import-files', arguments: {} });
  assert.match(JSON.stringify(change.content), /not_for_assistants/);
}

test('assistants list and call over HTTP', () => check(overHttp));

test('assistants list and call over standard input and output, until it ends', async () => {
  const { call, write, stray, ended, end } = overStdio();
  const hello = await call('initialize', HELLO);
  assert.equal((hello.serverInfo as Record<string, unknown>).name, 'sameboat');
  write({ method: 'notifications/initialized' });
  await check(call);
  end();
  assert.equal(await ended, 0);
  assert.deepEqual(stray, []);
});
