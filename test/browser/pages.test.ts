/** The pages in a real browser, against a real server. Run `npm run browser`, which builds them first. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { toCsv } from '../../src/web/csv.ts';
import { PAGES as WEB_PAGES } from '../../src/web/pages.ts';
import { NASTY } from './company.ts';
import { faults } from './look.ts';
import { HOW_TO_GET_ONE, type Running, startBrowser, startServer } from './start.ts';

const PAGES = [
  { path: '/', says: /^Week 9 of Q3: \d+ net new prospect meetings? held/ },
  { path: '/what-works', says: /times? in 100|differ by more than chance|tell yet/ },
  { path: '/data', says: /checks/ },
];
const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };

const browser: Browser | null = await startBrowser();
const skip = browser ? false : HOW_TO_GET_ONE;
let server: Running;

before(async () => {
  if (browser) server = await startServer();
});

after(async () => {
  await browser?.close();
  server?.stop();
});

interface Look {
  readonly size?: { width: number; height: number };
  readonly theme?: 'light' | 'dark';
}

/** Opens a page, waits for its pictures, and fails on anything that the console calls an error. */
async function withPage(
  path: string,
  look: Look,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await (browser as Browser).newContext({
    viewport: look.size ?? WIDE,
    colorScheme: look.theme ?? 'light',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  try {
    await page.goto(server.address + path);
    await ready(page);
    await use(page);
    assert.deepEqual(errors, []);
  } finally {
    await context.close();
  }
}

async function ready(page: Page): Promise<void> {
  await page.waitForSelector('h1');
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLElement>('.canvas.waiting, .busy')].every(
      (waiting) => waiting.offsetParent === null,
    ),
  );
}

async function drawerCount(page: Page): Promise<number> {
  const text = await page.locator('dialog [data-testid=count]').textContent();
  return Number(text?.replaceAll(/\D/g, ''));
}

describe('each page', { skip, concurrency: 3 }, () => {
  for (const { path, says } of PAGES) {
    test(`${path} answers first, and axe finds nothing in either theme, wide or narrow`, () =>
      withPage(path, {}, async (page) => {
        assert.match((await page.locator('h1').textContent()) ?? '', says);
        assert.equal(await page.locator('h1').count(), 1);
        assert.equal(await page.locator('.question .chip').textContent(), 'Sample company');
        assert.match(
          (await page.locator('.where').textContent()) ?? '',
          /Local demo: nobody signs in/,
        );
        assert.ok(!(await page.locator('main').textContent())?.includes('NaN'));
        await page.evaluate(axe.source);
        for (const size of [WIDE, NARROW]) {
          await page.setViewportSize(size);
          await ready(page);
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(width <= size.width, `scrolls sideways at ${size.width}: ${width}`);
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme });
            assert.deepEqual(await faults(page), [], `${size.width} px, ${colorScheme}`);
          }
        }
      }));
  }
});

describe('figures and their rows', { skip, concurrency: 3 }, () => {
  for (const path of ['/?view=table', '/what-works?view=table', '/data?view=table']) {
    test(`${path}: as many rows as the figure says`, () =>
      withPage(path, {}, async (page) => {
        const figures = await page.locator('main .figure').all();
        assert.ok(figures.length > 0);
        for (const figure of figures.slice(0, 6)) {
          const told = (await figure.textContent()) ?? '';
          await figure.click();
          await page.waitForSelector('dialog [data-testid=count]');
          if (!told.includes('$'))
            assert.equal(await drawerCount(page), Number(told.replaceAll(/\D/g, '')), told);
          await page.keyboard.press('Escape');
          await page.waitForSelector('dialog', { state: 'detached' });
        }
      }));
  }

  test('a link under a picture opens as many rows as it names; Esc gives the focus back', () =>
    withPage('/', {}, async (page) => {
      const link = page.locator('.tools .link', { hasText: 'Show the' }).first();
      const told = (await link.textContent()) ?? '';
      await link.click();
      await page.waitForSelector('dialog [data-testid=count]');
      assert.equal(await drawerCount(page), Number(told.replaceAll(/\D/g, '')));
      await page.keyboard.press('Escape');
      await page.waitForSelector('dialog', { state: 'detached' });
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), told);
    }));

  test('a picture is walked through with arrows, and Enter opens the rows of a mark', () =>
    withPage('/', {}, async (page) => {
      await page.locator('#picture-chain .canvas').focus();
      await page.keyboard.press('ArrowDown');
      assert.match(
        (await page.locator('#picture-chain [aria-live]').textContent()) ?? '',
        /^Engagements: /,
      );
      assert.equal(await page.locator('#picture-chain .mark-focus').count(), 1);
      await page.keyboard.press('Enter');
      await page.waitForSelector('dialog [data-testid=count]');
      assert.ok((await drawerCount(page)) > 0);
    }));

  test('the file of rows holds no formula', () =>
    withPage('/what-works?view=table', {}, async (page) => {
      await page.locator('main .figure').first().click();
      await page.waitForSelector('dialog tbody tr');
      const waiting = page.waitForEvent('download');
      await page.getByText('Download as CSV').click();
      const file = await (await waiting).createReadStream();
      const chunks: Buffer[] = [];
      for await (const chunk of file) chunks.push(chunk as Buffer);
      const text = Buffer.concat(chunks).toString('utf8');
      assert.ok(text.includes(`"'${NASTY.replaceAll('"', '""')}"`));
      assert.doesNotMatch(text, /(^|,)"?[=@]/m);
    }));

  test('cells are made safe, numbers stay numbers', () => {
    const rows = [{ a: '=1+1', b: '-5', c: '@x', d: '+49 30', e: -12.5, f: '\tx', g: 'a,"b"' }];
    const lines = toCsv(['a', 'b', 'c', 'd', 'e', 'f', 'g'], rows).split('\r\n');
    assert.equal(lines[1], `'=1+1,-5,'@x,'+49 30,-12.5,'\tx,"a,""b"""`);
  });
});

