/** Settings: segments and types of campaign are agreed on their page, and facts follow. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { Deciding, focused, press, said } from './deciding.ts';
import { insistOnAccess } from './look.ts';
import { HOW_TO_GET_ONE, type Running, startBrowser, startServer } from './start.ts';

const browser: Browser | null = await startBrowser();
const skip = browser ? false : HOW_TO_GET_ONE;
let server: Running;
const deciding = new Deciding(browser, () => server.address);

before(async () => {
  if (browser) server = await startServer();
});

after(async () => {
  await browser?.close();
  server?.stop();
});

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** Values of a trait that curves are split by. */
async function segmentsOfCurves(): Promise<unknown[]> {
  const { curves } = (await deciding.ask('curves', { by: 'segment' })) as {
    curves: { segment: Record<string, string> }[];
  };
  return [...new Set(curves.map(({ segment }) => segment['segment']))].filter(Boolean).sort();
}

describe('segments', { skip }, () => {
  test('are agreed on by traits; facts follow', () =>
    deciding.withPage('/settings', async (page) => {
      assert.deepEqual(await segmentsOfCurves(), ['large', 'small']);
      const section = region(page, 'Segments');
      await section.getByRole('heading', { name: 'Segments: as the sources say' }).waitFor();
      await section.getByRole('button', { name: 'Agree on segments' }).click();
      const first = section.getByRole('group', { name: 'Segment 1' });
      await first.getByLabel('Name').fill('Overseas');
      await press(page, 'Agree on them');
      await first.getByText('Name at least one trait').waitFor();
      await first.getByLabel('Regions').fill('americas');
      await section.getByRole('button', { name: 'Add a segment' }).click();
      const second = section.getByRole('group', { name: 'Segment 2' });
      await second.getByLabel('Name').fill('Large EMEA');
      await second.getByLabel('Called in the source').fill('large');
      await second.getByLabel('Regions').fill('EMEA\nNordics');
      await second.getByRole('button', { name: 'Try before segment 1' }).click();
      await section.getByLabel('Why').fill('As the heads agreed');
      await insistOnAccess(page);
      await page.setViewportSize({ width: 1440, height: 900 });
      await press(page, 'Agree on them');
      await said(page, /^2 segments are agreed/);
      const rows = await section.getByRole('row').allTextContents();
      assert.deepEqual(rows.slice(1), [
        'Large EMEA1segment large; region EMEA or Nordics',
        'Overseas2region americas',
      ]);
      assert.deepEqual(await segmentsOfCurves(), ['Large EMEA', 'Overseas']);
      await insistOnAccess(page);
    }));

  test('opened and agreed on again, a word with a comma is one; the focus is never lost', () =>
    deciding.withPage('/settings', async (page) => {
      const before = await deciding.setting('segments');
      const industry = ['Technology, Information and Internet', 'Software'];
      const three = ['First', 'Second', 'Third'].map((name) => ({ name, industry }));
      await deciding.ask('settings', { set: [`segments=${JSON.stringify(three)}`] });
      await page.reload();
      const section = region(page, 'Segments');
      const inside = (number: number) => section.getByRole('group', { name: `Segment ${number}` });
      await section.getByRole('button', { name: 'Edit segments' }).click();
      await inside(1).getByLabel('Name').waitFor();
      await press(page, 'Leave it');
      assert.equal(await focused(page), 'Edit segments');

      await page.keyboard.press('Enter');
      await inside(3).getByRole('button', { name: 'Try before segment 2' }).press('Enter');
      assert.equal(await focused(page), 'Try before segment 1');
      await page.keyboard.press('Enter');
      assert.equal(await focused(page), 'Third');
      await press(page, 'Agree on them');
      await said(page, /^3 segments are agreed/);
      const moved = [three[2], three[0], three[1]];
      assert.deepEqual(await deciding.setting('segments'), moved);

      await section.getByRole('button', { name: 'Edit segments' }).click();
      await inside(1).getByLabel('Employees from').fill('1,5');
      await press(page, 'Agree on them');
      await inside(1).getByText('No whole number such as 1500 or 1,500').waitFor();
      const left = ['First', 'Second', 'Add a segment'];
      for (const name of left) {
        await inside(1).getByRole('button', { name: 'Remove' }).press('Enter');
        assert.equal(await focused(page), name);
      }
      await press(page, 'Leave it');
      await deciding.ask('settings', { set: [`segments=${JSON.stringify(before)}`] });
    }));

  test('agreed by two at once: both versions, one by one', () =>
    deciding.withPage('/settings', async (page) => {
      const section = region(page, 'Segments');
      await section.getByRole('button', { name: 'Edit segments' }).click();
      const theirs = JSON.stringify([{ name: 'Overseas', region: ['Americas', 'APAC'] }]);
      await deciding.ask('settings', { set: [`segments=${theirs}`] });
      await deciding.ask('settings', { set: ['company=Test Robotics Inc'] });
      await section
        .getByRole('group', { name: 'Segment 1' })
        .getByLabel('Employees from')
        .fill('1,000');
      await press(page, 'Agree on them');
      const merge = section.getByRole('region', { name: 'Two versions' });
      const row = merge.getByRole('row', { name: /^Overseas/ });
      assert.match((await row.textContent()) ?? '', /region americas.*region Americas or APAC/);
      await row.getByRole('button', { name: /^Take/ }).click();
      await merge.getByRole('button', { name: /^Say mine again/ }).click();
      await said(page, /^2 segments are agreed/);
      const rows = await section.getByRole('row').allTextContents();
      assert.deepEqual(rows.slice(1), [
        'Large EMEA1segment large; region EMEA or Nordics; 1,000 employees or more',
        'Overseas2region Americas or APAC',
      ]);
    }));
});

