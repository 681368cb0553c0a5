/** A home that is in use: its facts stay open between questions and follow every new import. */

import { readSettings } from '../config.ts';
import type { Progress } from '../facts/build.ts';
import { Home } from '../facts/home.ts';
import { type Facts, openFacts } from '../facts/store.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { openLedger } from '../ledger/open.ts';
import type { Context } from '../operations/operation.ts';

interface Opened {
  readonly version: string;
  readonly facts: Promise<Facts>;
  users: number;
  isRetired: boolean;
}

interface Use {
  readonly who: Context['who'];
  readonly progress: Progress;
  readonly signal: AbortSignal | null;
}

export class OpenHome {
  readonly path: string;
  #current: Opened | null = null;
  #ledger: Promise<Ledger> | null = null;

  constructor(path: string) {
    this.path = path;
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

  /** Runs one operation's work; facts that it opens are kept for the next, and closed when outdated. */
  async use<T>(use: Use, work: (context: Context) => Promise<T>): Promise<T> {
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
      return await work({ home, facts, ledger: () => this.ledger(), now, ...use });
    } finally {
      for (const opened of held) await this.#release(opened);
    }
  }

  async close(): Promise<void> {
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
function cancellable(facts: Facts, signal: AbortSignal | null): Facts {
  if (signal === null) return facts;
  const { engine, version } = facts;
  return {
    version,
    engine: {
      query: (statement, parameters, options) =>
        engine.query(statement, parameters, { signal, ...options }),
      append: (table, rows) => engine.append(table, rows),
      close: () => engine.close(),
    },
  };
}

/** The day on which the home lives: that of its sample company, or today in its time zone. */
export function todayOf(home: Home): string {
  return home.settings.as_of ?? Temporal.Now.plainDateISO(home.settings.time_zone).toString();
}
