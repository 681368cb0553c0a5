/** Starts a real server on a small company, where nobody signs in, and a browser; says how to get one where there is none. */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { AS_OF, writeCompany } from './company.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const SETTINGS = `company: Test Robotics\nas_of: ${AS_OF}\nfiscal_calendar: "445"\n`;

/** A command in the home of the server, such as `run('freeze-week')`. */
export type Run = (command: string, ...more: readonly string[]) => void;

/** Fills the home before the server starts; `folder` is for its files. */
export type Fill = (run: Run, folder: string) => void;

export interface Running {
  readonly address: string;
  readonly run: Run;
  /** The home as it was before the server started. */
  readonly copyHome: (to: string) => void;
  readonly stop: () => void;
}

const importCompany: Fill = (run, folder) => {
  writeCompany(folder);
  run('import', folder, '--exported', AS_OF);
};

export async function startServer(fill = importCompany): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'sameboat-browser-'));
  const home = join(folder, 'home');
  const node = process.execPath;
  const run: Run = (...told) => {
    execFileSync(node, [MAIN, ...told, '--home', home], { stdio: 'pipe' });
  };
  fill(run, join(folder, 'export'));
  writeFileSync(join(home, 'settings.yaml'), SETTINGS);
  const asItWas = join(folder, 'as-it-was');
  cpSync(home, asItWas, { recursive: true });
  const port = await freePort();
  const child = spawn(node, [MAIN, 'demo', '--home', home, '--port', String(port)], {
    stdio: 'pipe',
  });
  const address = `http://localhost:${port}`;
  await answers(child, address);
  return {
    address,
    run,
    copyHome: (to) => cpSync(asItWas, to, { recursive: true }),
    stop: () => {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (bound === null || typeof bound === 'string') throw new Error('no free port');
  return bound.port;
}

/** Until the server answers a question; the first one builds the facts. */
async function answers(child: ChildProcess, address: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (child.exitCode !== null) throw new Error(`the server stopped with ${child.exitCode}`);
    const body = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    const reply = await fetch(`${address}/api/overview`, body).catch(() => null);
    if (reply?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the server did not answer within 20 seconds');
}

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const HOW_TO_GET_ONE =
  'No Chromium starts here. Install one (Debian: apt-get install chromium), or name yours with CHROMIUM=/path/to/chromium.';

/** Debian's, the one named by CHROMIUM, or the one that a package brings; null where none starts. */
export async function startBrowser(): Promise<Browser | null> {
  for (const find of [() => process.env.CHROMIUM, () => '/usr/bin/chromium', packaged]) {
    const executablePath = await find();
    if (!executablePath || !existsSync(executablePath)) continue;
    const browser = await chromium.launch({ executablePath, args: FLAGS }).catch(() => null);
    if (browser) return browser;
  }
  console.error(HOW_TO_GET_ONE);
  return null;
}

async function packaged(): Promise<string | undefined> {
  try {
    const { default: found } = await import('@sparticuz/chromium');
    return await found.executablePath();
  } catch {
    return undefined;
  }
}