describe('address, keys and paper', { skip, concurrency: 3 }, () => {
  test('the period stays from page to page, the back button and a reopened link give the same', () =>
    withPage('/', {}, async (page) => {
      const first = await page.locator('h1').textContent();
      await page.getByLabel('Week', { exact: true }).selectOption('7');
      await page.waitForFunction(() =>
        document.querySelector('h1')?.textContent?.startsWith('Week 7 '),
      );
      assert.match(page.url(), /period=2026-Q3&week=7/);
      await page.locator('.side').getByRole('link', { name: 'Data' }).click();
      await page.waitForURL(/\/data\?period=2026-Q3&week=7/);
      await page.goBack();
      await page.goBack();
      await page.waitForFunction(
        (text) => document.querySelector('h1')?.textContent === text,
        first,
      );
      await page.goForward();
      await page.reload();
      await page.waitForFunction(() =>
        document.querySelector('h1')?.textContent?.startsWith('Week 7 '),
      );
    }));

  test('an earlier as-of shows a lock and says so', () =>
    withPage('/?as_of=2026-08-03', {}, async (page) => {
      assert.match(
        (await page.locator('header .meta').first().textContent()) ?? '',
        /^As it was known on Mon 3 Aug 2026/,
      );
      assert.match((await page.locator('h1').textContent()) ?? '', /^Week 5 of Q3/);
      await page.locator('#as-of').click();
      await page.getByRole('button', { name: 'Now', exact: true }).click();
      await page.waitForFunction(() => !location.search.includes('as_of'));
    }));

  test('keys: g then a page, [ and ], . and ?', () =>
    withPage('/', {}, async (page) => {
      await page.keyboard.press('g');
      await page.keyboard.press('w');
      await page.waitForURL(/\/what-works/);
      await page.keyboard.press('g');
      await page.keyboard.press('t');
      await ready(page);
      await page.keyboard.press('[');
      await page.waitForURL(/period=2026-Q2/);
      await page.keyboard.press(']');
      await page.waitForURL((url) => !url.search.includes('period'));
      await page.keyboard.press('.');
      await page.getByRole('dialog', { name: 'As of' }).waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    }));

  test('pages that are not built are named and lead nowhere', () =>
    withPage('/', {}, async (page) => {
      const unbuilt = WEB_PAGES.filter(({ path }) => path === null);
      assert.equal(await page.locator('.side .off').count(), unbuilt.length);
      assert.match((await page.locator('.side .off').first().textContent()) ?? '', /not built yet/);
      assert.equal(await page.locator('.side .off a').count(), 0);
    }));

  test('paper has the answer and no bars or buttons', () =>
    withPage('/', { theme: 'dark' }, async (page) => {
      await page.emulateMedia({ media: 'print' });
      for (const hidden of ['.side', '.bar', '.tools']) {
        assert.ok(!(await page.locator(hidden).first().isVisible()), hidden);
      }
      assert.ok(await page.locator('.print-head').isVisible());
      const ink = await page.locator('h1').evaluate((heading) => getComputedStyle(heading).color);
      assert.equal(ink, 'rgb(22, 32, 44)');
    }));
});
