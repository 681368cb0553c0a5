/** A home in a temporary folder, filled from small files, and a way to ask it. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../src/config.ts';
import { Home } from '../src/facts/home.ts';
import { type Facts, openFacts } from '../src/facts/store.ts';
import type { Author } from '../src/ledger/entry.ts';
import type { Ledger } from '../src/ledger/ledger.ts';
import { openLedger } from '../src/ledger/open.ts';
import { OPERATIONS } from '../src/operations/index.ts';
import { EVERYTHING, type Scope } from '../src/operations/person-rights.ts';
import type { PeopleAccounts } from '../src/surfaces/accounts/people-accounts.ts';

export type Answer = Record<string, unknown>;

export class TemporaryHome implements Disposable {
  readonly folder: string;
  home: Home;
  #facts: Facts | null = null;
  #ledger: Promise<Ledger> | null = null;
  #accounts: Promise<PeopleAccounts> | null = null;
  /** Who asks and decides from here on. */
  who: Author = { id: 'local', name: 'Tester', role: 'local' };
  /** Whose rows they see. */
  scope: Scope = EVERYTHING;
  /** The clock of the surface. */
  now = '2026-11-21T12:00:00.000Z';

  constructor(settings = '') {
    this.folder = mkdtempSync(join(tmpdir(), 'sameboat-'));
    const path = join(this.folder, 'home');
    mkdirSync(path);
    if (settings) writeFileSync(join(path, 'settings.yaml'), settings);
    this.home = new Home(path, readSettings(path));
  }

  /** The same home under other settings. */
  reread(settings: string): void {
    writeFileSync(join(this.home.path, 'settings.yaml'), settings);
    this.home = new Home(this.home.path, readSettings(this.home.path));
  }

  /** Writes a file beside the home and returns its path. */
  write(name: string, content: string | Buffer): string {
    const path = join(this.folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  /** Writes rows as CSV: the keys of the first are its columns. */
  csv(name: string, rows: readonly Record<string, string | number | boolean | null>[]): string {
    const columns = Object.keys(rows[0] ?? {});
    const line = (cells: readonly unknown[]) => cells.map((cell) => quoted(cell)).join(',');
    const lines = [line(columns), ...rows.map((row) => line(columns.map((key) => row[key])))];
    return this.write(name, `${lines.join('\n')}\n`);
  }

  async ask<T = Answer>(name: string, input: Answer): Promise<T> {
    const operation = OPERATIONS.find((candidate) => candidate.name === name);
    if (!operation) throw new Error(`no operation ${name}`);
    const answer = await operation.run(
      {
        home: this.home,
        facts: () => this.facts(),
        ledger: () => this.ledger(),
        accounts: () => this.accounts(),
        who: this.who,
        scope: this.scope,
        now: this.now,
        progress: () => {},
        signal: null,
      },
      input,
    );
    return answer as T;
  }

  async import(paths: readonly string[], more: Answer = {}): Promise<Answer> {
    return this.ask('import', { as_of: '2026-11-21', paths, ...more });
  }

  /** The facts as they now are; opened anew when they have changed. */
  async facts(): Promise<Facts> {
    const version = this.home.factsVersion(this.home.manifests());
    if (this.#facts && this.#facts.version !== version) this.#close();
    this.#facts ??= await openFacts(this.home, () => {});
    return this.#facts;
  }

  ledger(): Promise<Ledger> {
    this.#ledger ??= openLedger(this.home.path, null);
    return this.#ledger;
  }

  accounts(): Promise<PeopleAccounts> {
    this.#accounts ??= this.#openAccounts();
    return this.#accounts;
  }

  /** The library behind them is large: most tests never need it. */
  async #openAccounts(): Promise<PeopleAccounts> {
    const { openAccounts } = await import('../src/surfaces/accounts/open.ts');
    return openAccounts({
      home: this.home.path,
      company: this.home.settings.company,
      databaseUrl: null,
      publicUrl: null,
      ledger: () => this.ledger(),
    });
  }

  #close(): void {
    this.#facts?.engine.close();
    this.#facts = null;
  }

  [Symbol.dispose](): void {
    void this.#accounts?.then((accounts) => accounts.close());
    void this.#ledger?.then((ledger) => ledger.close());
    this.#close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function quoted(cell: unknown): string {
  const text = cell === null || cell === undefined ? '' : String(cell);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
