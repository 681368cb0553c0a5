/** A home that is in use: its facts stay open between questions and follow every new import. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings, writeSettings } from '../config.ts';
import type { Engine } from '../engine/engine.ts';
import type { Progress } from '../facts/build.ts';
import { Home } from '../facts/home.ts';
import { type Facts, openFacts } from '../facts/store.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { openLedger } from '../ledger/open.ts';
import { SETTINGS_SUBJECT, settingsDecided } from '../ledger/settings.ts';
import type { Context } from '../operations/operation.ts';
import { type CompanySettings, companySettings } from './accounts/company-settings.ts';
import type { PeopleAccounts } from './accounts/people-accounts.ts';
import type { Caller } from './auth.ts';

interface Opened {
  readonly version: string;
  readonly facts: Promise<Facts>;
  users: number;
  isRetired: boolean;
}

interface Use {
  readonly who: Caller;
  readonly progress: Progress;
  readonly signal: AbortSignal | null;
}

/** Later than anything that can be said. */
const ALWAYS = '9999';

interface Around {
  readonly publicUrl?: string | null;
  readonly environment?: NodeJS.ProcessEnv;
}

export class OpenHome {
  readonly path: string;
  /** Under which people open it from elsewhere; null for this machine only. */
  readonly publicUrl: string | null;
  #current: Opened | null = null;
  #ledger: Promise<Ledger> | null = null;
  #accounts: Promise<PeopleAccounts> | null = null;

  readonly #environment: NodeJS.ProcessEnv;

  constructor(path: string, { publicUrl = null, environment = process.env }: Around = {}) {
    this.path = path;
    this.publicUrl = publicUrl;
    this.#environment = environment;
  }

  /** @throws BadInput */
  companySignIn(): CompanySettings {
    return companySettings(this.#environment);
  }

  /** The home with its settings as they are now. */
  home(): Home {
    return new Home(this.path, readSettings(this.path));
  }

  /** The ledger, which stays open; in PostgreSQL where DATABASE_URL names a database. */
  ledger(): Promise<Ledger> {
    const home = this.home();
    home.prepare();
    this.#ledger ??= openLedger(home.path, process.env['DATABASE_URL'] ?? null);
    this.#ledger.catch(() => {
      this.#ledger = null;
    });
    return this.#ledger;
  }

  /** The accounts of people, which stay open, where the ledger is. */
  accounts(): Promise<PeopleAccounts> {
    this.#accounts ??= this.#openAccounts();
    this.#accounts.catch(() => {
      this.#accounts = null;
    });
    return this.#accounts;
  }

  async #openAccounts(): Promise<PeopleAccounts> {
    const home = this.home();
    home.prepare();
    // The library behind them is large: most commands never need it.
    const { openAccounts } = await import('./accounts/open.ts');
    const companySignIn = this.companySignIn();
    return openAccounts({
      home: home.path,
      company: home.settings.company,
      databaseUrl: process.env['DATABASE_URL'] ?? null,
      publicUrl: this.publicUrl,
      companySignIn,
      ledger: () => this.ledger(),
    });
  }

  /** Runs one operation's work; facts that it opens are kept for the next, and closed when outdated. */
  async use<T>(use: Use, work: (context: Context) => Promise<T>): Promise<T> {
    await this.#followSettings();
    const home = this.home();
    const held: Opened[] = [];
    const facts = async () => {
      const opened = this.#open(home, use.progress);
      if (!held.includes(opened)) {
        held.push(opened);
        opened.users++;
      }
      return cancellable(await opened.facts, use.signal);
    };
    try {
      const now = new Date().toISOString();
      const { id, name, role, scope } = use.who;
      return await work({
        home,
        facts,
        ledger: () => this.ledger(),
        accounts: () => this.accounts(),
        now,
        ...use,
        who: { id, name, role },
        scope,
      });
    } finally {
      for (const opened of held) await this.#release(opened);
    }
  }

  /** What was decided of settings goes into the file that everything reads, whoever decided it. */
  async #followSettings(): Promise<void> {
    const url = process.env['DATABASE_URL'] ?? null;
    if (url === null && !existsSync(join(this.path, 'ledger.sqlite'))) return;
    const decided = settingsDecided(
      (await (await this.ledger()).asOf(ALWAYS)).about(SETTINGS_SUBJECT),
    );
    const { settings } = this.home();
    const told = new Map<string, unknown>(Object.entries(settings));
    const given = new Set(settings.given);
    const changed = [...decided].filter(([name, value]) => {
      const present = given.has(name) ? told.get(name) : null;
      return JSON.stringify(value) !== JSON.stringify(present);
    });
    if (changed.length > 0) writeSettings(this.path, Object.fromEntries(changed));
  }

  async close(): Promise<void> {
    const accounts = this.#accounts;
    this.#accounts = null;
    await accounts?.then(
      (open) => open.close(),
      () => undefined,
    );
    const ledger = this.#ledger;
    this.#ledger = null;
    await ledger?.then(
      (open) => open.close(),
      () => undefined,
    );
    await this.#closeFacts();
  }

  async #closeFacts(): Promise<void> {
    const opened = this.#current;
    this.#current = null;
    if (opened === null) return;
    opened.isRetired = true;
    if (opened.users === 0) await closeFacts(opened);
  }

  #open(home: Home, progress: Progress): Opened {
    const version = home.factsVersion(home.manifests());
    if (this.#current?.version === version) return this.#current;
    void this.#closeFacts();
    const opened = { version, facts: openFacts(home, progress), users: 0, isRetired: false };
    opened.facts.catch(() => {
      if (this.#current === opened) this.#current = null;
    });
    this.#current = opened;
    return opened;
  }

  async #release(opened: Opened): Promise<void> {
    opened.users--;
    if (opened.isRetired && opened.users === 0) await closeFacts(opened);
  }
}

async function closeFacts(opened: Opened): Promise<void> {
  await opened.facts.then(
    (facts) => facts.engine.close(),
    () => undefined,
  );
}

/** The same facts, whose statements stop when the asker goes away. */
function cancellable({ engine, version }: Facts, signal: AbortSignal | null): Facts {
  return { version, engine: signal === null ? engine : stoppable(engine, signal) };
}

function stoppable(engine: Engine, signal: AbortSignal): Engine {
  return {
    query: (statement, parameters, options) =>
      engine.query(statement, parameters, { signal, ...options }),
    session: () => stoppable(engine.session(), signal),
    append: (table, rows) => engine.append(table, rows),
    close: () => engine.close(),
  };
}

/** The day on which the home lives: that of its sample company, or today in its time zone. */
export function todayOf(home: Home): string {
  return home.settings.as_of ?? Temporal.Now.plainDateISO(home.settings.time_zone).toString();
}
