/** What every page has to hold, and pictures of it for people to look at. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';

/** Opens a page, and fails on anything that the console calls an error. */
export async function withPage(
  browser: Browser | null,
  address: string,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await (browser as Browser).newContext({ acceptDownloads: true });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  try {
    await page.goto(address);
    await page.waitForSelector('h1');
    await use(page);
    assert.deepEqual(errors, []);
  } finally {
    await context.close();
  }
}

const LONG = { timeout: 5000 };

/** Wide and narrow, light and dark: nothing scrolls sideways, and axe finds nothing. */
export async function insistOnAccess(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    // Pictures are drawn anew after the width has changed.
    await page
      .waitForFunction((room) => document.documentElement.scrollWidth <= room, width, LONG)
      .catch(() => assert.fail(`scrolls sideways at ${width}`));
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await faults(page), [], `${width} px, ${colorScheme}`);
      await shoot(page, `${width}-${colorScheme}`);
    }
  }
}

/** What axe finds, with the element. */
export function faults(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await checker.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
  });
}

let shots = 0;
/** A picture, where SHOTS names a folder for them. */
async function shoot(page: Page, name: string): Promise<void> {
  const to = process.env.SHOTS;
  if (to) await page.screenshot({ path: join(to, `${++shots}-${name}.png`), fullPage: true });
}
