/** A real server in which people sign in, on a tiny company. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PersonRights } from '../../operations/person-rights.ts';
import { makeTinyHome, TINY_DAY, temporaryFolder } from '../../reports/tiny-home.fixture.ts';
import { LOCAL_CALLER } from '../auth.ts';
import { Desk } from '../desk.ts';
import { type Listening, listen } from '../listen.ts';
import { OpenHome } from '../open-home.ts';
import { SetUp } from './set-up.ts';
import type { Doors } from './signed-env.ts';

export const PASSWORD = 'violet tram under seven lamps';

export interface Sent {
  readonly body?: unknown;
  readonly cookie?: string;
  readonly key?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Replied {
  readonly status: number;
  readonly code: string | undefined;
  readonly body: Record<string, unknown>;
  /** As a browser would send it back; empty for none. */
  readonly cookie: string;
  readonly response: Response;
}

export class SignedServer {
  readonly home: OpenHome;
  readonly doors: Doors;
  readonly log: string[];
  readonly #listening: Listening;
  readonly #clear: () => void;

  private constructor(
    parts: Pick<SignedServer, 'home' | 'doors' | 'log'> & {
      readonly listening: Listening;
      readonly clear: () => void;
    },
  ) {
    this.home = parts.home;
    this.doors = parts.doors;
    this.log = parts.log;
    this.#listening = parts.listening;
    this.#clear = parts.clear;
  }

  static async start(environment: NodeJS.ProcessEnv = {}): Promise<SignedServer> {
    const folder = temporaryFolder();
    const home = new OpenHome(join(folder.path, 'home'), { environment });
    mkdirSync(home.path, { recursive: true });
    await makeTinyHome(home.path);
    const accounts = await home.accounts();
    const setUp = new SetUp(accounts);
    const doors: Doors = {
      accounts,
      setUp,
      publicUrl: null,
      companySignIn: home.companySignIn(),
      company: () => 'Tiny',
    };
    const log: string[] = [];
    const listening = await listen({ home, port: null, log: (line) => log.push(line), doors });
    return new SignedServer({ home, doors, log, listening, clear: () => folder.clear() });
  }

  get address(): string {
    return `http://localhost:${this.#listening.port}`;
  }

  async send(path: string, { body, cookie, key, method, headers }: Sent = {}): Promise<Replied> {
    const response = await fetch(this.address + path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookie === undefined ? {} : { cookie }),
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const told = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    return {
      status: response.status,
      code: told['code'] as string | undefined,
      body: told,
      cookie: response.headers
        .getSetCookie()
        .map((each) => each.split(';')[0])
        .join('; '),
      response,
    };
  }

  /** A decision of whoever sits at the machine. */
  async atTerminal(name: string, input: Record<string, unknown>): Promise<Record<string, unknown>> {
    const desk = new Desk(this.home);
    const asked = { name, input: { as_of: TINY_DAY, ...input }, signal: null };
    return (await desk.ask({ ...asked, caller: LOCAL_CALLER })).answer;
  }

  /** As if a minute had gone by since the last attempt to sign in. */
  async forgetAttempts(): Promise<void> {
    const { adapter } = await this.doors.accounts.auth.$context;
    const where = [{ field: 'count', operator: 'gte', value: 0 } as const];
    await adapter.deleteMany({ model: 'rateLimit', where });
  }

  /** Somebody who has accepted an invitation and is signed in. */
  async person(
    name: string,
    rights: Partial<PersonRights> & Pick<PersonRights, 'role'>,
  ): Promise<{ readonly id: string; readonly email: string; readonly cookie: string }> {
    const email = `${name}@example.com`;
    await this.forgetAttempts();
    const answer = await this.atTerminal('set-person', { person: email, name, ...rights });
    const { id } = answer['person'] as { id: string };
    const token = String(answer['invitation']).split('#')[1];
    const { status, cookie, body } = await this.send('/auth/invitation', {
      body: { token, password: PASSWORD },
    });
    if (status !== 204) throw new Error(JSON.stringify(body));
    return { id, email, cookie };
  }

  async stop(): Promise<void> {
    await this.#listening.stop();
    await this.home.close();
    this.#clear();
  }
}
