/**
 * Kills a process in the middle of an import or an erasure, again and again, and looks at what it
 * left. Used by a short test and by bench/kill-import.ts.
 */

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../src/config.ts';
import { allRows } from '../src/engine/engine.ts';
import { statement } from '../src/engine/statement.ts';
import { erasures } from '../src/facts/erasures.ts';
import { FACT_TABLES } from '../src/facts/facts.ts';
import { Home } from '../src/facts/home.ts';
import { openFacts } from '../src/facts/store.ts';
import { change } from './killed.ts';

export const CHANGES = ['import', 'increment', 'erasure'] as const;
export type Change = (typeof CHANGES)[number];

export interface Killed {
  readonly change: Change;
  /** Milliseconds after which it was killed; null when it was done before. */
  readonly after: number | null;
  readonly left: 'before' | 'after';
}

/** A few tiny exports of two days, beside a home as it is before each change. */
export class KillingGround implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'sameboat-kill-'));
  readonly #digests = new Map<string, string>();
  readonly #durations = new Map<Change, number>();

  /** Works out what each change leaves when nothing disturbs it. */
  async prepare(changes: readonly Change[]): Promise<void> {
    for (const day of ['one', 'two']) writeExport(join(this.folder, day), day === 'two');
    await this.#undisturbed('import');
    this.#copy('import-after', 'increment-before');
    this.#copy('import-after', 'erasure-before');
    for (const name of changes) if (name !== 'import') await this.#undisturbed(name);
    for (const name of changes) {
      await this.#run(name, null);
    }
  }

  async #undisturbed(name: Change): Promise<void> {
    const before = this.#home(`${name}-before`);
    mkdirSync(before.path, { recursive: true });
    this.#digests.set(`${name}-before`, await digest(before));
    this.#copy(`${name}-before`, `${name}-after`);
    await change(name, this.#home(`${name}-after`).path, this.folder);
    this.#digests.set(`${name}-after`, await digest(this.#home(`${name}-after`)));
  }

  #home(name: string): Home {
    const path = join(this.folder, name);
    return new Home(path, readSettings(path));
  }

  #copy(from: string, to: string): void {
    rmSync(join(this.folder, to), { recursive: true, force: true });
    cpSync(join(this.folder, from), join(this.folder, to), { recursive: true });
  }

  /** Kills a change after `share` of the time that it takes, and says what that left. */
  async kill(name: Change, share: number, tryAgain: boolean): Promise<Killed> {
    const after = await this.#run(name, share * (this.#durations.get(name) as number));
    const home = this.#home('work');
    const found = await digest(home);
    const left = (['before', 'after'] as const).find(
      (moment) => this.#digests.get(`${name}-${moment}`) === found,
    );
    if (left === undefined)
      throw new Error(`${name} killed after ${after} ms left something between`);
    if (tryAgain) {
      if (left === 'before') await change(name, home.path, this.folder);
      const again = await digest(home);
      if (again !== this.#digests.get(`${name}-after`))
        throw new Error(`${name} again: not the same`);
    }
    return { change: name, after, left };
  }

  /** Runs a change in a process of its own; the time counts from when its modules are loaded. */
  #run(name: Change, after: number | null): Promise<number | null> {
    this.#copy(`${name}-before`, 'work');
    const script = new URL('killed.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, [script, name, join(this.folder, 'work'), this.folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return new Promise((resolve, reject) => {
      let killed: number | null = null;
      let began = 0;
      let timer: NodeJS.Timeout | undefined;
      child.stdout.once('data', () => {
        began = performance.now();
        if (after === null) return;
        timer = setTimeout(() => {
          killed = after;
          child.kill('SIGKILL');
        }, after);
      });
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        clearTimeout(timer);
        if (after === null) this.#durations.set(name, performance.now() - began);
        if (code !== 0 && signal !== 'SIGKILL') reject(new Error(`${name} ended with ${code}`));
        else resolve(signal === 'SIGKILL' ? killed : null);
      });
    });
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function writeExport(folder: string, isLater: boolean): void {
  mkdirSync(folder, { recursive: true });
  const numbers = Array.from({ length: 30 }, (_, at) => at).filter((at) => !isLater || at !== 7);
  const file = (name: string, header: string, line: (at: number) => string) =>
    writeFileSync(join(folder, name), `${[header, ...numbers.map(line)].join('\n')}\n`);
  file('people.csv', 'person_id,happened,account_id,name,email', (at) =>
    [`P${at}`, '2026-01-02', `A${at % 5}`, `Name${at} Person`, `p${at}@a.example`].join(),
  );
  file('meetings.csv', 'meeting_id,person_id,account_id,happened,outcome', (at) =>
    [
      `M${at}`,
      `P${at}`,
      `A${at % 5}`,
      at === 3 ? 'soon' : `2026-03-0${1 + (at % 9)}`,
      'held',
    ].join(),
  );
  file('opportunities.csv', 'opportunity_id,happened,account_id,outcome,amount,close_on', (at) =>
    [
      `O${at}`,
      '2026-02-01',
      `A${at % 5}`,
      isLater && at % 3 === 0 ? 'won' : 'open',
      1000 + at,
      '2026-03-20',
    ].join(),
  );
}

/** All facts and decisions of a home as one hash. @throws Error when a row was lost */
async function digest(home: Home): Promise<string> {
  if (home.manifests().length === 0) return 'empty';
  const hash = createHash('sha256').update(String(erasures(home).length));
  const facts = await openFacts(home, () => undefined);
  const rows = async <T>(sql: string) => allRows<T>(facts.engine.query(statement('digest', sql)));
  try {
    for (const { name } of FACT_TABLES) {
      const all = await rows(`select * from ${name} order by all`);
      if (all.length > 0) hash.update(JSON.stringify(all));
    }
    const lost = await rows('select * from landed_files where "read" <> loaded + rejected');
    if (lost.length > 0) throw new Error(`rows were lost: ${JSON.stringify(lost)}`);
  } finally {
    facts.engine.close();
  }
  return hash.digest('hex');
}
