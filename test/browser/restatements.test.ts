/** Frozen weeks on the page Data: before one is frozen, and when a later export has moved its figures. */

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { insistOnAccess, withPage } from './look.ts';
import { HOW_TO_GET_ONE, type Run, type Running, startBrowser, startServer } from './start.ts';

const FROZEN_ON = '2026-08-17';

const HEADERS = {
  meetings: 'meeting_id,person_id,account_id,happened,outcome',
  opportunities: 'opportunity_id,happened,name,account_id,outcome,amount,currency,close_on',
};

const browser: Browser | null = await startBrowser();
const skip = browser ? false : HOW_TO_GET_ONE;
let server: Running;
let folder: string;

before(async () => {
  if (!browser) return;
  server = await startServer((run, exports) => {
    folder = exports;
    importAll(run, 'first', FROZEN_ON, {
      meetings: [
        'M1,P1,A1,2026-08-11,held',
        'M2,P2,A2,2026-08-12,held',
        'M3,P3,A3,2026-08-04,held',
      ],
      opportunities: [
        deal(1, 'won', 41_200, '2026-08-11'),
        deal(2, 'won', 18_350, '2026-08-12'),
        deal(3, 'open', 7300, '2026-09-30'),
        deal(4, 'won', 12_000, '2026-08-05'),
      ],
    });
  });
});

after(async () => {
  await browser?.close();
  server?.stop();
});

function deal(id: number, outcome: string, amount: number, close_on: string): string {
  return `${id},2026-07-01,Deal ${id},D${id},${outcome},${amount},USD,${close_on}`;
}

type Rows = Readonly<Record<keyof typeof HEADERS, readonly string[]>>;

function importAll(run: Run, name: string, exported: string, rows: Rows): void {
  const to = join(folder, name);
  mkdirSync(to, { recursive: true });
  for (const [table, header] of Object.entries(HEADERS)) {
    const lines = [header, ...rows[table as keyof Rows]];
    writeFileSync(join(to, `${table}.csv`), `${lines.join('\n')}\n`);
  }
  run('import', to, '--exported', exported, '--no-partial');
}

function section(page: Page) {
  return page.locator('#moved-figures');
}

async function openFigure(page: Page, name: string): Promise<string> {
  await section(page).getByRole('button', { name }).click();
  await page.waitForSelector('dialog [data-testid=count]');
  const text = (await page.locator('dialog').textContent()) ?? '';
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
  return text;
}

describe('what moved', { skip }, () => {
  test('nothing frozen: says so, and how to freeze a week', () =>
    withPage(browser, `${server.address}/data`, async (page) => {
      await page.getByRole('heading', { name: 'No week was frozen' }).waitFor();
      assert.match((await section(page).textContent()) ?? '', /sameboat freeze-week/);
      await insistOnAccess(page);
    }));

  test('frozen, then moved: from what to what, why, and the records', () =>
    withPage(browser, `${server.address}/data`, async (page) => {
      server.run('freeze-week', '--as-of', FROZEN_ON);
      server.run('freeze-week', '--as-of', FROZEN_ON, '--week', '2026-08-03');
      await page.reload();
      await page
        .getByRole('heading', { name: 'None of the 10 figures frozen for 2 weeks has moved.' })
        .waitFor();
      importAll(server.run, 'second', '2026-08-31', {
        meetings: [
          'M1,P1,A1,2026-08-11,held',
          'M2,P2,A2,2026-08-12,no_show',
          'M3,P3,A3,2026-08-04,held',
          'M4,P4,A4,2026-08-13,held',
        ],
        opportunities: [
          deal(1, 'won', 39_000, '2026-08-11'),
          deal(2, 'open', 18_350, '2026-10-30'),
          deal(3, 'won', 7300, '2026-08-14'),
          deal(4, 'won', 12_000, '2026-08-05'),
        ],
      });
      await page.reload();
      await page
        .getByRole('heading', {
          name: /3 of the 10 .* bookings, 10 to 16 Aug, from \$59\.6 k to \$46\.3 k \(recorded late, edited and reopened\)\./,
        })
        .waitFor();
      await page.waitForFunction(() => document.querySelector('#picture-moved svg'));
      const all = await openFigure(page, '−$13,250, Change');
      assert.match(all, /3 rows/);
      assert.match(all, /\$41,200\.00\$39,000\.00−\$2,200\.00edit/);
      assert.match(await openFigure(page, '$59,550, Was'), /2 rows.*As of Mon 17 Aug 2026/s);
      assert.match(await openFigure(page, '$46,300, Is'), /2 rows.*As of Mon 31 Aug 2026/s);
      const late = section(page).getByRole('row', { name: /^Bookings.*recorded late \+\$7,300/ });
      await late.getByRole('button').click();
      await page.waitForSelector('dialog [data-testid=count]');
      assert.match((await page.locator('dialog').textContent()) ?? '', /1 row.*Deal 3/s);
      await page.keyboard.press('Escape');
      await section(page)
        .getByRole('button', { name: /^\+1 −1, Change, Won deals/ })
        .waitFor();
      await section(page).getByRole('heading', { name: '7 figures stand as frozen' }).click();
      assert.match(await openFigure(page, '$12,000, Value'), /1 row.*Deal 4/s);
      await page.evaluate(() => scrollTo(0, 0));
      await insistOnAccess(page);
    }));

  test('the picture is walked with arrows, and a mark opens the records that moved it', () =>
    withPage(browser, `${server.address}/data`, async (page) => {
      await page.waitForFunction(() => document.querySelector('#picture-moved svg'));
      await page.locator('#picture-moved .canvas').focus();
      await page.keyboard.press('ArrowDown');
      const said = (await page.locator('#picture-moved [aria-live]').textContent()) ?? '';
      assert.match(said, /^Bookings, 10 to 16 Aug: \$59,550 → \$46,300, −22 %, because of /);
      await page.keyboard.press('Enter');
      await page.waitForSelector('dialog [data-testid=count]');
      assert.match((await page.locator('dialog').textContent()) ?? '', /3 rows/);
    }));
});
