/** Budget lines, assumptions and actions: written down on their page, corrected, and told by two at once. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { Deciding, focused, heading, press, said } from './deciding.ts';
import { insistOnAccess } from './look.ts';
import { HOW_TO_GET_ONE, type Running, startBrowser, startServer } from './start.ts';

const browser: Browser | null = await startBrowser();
const skip = browser ? false : HOW_TO_GET_ONE;
let server: Running;
const deciding = new Deciding(browser, () => server.address);

const CAMPAIGN = {
  campaign_id: 'C1',
  name: 'Automate Detroit',
  campaign_type: 'trade_event',
  live_date: '2026-10-06',
  end_date: '2026-10-08',
  planned_cost: 6_000_000,
  currency: 'USD',
};

before(async () => {
  if (!browser) return;
  server = await startServer();
  await deciding.ask('plan-campaign', { campaign: CAMPAIGN });
});

after(async () => {
  await browser?.close();
  server?.stop();
});

async function drawnOut(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('.canvas.waiting, .busy'));
}

describe('budget lines', { skip }, () => {
  const drawerOf = (page: Page) => page.getByRole('dialog', { name: 'Automate Detroit' });
  const lineOf = (page: Page, number: number) =>
    drawerOf(page).getByRole('group', { name: `Line ${number}` });

  test('are written down, faults beside their field, and an order is counted once with its invoice', () =>
    deciding.withPage('/plan?campaign=C1', async (page) => {
      const drawer = drawerOf(page);
      await drawer.getByText('$60,000 planned.').waitFor();
      await drawer.getByRole('button', { name: 'Write down budget lines' }).click();
      assert.equal(
        await page.evaluate(() => document.activeElement?.getAttribute('type')),
        'text',
        'the focus is in the form',
      );
      await lineOf(page, 1).getByLabel('Name').fill('Booth');
      await lineOf(page, 1).getByLabel('Amount (USD)').fill('many');
      await drawer.getByRole('button', { name: 'Write it down' }).click();
      await lineOf(page, 1).getByText('No amount such as 5,620').waitFor();
      await lineOf(page, 1).getByLabel('Amount (USD)').fill('60 k');
      await drawer.getByRole('button', { name: 'Add a line' }).click();
      await lineOf(page, 2).getByLabel('Name').fill('Stand');
      await lineOf(page, 2).getByLabel('Amount (USD)').fill('20,000');
      await lineOf(page, 2).getByLabel('Ordered').check();
      await drawer.getByRole('button', { name: 'Write it down' }).click();
      await lineOf(page, 2).getByText('Which order is it?').waitFor();
      await lineOf(page, 2).getByLabel('Order', { exact: true }).fill('PO-7');
      await drawer.getByRole('button', { name: 'Add a line' }).click();
      await lineOf(page, 3).getByLabel('Name').fill('Stand, first part');
      await lineOf(page, 3).getByLabel('Amount (USD)').fill('8,000');
      await lineOf(page, 3).getByLabel('Invoiced').check();
      await lineOf(page, 3).getByLabel('Order', { exact: true }).fill('PO-7');
      await lineOf(page, 3).getByLabel('Month').fill('2026-08');
      await drawer.getByText('Planned $60,000 · Ordered $20,000 · Invoiced $8,000').waitFor();
      await insistOnAccess(page);
      await page.setViewportSize({ width: 1440, height: 900 });
      await drawer.getByRole('button', { name: 'Write it down' }).click();
      await drawer.getByText(/The budget is written down, entry \d/).waitFor();
      const sums = await drawer.locator('dl.signed-text dd').allTextContents();
      assert.deepEqual(sums, ['$60,000', '$12,000', '$8,000', '$40,000']);
      await drawer.getByText('Its 3 lines').click();
      await drawer.getByText('Stand: Ordered 20,000, order PO-7, more invoices to come').waitFor();
      await insistOnAccess(page);
    }));

  test('left, or a line taken out, the focus stays where one was', () =>
    deciding.withPage('/plan?campaign=C1', async (page) => {
      const drawer = drawerOf(page);
      await drawer.getByRole('button', { name: 'Edit budget lines' }).press('Enter');
      await lineOf(page, 2).getByRole('button', { name: 'Remove line 2' }).press('Enter');
      assert.equal(await focused(page), 'Stand, first part');
      await lineOf(page, 2).getByRole('button', { name: 'Remove line 2' }).press('Enter');
      assert.equal(await focused(page), 'Booth');
      await lineOf(page, 1).getByRole('button', { name: 'Remove line 1' }).press('Enter');
      assert.equal(await focused(page), 'Add a line');
      await drawer.getByRole('button', { name: 'Leave it' }).press('Enter');
      assert.equal(await focused(page), 'Edit budget lines');
    }));

  test('told by two at once: both versions stand side by side, and theirs can be taken line by line', () =>
    deciding.withPage('/plan?campaign=C1', async (page) => {
      const drawer = drawerOf(page);
      await drawer.getByRole('button', { name: 'Edit budget lines' }).click();
      const theirs = [
        { line: 'Booth', state: 'planned', amount: 5_500_000 },
        { line: 'Travel', state: 'planned', amount: 400_000, month: '2026-10' },
      ];
      await deciding.ask('set-budget', { campaign: 'C1', lines: theirs, reason: 'Cheaper hall' });
      await lineOf(page, 1).getByLabel('Amount (USD)').fill('58,000');
      await drawer.getByRole('button', { name: 'Write it down' }).click();
      const merge = drawer.getByRole('region', { name: 'Two versions' });
      await merge
        .getByRole('heading', { name: /told its budget anew since you opened this/ })
        .waitFor();
      const cells = await merge
        .getByRole('row', { name: /^Booth, planned/ })
        .getByRole('cell')
        .allTextContents();
      assert.deepEqual(cells.slice(1, 4), ['Planned 60,000', 'Planned 55,000', 'Planned 58,000']);
      await merge
        .getByRole('row', { name: /^Travel/ })
        .getByRole('button', { name: /^Take/ })
        .click();
      await merge
        .getByRole('row', { name: /^Stand, first part/ })
        .getByRole('button', { name: /^Take/ })
        .click();
      await insistOnAccess(page);
      await page.setViewportSize({ width: 1440, height: 900 });
      await merge.getByRole('button', { name: /^Say mine again/ }).click();
      await drawer.getByText(/The budget is written down/).waitFor();
      const { campaigns } = (await deciding.ask('campaigns', {})) as {
        campaigns: { budget: { lines: { line: string; amount: number }[] } }[];
      };
      assert.deepEqual(
        campaigns[0]?.budget.lines.map(({ line, amount }) => [line, amount]),
        [
          ['Booth', 5_800_000],
          ['Stand', 2_000_000],
          ['Travel', 400_000],
        ],
      );
    }));
});

describe('assumptions', { skip }, () => {
  test('one is written down with its source, then changed; the one of the signature stays beside it', () =>
    deciding.withPage('/plan', async (page) => {
      const section = page.getByRole('region', { name: 'Assumptions' });
      await section.getByRole('button', { name: 'Write one down' }).click();
      await section.getByLabel('Of which step').selectOption('engagement_to_meeting');
      await section.getByLabel('Campaign type').fill('webinar');
      await section.getByLabel('Value (of 100)').fill('460');
      await press(page, 'Write it down');
      await section.getByText('No more than 100 of 100').waitFor();
      await section.getByLabel('Value (of 100)').fill('4,6');
      await section
        .getByText('No number such as 4.6: decimals stand after a point', { exact: true })
        .waitFor();
      await section.getByText('Say where it comes from').waitFor();
      await section.getByLabel('Value (of 100)').fill('4.6');
      await section.getByLabel('Source').fill('Webinars of last year');
      await section.getByLabel('Reasoning').fill('Same speakers, same list');
      await insistOnAccess(page);
      await page.setViewportSize({ width: 1440, height: 900 });
      await press(page, 'Write it down');
      await said(page, /The assumption is written down, entry \d/);
      const row = section.getByRole('row', { name: /^Rate, webinar, engagement → meeting/ });
      assert.match((await row.textContent()) ?? '', /4\.6 %Webinars of last year/);

      await row.getByRole('button', { name: /^Change/ }).click();
      assert.equal(await section.getByLabel('Campaign type').count(), 0, 'what it is about stays');
      await section.getByLabel('Value (of 100)').fill('5.2');
      await section.getByLabel('Why it changes').fill('Two more cohorts');
      await press(page, 'Write it down');
      await section.getByText('5.2 %').waitFor();
      const { assumptions } = (await deciding.ask('plan', {})) as {
        assumptions: { value: number; unit: string; reason: string }[];
      };
      assert.deepEqual(
        assumptions.map(({ value, unit, reason }) => [value, unit, reason]),
        [[0.052, 'share', 'Two more cohorts']],
      );
      await drawnOut(page);
      await insistOnAccess(page);
    }));

  test('told by two at once: both values stand side by side', () =>
    deciding.withPage('/plan', async (page) => {
      const section = page.getByRole('region', { name: 'Assumptions' });
      await section.getByRole('button', { name: /^Change/ }).click();
      await section.getByLabel('Value (of 100)').fill('5.5');
      const assumption = {
        ...{ assumption: 'rate', campaign_type: 'webinar', step: 'engagement_to_meeting' },
        ...{ value: 0.048, unit: 'share', source: 'RevOps' },
      };
      await deciding.ask('record-assumption', { assumption });
      await press(page, 'Write it down');
      const merge = section.getByRole('region', { name: 'Two versions' });
      await merge.getByRole('heading', { name: /told another value since/ }).waitFor();
      const cells = await merge
        .getByRole('row', { name: /^Value/ })
        .getByRole('cell')
        .allTextContents();
      assert.deepEqual(cells.slice(0, 4), ['Value (of 100)', '5.2', '4.8', '5.5']);
      await merge.getByRole('button', { name: /^Say mine again/ }).click();
      await section.getByText('5.5 %').waitFor();
    }));
});

describe('actions', { skip }, () => {
  test('one is added, moved with a reason and closed with what came of it', () =>
    deciding.withPage('/', async (page) => {
      const section = page.getByRole('region', { name: 'Actions' });
      await section.getByRole('heading', { name: 'No action is open' }).waitFor();
      await section.getByRole('button', { name: 'Add an action' }).click();
      await section.getByLabel('What is to be done').fill('Call the 80 hand-offs');
      await press(page, 'Add it');
      await section.getByText('Say who does it').waitFor();
      await section.getByLabel('Owner').fill('Priya Nair');
      await section.getByLabel('By', { exact: true }).fill('2026-09-04');
      await press(page, 'Add it');
      await said(page, /The action is written down/);
      await section.getByRole('heading', { name: '1 action open' }).waitFor();

      await section.getByRole('button', { name: 'Move Call the 80 hand-offs' }).click();
      await section.getByLabel('By', { exact: true }).fill('2026-09-11');
      await press(page, 'Write it down');
      await section.getByText('Say why it moves').waitFor();
      await section.getByLabel('Why it moves').fill('Two are ill');
      await drawnOut(page);
      await insistOnAccess(page);
      await page.setViewportSize({ width: 1440, height: 900 });
      await press(page, 'Write it down');
      const row = section.getByRole('row', { name: /^Call the 80 hand-offs/ });
      await row.filter({ hasText: '11 Sep' }).waitFor();

      await section.getByRole('button', { name: 'Close Call the 80 hand-offs' }).click();
      await press(page, 'Write it down');
      await section.getByText('Say what came of it', { exact: true }).waitFor();
      await section.getByLabel('What came of it').fill('64 called, 9 meetings booked');
      await press(page, 'Write it down');
      await row.filter({ hasText: /done.*64 called/ }).waitFor();
      await section.getByRole('button', { name: 'Open again Call the 80 hand-offs' }).waitFor();
    }));

  test('moved by two at once: both versions; late ones say so and stand last', () =>
    deciding.withPage('/', async (page) => {
      const late = { text: 'Reply to the rejection notes', owner: 'Lena', due: '2026-08-28' };
      await deciding.ask('act', late);
      await page.reload();
      const section = page.getByRole('region', { name: 'Actions' });
      await section.getByRole('heading', { name: '1 action open, and late' }).waitFor();
      const last = section.getByRole('row').last();
      assert.match((await last.textContent()) ?? '', /^Reply.*late/);
      await last.getByRole('button', { name: /^Move/ }).click();
      const { actions } = (await deciding.ask('this-week', {})) as {
        actions: { id: string; state: string }[];
      };
      const id = actions.find(({ state }) => state === 'open')?.id;
      await deciding.ask('act', { action: id, owner: 'Marc' });
      await section.getByLabel('By', { exact: true }).fill('2026-09-02');
      await section.getByLabel('Why it moves').fill('Waits for legal');
      await press(page, 'Write it down');
      const merge = section.getByRole('region', { name: 'Two versions' });
      await merge.getByRole('heading', { name: /told it anew since you opened this/ }).waitFor();
      await merge
        .getByRole('row', { name: /^Owner/ })
        .getByRole('button', { name: /^Take/ })
        .click();
      await drawnOut(page);
      await insistOnAccess(page);
      await page.setViewportSize({ width: 1440, height: 900 });
      await merge.getByRole('button', { name: /^Say mine again/ }).click();
      const row = section.getByRole('row', { name: /^Reply to the rejection notes/ });
      await row.filter({ hasText: /Marc.*2 Sep.*open/ }).waitFor();
    }));

  test('an earlier day is read only', () =>
    deciding.withPage('/?as_of=2026-08-24', async (page) => {
      await heading(page, /^Week \d/);
      await page.getByText(/To add, move and close actions, set the as-of date to now/).waitFor();
      assert.equal(await page.getByRole('button', { name: /^Add an action/ }).count(), 0);
    }));
});
