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
});