describe('types of campaign', { skip }, () => {
  test('what counts is ticked from what was met; what does not is no engagement any more', () =>
    deciding.withPage('/settings', async (page) => {
      const section = region(page, 'Types of campaign');
      await section
        .getByRole('heading', { name: /^Of none of 3 types of campaign has the company decided/ })
        .waitFor();
      await section.getByRole('button', { name: 'Decide Webinar' }).click();
      await section.getByLabel('These, and no others').check();
      assert.equal(await section.getByLabel(/^Attended \(/).isChecked(), true);
      await section.getByLabel(/^Attended \(/).uncheck();
      await press(page, 'Decide it');
      await section.getByText('Tick or name at least one status').waitFor();
      await section
        .getByLabel('Others, that were never met')
        .fill('Asked\nCame, and stayed to the end');
      await section.getByLabel('Development, days').fill('14');
      await section.getByLabel('Execution, days').fill('21');
      await insistOnAccess(page);
      await page.setViewportSize({ width: 1440, height: 900 });
      await press(page, 'Decide it');
      await said(page, /^webinar is decided/);
      const row = section.getByRole('row', { name: /^Webinar.*Decide/ });
      await row.filter({ hasText: 'the company' }).waitFor();
      const cells = await row.getByRole('cell').allTextContents();
      assert.deepEqual(cells.slice(2, 6), ['0', 'the company', '14', '21']);
      await insistOnAccess(page);
    }));

  test('two decide different types: one is told, and both stand', () =>
    deciding.withPage('/settings', async (page) => {
      const section = region(page, 'Types of campaign');
      await section.getByRole('button', { name: 'Decide Podcast' }).click();
      const theirs = [{ type: 'demo_request', success: ['Attended'] }];
      await deciding.ask('settings', { set: [`campaign_types=${JSON.stringify(theirs)}`] });
      await section.getByLabel('These, and no others').check();
      await press(page, 'Decide it');
      const merge = section.getByRole('region', { name: 'Two versions' });
      await merge.getByRole('button', { name: /^Say mine again/ }).click();
      await said(page, /^podcast is decided/);
      const { types } = (await deciding.ask('campaign-types', {})) as {
        types: { type: string; success: string[] | null }[];
      };
      assert.deepEqual(
        types.map(({ type, success }) => [type, success]),
        [
          ['demo_request', ['Attended']],
          ['podcast', ['Attended']],
          ['webinar', null],
        ],
      );
    }));

  test('usual lengths of phases fill the blank dates of a campaign', async () => {
    const rules = [{ type: 'webinar', research_days: 10, develop_days: 14, execute_days: 21 }];
    await deciding.ask('settings', { set: [`campaign_types=${JSON.stringify(rules)}`] });
    await deciding.withPage('/plan', async (page) => {
      await press(page, 'Propose a campaign');
      await page.getByLabel('Type', { exact: true }).fill('Webinar');
      await page.getByLabel('In market from').fill('2026-12-01');
      await press(page, /^Fill blank dates as usual for Webinar/);
      assert.deepEqual(
        await Promise.all(
          ['Research begins', 'Development begins', 'Execution begins'].map((label) =>
            page.getByLabel(label).inputValue(),
          ),
        ),
        ['2026-10-17', '2026-10-27', '2026-11-10'],
      );
      await insistOnAccess(page);
    });
  });
});

test('another setting that two change at once: both values', { skip }, () =>
  deciding.withPage('/settings', async (page) => {
    const section = region(page, 'Change a setting');
    await section.getByLabel('Setting', { exact: true }).selectOption('reopen_days');
    await section.getByLabel('Value').fill('40');
    await deciding.ask('settings', { set: ['reopen_days=50'] });
    await press(page, 'Change it');
    const merge = section.getByRole('region', { name: 'Two versions' });
    await merge.getByRole('button', { name: /^Say mine again/ }).waitFor();
    const cells = await merge.getByRole('row').nth(1).getByRole('cell').allTextContents();
    assert.deepEqual(cells.slice(0, 4), ['reopen_days', 'none', '50', '40']);
    await merge.getByRole('button', { name: /^Say mine again/ }).click();
    await said(page, /^reopen_days is 40 from now on/);
  }),
);

describe('a setting', { skip }, () => {
  test('is tried before it is changed: what this quarter would be', () =>
    deciding.withPage('/settings', async (page) => {
      await page.getByLabel('Setting', { exact: true }).selectOption('fiscal_year_start_month');
      await page.getByLabel('Value', { exact: true }).fill('2');
      await page.getByRole('button', { name: 'What it would change' }).click();
      const row = page.getByRole('row', { name: /^Quarter/ });
      await row.waitFor();
      assert.match((await row.textContent()) ?? '', /until before.*until before/);
      await page.getByText('figures would be others; nothing is changed yet').waitFor();
      await insistOnAccess(page);
    }));
});
