import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { insistOnAccess, withPage } from './look.ts';
import { HOW_TO_GET_ONE, type Running, startBrowser, startServer } from './start.ts';

const browser = await startBrowser();

describe('the page Forecast', { skip: browser ? false : HOW_TO_GET_ONE }, () => {
  let server: Running;
  before(async () => {
    server = await startServer();
  });
  after(async () => {
    server.stop();
    await browser?.close();
  });

  test('says where the quarter ends, of what parts, and by how much it may err', () =>
    withPage(browser, `${server.address}/forecast`, async (page) => {
      await page.waitForSelector('h1:has-text("ends")', { timeout: 60_000 });
      const sentence = (await page.locator('h1').textContent()) ?? '';
      assert.match(sentence, /^Q3 ends between \$/);
      const title = page.locator('section[aria-label="Where each quarter ends, and of what"]');
      assert.equal(await title.count(), 1);
      assert.ok((await title.locator('svg').count()) > 0, 'no picture was drawn');
      assert.match((await title.textContent()) ?? '', /booked.*open pipeline.*engaged already/s);
      assert.match((await page.locator('#cautions').textContent()) ?? '', /few_past_quarters/);
      await insistOnAccess(page);
    }));

  test('a part of it opens the deals behind, which add up to it', () =>
    withPage(browser, `${server.address}/forecast`, async (page) => {
      await page.waitForSelector('h1:has-text("ends")', { timeout: 60_000 });
      const section = page.locator('section[aria-label="Where each quarter ends, and of what"]');
      await section.getByRole('button', { name: 'As a table' }).click();
      const cell = section.locator('tbody tr').first().getByRole('button').nth(1);
      const shown = ((await cell.textContent()) ?? '').replace(/[^0-9]/g, '');
      await cell.click();
      const drawer = page.getByRole('dialog');
      await drawer.locator('tbody tr').first().waitFor();
      assert.match((await drawer.textContent()) ?? '', /Open deals, 2026-Q3/);
      const column = drawer.locator('tbody td:nth-child(3)');
      const expected = (await column.allTextContents()).map((text) =>
        Number(text.replace(/[^0-9.]/g, '')),
      );
      const sum = expected.reduce((total, each) => total + each, 0);
      assert.ok(
        expected.length > 1 && Math.abs(sum - Number(shown)) <= 1,
        `${sum} against ${shown}`,
      );
    }));

  test('forecasts past quarters anew for who asks', () =>
    withPage(browser, `${server.address}/forecast`, async (page) => {
      await page.waitForSelector('h1:has-text("ends")', { timeout: 60_000 });
      const section = page.locator('section[aria-labelledby="past-forecasts"]');
      await section.getByRole('button', { name: 'Forecast past quarters anew' }).click();
      // The company of these tests is too young to have any.
      await section.getByText('No past quarter can be forecast').waitFor({ timeout: 60_000 });
      await insistOnAccess(page);
    }));
});
