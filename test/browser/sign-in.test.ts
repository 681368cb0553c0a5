/** Signing in, in a real browser: the first admin, an invited person, a link that was asked for. */

import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { AS_OF, writeCompany } from './company.ts';
import { insistOnAccess } from './look.ts';
import { HOW_TO_GET_ONE, startBrowser } from './start.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const PASSWORD = 'violet tram under seven lamps';
const folder = mkdtempSync(join(tmpdir(), 'sameboat-sign-in-'));
const home = join(folder, 'home');

const browser: Browser | null = await startBrowser();
const skip = browser ? false : HOW_TO_GET_ONE;
let server: ChildProcess;
let address = '';
let setUpLink = '';

before(async () => {
  if (!browser) return;
  writeCompany(join(folder, 'export'));
  command('import', join(folder, 'export'), '--exported', AS_OF);
  writeFileSync(join(home, 'settings.yaml'), `company: Test Robotics\nas_of: ${AS_OF}\n`);
  server = spawn(process.execPath, [MAIN, 'serve', '--home', home], { stdio: 'pipe' });
  let said = '';
  for await (const text of server.stdout ?? []) {
    said += String(text);
    if (/:\d+\/\n$/.test(said)) break;
  }
  const lines = said.trim().split('\n');
  address = (lines.at(-1) ?? '').replace(/\/$/, '');
  setUpLink = lines.find((line) => line.includes('/set-up#')) ?? '';
});

