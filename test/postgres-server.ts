/** A PostgreSQL server of a test's own, in a temporary folder, without a network port. */

import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

const ROOT = '/usr/lib/postgresql';

/** The newest installed server's programs, or null. */
function programs(): string | null {
  if (!existsSync(ROOT)) return null;
  const versions = readdirSync(ROOT).sort((a, b) => Number(b) - Number(a));
  const found = versions.map((version) => join(ROOT, version, 'bin'));
  return found.find((folder) => existsSync(join(folder, 'initdb'))) ?? null;
}

/** PostgreSQL refuses to run as root: then it runs as the user that Debian's package made. */
function owner(): { uid: number; gid: number } | null {
  if (userInfo().uid !== 0) return null;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

export function postgresMissing(): string | false {
  return programs() === null && 'no PostgreSQL server is installed (apt-get install postgresql)';
}

export class PostgresServer implements Disposable {
  readonly #folder: string;
  readonly #programs: string;
  readonly #owner = owner();
  #databases = 0;

  constructor() {
    this.#programs = programs() as string;
    this.#folder = mkdtempSync(join(tmpdir(), 'sameboat-postgres-'));
    if (this.#owner) chownSync(this.#folder, this.#owner.uid, this.#owner.gid);
    this.#run('initdb', ['--auth=trust', '--username=postgres', '--no-sync', this.#data]);
    this.start();
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  url(database = 'postgres'): string {
    return `postgres://postgres@localhost/${database}?host=${encodeURIComponent(this.#folder)}`;
  }

  start(): void {
    const options = `-k ${this.#folder} -c listen_addresses=`;
    this.#run('pg_ctl', [
      '-D',
      this.#data,
      '-w',
      '-l',
      join(this.#folder, 'log'),
      '-o',
      options,
      'start',
    ]);
  }

  /** The address of a new, empty database. */
  newDatabase(): string {
    const name = `fresh_${this.#databases++}`;
    this.#run('createdb', ['--host', this.#folder, '--username=postgres', name]);
    return this.url(name);
  }

  /** Stops at once, as a power cut would, without writing anything more. */
  kill(): void {
    this.#run('pg_ctl', ['-D', this.#data, '-w', '-m', 'immediate', 'stop']);
  }

  #run(program: string, args: readonly string[]): void {
    execFileSync(join(this.#programs, program), args, {
      stdio: 'ignore',
      cwd: this.#folder,
      ...(this.#owner ?? {}),
    });
  }

  [Symbol.dispose](): void {
    try {
      this.kill();
    } catch {
      // It was stopped already.
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
