/** Bringing files: dropped, asked about, imported, and the same again in the terminal. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { insistOnAccess, withPage } from './look.ts';
import { HOW_TO_GET_ONE, type Running, startBrowser, startServer } from './start.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const EXPORTED = '2026-08-31';
const DEALS =
  'Deal ID;Deal name;Company;Opened;Expected close;Phase;Value\n' +
  'X1;One;Acme;03/04/2026;05/06/2026;Engaging;1.500\n' +
  'X2;Two;Bolt;04/05/2026;07/08/2026;Closed Won;2.500\n' +
  'X3;Three;Cast;06/02/2026;01/09/2026;Given up;3.250\n';

const browser: Browser | null = await startBrowser();
const skip = browser ? false : HOW_TO_GET_ONE;
const folder = mkdtempSync(join(tmpdir(), 'sameboat-bring-'));
let server: Running;

before(async () => {
  if (browser) server = await startServer();
});

after(async () => {
  await browser?.close();
  server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** As if a file were dragged onto the page. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([called, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content as string], called as string, { type: 'text/csv' }));
      return transfer;
    },
    [name, text],
  );
  await page.dispatchEvent('.drop', 'drop', { dataTransfer: data });
  await page.getByRole('heading', { name }).waitFor();
}

describe('bringing data', { skip }, () => {
  test('an unknown file: dropped, answered, imported; the terminal makes the same facts', () =>
    withPage(browser, `${server.address}/import`, async (page) => {
      await insistOnAccess(page);
      await drop(page, 'deals.csv', DEALS);
      assert.match(
        (await page.locator('h1').textContent()) ?? '',
        /1 file with 3 rows: 2 questions to answer/,
      );
      assert.equal(
        await page.getByLabel('What is one row of deals.csv?').inputValue(),
        'opportunities',
      );
      assert.equal(await page.getByLabel('Column for opportunity id').inputValue(), 'Deal ID');
      await page.getByText('The first 3 rows').click();
      await page.getByRole('cell', { name: 'X3' }).waitFor();
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      const alert = page.getByRole('alert').filter({ hasText: 'Before it can be imported' });
      assert.match((await alert.textContent()) ?? '', /Opened.*Value/s);
      await insistOnAccess(page);

      await page.getByLabel('The day comes first').check();
      await page.getByLabel('A decimal comma').check();
      await page.getByLabel('“Engaging” means').selectOption('open');
      await page.getByLabel('Name of the source').fill('deals-tool');
      await page.getByLabel('Day of the export').fill(EXPORTED);
      const waiting = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Download mapping' }).click();
      const mapping = join(folder, 'mapping.yaml');
      await (await waiting).saveAs(mapping);
      const before = await version(server.address);
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await page.getByRole('heading', { name: 'Why rows were rejected' }).waitFor();
      assert.equal(await page.locator('h1').textContent(), '3 rows read, 2 loaded, 1 rejected.');
      assert.match((await page.locator('main').textContent()) ?? '', /Given up/);
      await insistOnAccess(page);

      const now = await version(server.address);
      assert.notEqual(now, before);
      assert.equal(inTerminal(mapping), now);
    }));

  test('a known export is recognised; the button opens the list of files', () =>
    withPage(browser, `${server.address}/import`, async (page) => {
      const choosing = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Choose files' }).press('Enter');
      const accounts = Array.from(
        { length: 30 },
        (_, at) =>
          `001${at},Account ${at},Mining,${at % 2 ? 'mid' : 'small'},${at * 7},DE,0051,2026-01-05`,
      );
      const files = [
        {
          name: 'Account.csv',
          text: [
            'Id,Name,Industry,Segment__c,NumberOfEmployees,BillingCountry,OwnerId,CreatedDate',
            ...accounts,
          ].join('\n'),
        },
        { name: 'empty.csv', text: '' },
      ];
      await (await choosing).setFiles(
        files.map(({ name, text }) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })),
      );
      await page.getByRole('heading', { name: 'Account.csv' }).waitFor();
      await page.locator('.chip.found', { hasText: 'salesforce Account' }).waitFor();
      await page.getByText('The file is empty.').waitFor();
      await insistOnAccess(page);
      await page.getByRole('button', { name: 'Leave out empty.csv' }).click();
      await page.getByText('The file is empty.').waitFor({ state: 'detached' });
      await page.getByLabel('No, leave it out').check();
      await page.getByText('30 rows, 7 of 8 columns read.').waitFor();
      await page.getByLabel('Another column for segment').selectOption('Industry');
      assert.equal(await page.getByLabel('No, leave it out').isChecked(), false);
      await page.getByText('such as Mining').waitFor();
      assert.match(await mappingOf(page), /columns:\n\s+segment: Industry\n/);
      await insistOnAccess(page);
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await page.getByText('30 rows read, 30 loaded, 0 rejected.').waitFor();
    }));

  test('an import that takes long says what it is doing, and runs once however often it is asked for', () =>
    withPage(browser, `${server.address}/import`, async (page) => {
      const asked: string[] = [];
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      const lines = Array.from({ length: 60_000 }, (_, at) => `L${at},Account ${at},2026-01-05`);
      await drop(page, 'many.csv', ['account_id,name,happened', ...lines].join('\n'));
      await page.evaluate(() => {
        const seen: string[] = [];
        Object.assign(globalThis, { seen });
        new MutationObserver(() => {
          for (const each of document.querySelectorAll('.working, [role=status]')) {
            const text = `${each.getAttribute('role') ?? 'shown'} ${each.textContent}`;
            if (seen.at(-1) !== text) seen.push(text);
          }
        }).observe(document.body, { subtree: true, childList: true, characterData: true });
      });
      const held = Promise.withResolvers<void>();
      await page.route('**/api/import-files', async (route) => {
        await held.promise;
        await route.continue();
      });
      const button = page.getByRole('button', { name: 'Import', exact: true });
      await button.focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await page.getByText('It goes on if you leave this page.').waitFor();
      assert.match(
        (await page.evaluate(() => document.activeElement?.textContent)) ?? '',
        /^Import/,
      );
      assert.equal(await page.locator('[inert] .drop').count(), 1);
      assert.equal(await page.locator('h1').textContent(), 'Importing 1 file with 60,000 rows.');
      await insistOnAccess(page);
      held.resolve();
      await page.getByText('60,000 rows read, 60,000 loaded, 0 rejected.').waitFor();
      const seen = await page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);
      assert.ok(seen.includes('shown Importing: landing many.csv …'), seen.join('\n'));
      assert.ok(
        seen.some((text) => text.startsWith('status Importing: ')),
        seen.join('\n'),
      );
      assert.equal(asked.filter((path) => path === '/api/import-files').length, 1);
      assert.match(
        (await page.evaluate(() => document.activeElement?.textContent)) ?? '',
        /^60,000 rows read/,
      );
    }));
});

async function mappingOf(page: Page): Promise<string> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download mapping' }).click();
  const path = join(folder, 'downloaded.yaml');
  await (await waiting).saveAs(path);
  return readFileSync(path, 'utf8');
}

async function version(address: string): Promise<string> {
  const body = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
  const reply = await fetch(`${address}/api/overview`, body);
  return ((await reply.json()) as { facts_version: string }).facts_version;
}

/** Imports the same file with the downloaded mapping into a home that began as the server's did. */
function inTerminal(mapping: string): string {
  const home = join(folder, 'home');
  const deals = join(folder, 'deals.csv');
  writeFileSync(deals, DEALS);
  assert.match(readFileSync(mapping, 'utf8'), /date_order: dmy/);
  server.copyHome(home);
  const told = ['import', deals, '--mapping', mapping, '--home', home, '--json'];
  const answer = execFileSync(process.execPath, [MAIN, ...told], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return JSON.parse(String(answer)).facts_version;
}
