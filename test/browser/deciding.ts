/** Ways to press, type and read on the pages on which something is decided. */

import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** Opens pages of a server; refusals of decisions are expected there, other errors are not. */
export class Deciding {
  readonly #browser: Browser | null;
  readonly #address: () => string;

  constructor(browser: Browser | null, address: () => string) {
    this.#browser = browser;
    this.#address = address;
  }

  async withPage(path: string, use: (page: Page) => Promise<void>): Promise<void> {
    await this.withContext(async (context, errors) => {
      await use(await this.open(context, path, errors));
    });
  }

  /** For two people: both pages of one context. */
  async withContext(
    use: (context: BrowserContext, errors: string[]) => Promise<void>,
  ): Promise<void> {
    const context = await (this.#browser as Browser).newContext();
    const errors: string[] = [];
    try {
      await use(context, errors);
      assert.deepEqual(errors, []);
    } finally {
      await context.close();
    }
  }

  async open(context: BrowserContext, path: string, errors: string[]): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      const isRefusal = /status of (409|422)/.test(message.text());
      if (message.type() === 'error' && !isRefusal) errors.push(message.text());
    });
    await page.goto(this.#address() + path);
    await page.waitForSelector('h1');
    return page;
  }

  async ask(name: string, input: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.#address()}/api/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    return (await response.json()) as Record<string, unknown>;
  }

  async setting(name: string): Promise<unknown> {
    const { settings } = await this.ask('settings', {});
    return (settings as { name: string; value: unknown }[]).find((each) => each.name === name)
      ?.value;
  }
}

/** What has the focus: the words of a button, else what is typed in a field. */
export const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element instanceof HTMLInputElement ? element.value : (element?.textContent ?? '');
  });

export const heading = (page: Page, name: RegExp) =>
  page.getByRole('heading', { level: 1, name }).waitFor();

export const press = (page: Page, name: string | RegExp) =>
  page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click();

export const said = (page: Page, text: RegExp) =>
  page.getByRole('status').filter({ hasText: text }).first().waitFor();