after(async () => {
  await browser?.close();
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

function command(...told: string[]): string {
  return execFileSync(process.execPath, [MAIN, ...told, '--home', home], { encoding: 'utf8' });
}

/** A browser of somebody else, without cookies; only a refused sign-in may be told as an error. */
async function visit(path: string, use: (page: Page) => Promise<void>): Promise<void> {
  const context = await (browser as Browser).newContext();
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  try {
    await page.goto(path.startsWith('http') ? path : address + path);
    await page.waitForSelector('h1');
    await use(page);
    assert.deepEqual(errors, []);
  } finally {
    await context.close();
  }
}

const heading = (page: Page) => page.locator('h1').textContent();

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

describe('sign-in', { skip }, () => {
  test('before there is an account, pages say where the link is, and show nothing else', () =>
    visit('/data', async (page) => {
      assert.equal(await heading(page), 'Nobody has an account yet');
      await insistOnAccess(page);
    }));

  test('the link of the terminal makes the first admin, who is then signed in', () =>
    visit(setUpLink, async (page) => {
      await page.waitForSelector('text=Make the first account');
      assert.equal(new URL(page.url()).hash, '');
      await insistOnAccess(page);
      await page.getByLabel('Name').fill('Fran Ek');
      await page.getByLabel('E-mail').fill('fran@example.com');
      await page.getByLabel('Password').fill('password1234');
      await page.getByRole('button', { name: 'Make the account' }).click();
      await page.waitForSelector('text=weak_password');
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Make the account' }).click();
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.waitForSelector('header.side >> text=Fran Ek');
      assert.match((await page.locator('.where').first().textContent()) ?? '', /RevOps, admin/);
      assert.match((await heading(page)) ?? '', /net new prospect meetings?/);
    }));

  test('a wrong password says what to do; the right one leads to the page that was asked for', () =>
    visit('/data', async (page) => {
      await page.waitForSelector('text=Password');
      await insistOnAccess(page);
      await signIn(page, 'fran@example.com', 'not the right one');
      await page.waitForSelector('text=do not go together');
      await signIn(page, 'fran@example.com', PASSWORD);
      await page.waitForSelector('text=/checks/');
      assert.equal(new URL(page.url()).pathname, '/data');
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.waitForSelector('text=Password');
    }));

  test('an admin gives somebody an account on the page, and makes a key', () =>
    visit('/account', async (page) => {
      await page.waitForSelector('text=Password');
      await signIn(page, 'fran@example.com', PASSWORD);
      await page.waitForSelector('h1:text("You are Fran Ek")');
      await page.getByLabel('E-mail').fill('lea@example.com');
      await page.getByLabel('Name').fill('Lea');
      await page.getByLabel('Role').selectOption('manager');
      await page.getByLabel('Regions').fill('EMEA');
      await page.getByRole('button', { name: 'Make the account' }).click();
      await page.waitForSelector('.secret:text("/set-up#")');
      await page.waitForSelector('td:text("lea@example.com")');
      const attempts = page.getByRole('region', { name: 'Attempts to sign in' });
      await attempts
        .getByRole('row', { name: /Fran Ek signed in/ })
        .first()
        .waitFor();
      await attempts.getByLabel('Only those that were refused').check();
      await attempts.getByText(/^1 entry, the newest first; 1 refused/).waitFor();
      await attempts.getByRole('row', { name: /Fran Ek refused/ }).waitFor();
      await page.getByLabel('What it is for').fill('sheet');
      await page.getByRole('button', { name: 'Make a key' }).click();
      const key = await page.locator('.secret', { hasText: 'sameboat_' }).textContent();
      const asked = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
      const headers = { ...asked.headers, authorization: `Bearer ${key}` };
      assert.equal((await fetch(`${address}/api/overview`, { ...asked, headers })).status, 200);
      await insistOnAccess(page);
    }));

  test('finance tells pay; the manager sees it, an admin that it is withheld', async () => {
    const join = async (email: string, name: string, role: string, ...more: string[]) => {
      const told = ['--person', email, '--name', name, '--role', role, '--json', ...more];
      const { invitation } = JSON.parse(command('set-person', ...told)) as { invitation: string };
      await visit(invitation, async (page) => {
        await page.getByLabel('Password').fill(PASSWORD);
        await page.getByRole('button', { name: 'Set the password' }).click();
        await page.waitForSelector(`header.side >> text=${name}`);
      });
    };
    await join('flo@example.com', 'Flo', 'finance');
    await join('mo@example.com', 'Mo', 'manager');
    await join('pam@example.com', 'Pam', 'rep', '--manager', 'mo@example.com');
    const asPerson = (email: string, use: (page: Page) => Promise<void>) =>
      visit('/account', async (page) => {
        await page.waitForSelector('text=Password');
        await signIn(page, email, PASSWORD);
        await page.getByRole('region', { name: 'People' }).waitFor();
        await use(page);
      });
    const row = (page: Page, name: RegExp) => page.getByRole('row', { name }).first();

    await asPerson('flo@example.com', async (page) => {
      await page.route('**/api/settings', (route) => route.abort());
      await page.getByRole('button', { name: 'Tell pay of Pam' }).click();
      await page.getByRole('button', { name: 'Try again' }).waitFor();
      await insistOnAccess(page);
      await page.unroute('**/api/settings');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByLabel('Target a year (USD)').waitFor();
      await page.getByRole('button', { name: 'Leave it' }).click();
      await page.getByRole('button', { name: 'Tell pay of Pam' }).click();
      await page.getByLabel('Target a year (USD)').fill('a lot');
      await page.getByRole('button', { name: 'Write it down' }).click();
      await page.getByText('No amount such as 42,000').waitFor();
      await page.getByLabel('Target a year (USD)').fill('42,000');
      await insistOnAccess(page);
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.getByRole('button', { name: 'Write it down' }).click();
      await page.getByText('The variable pay of Pam is written down.').waitFor();
      assert.match((await row(page, /^Pam/).textContent()) ?? '', /Mo.*\$42,000/);
      assert.equal(await page.getByRole('button', { name: 'Change Pam' }).count(), 0);
    });
    await asPerson('mo@example.com', async (page) => {
      assert.match((await row(page, /^Pam/).textContent()) ?? '', /\$42,000/);
      assert.equal(await page.getByRole('row', { name: /^Flo/ }).count(), 0);
      assert.equal(await page.getByRole('button', { name: /^(Change Pam|Tell pay)/ }).count(), 0);
      await insistOnAccess(page);
    });
    await asPerson('fran@example.com', async (page) => {
      assert.match((await row(page, /^Pam/).textContent()) ?? '', /withheld/);
      await page.getByRole('button', { name: 'Change Pam' }).click();
      assert.equal(await page.getByLabel('Reports to').inputValue(), 'mo@example.com');
      await page.getByLabel('Reports to').fill('fran@example.com');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Nobody lets themselves look at the pay of others.').waitFor();
      await insistOnAccess(page);
    });
  });

  test('an invited person chooses a password, and is out at once when switched off', async () => {
    const person = ['--person', 'ray@example.com'];
    const told = command('set-person', ...person, '--name', 'Ray', '--role', 'rep', '--json');
    const { invitation } = JSON.parse(told) as { invitation: string };
    await visit(invitation, async (page) => {
      await page.waitForSelector('text=Choose your password');
      await insistOnAccess(page);
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Set the password' }).click();
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.waitForSelector('header.side >> text=Ray');
      command('set-person', ...person, '--disabled');
      await page.locator('nav.pages a', { hasText: 'Data' }).first().click();
      await page.waitForSelector('h1:text("Sign in")');
    });
  });
});
