/** The first account of a home: made by whoever reads the server's terminal. */

import { timingSafeEqual } from 'node:crypto';
import { NotAllowed } from '../../errors.ts';
import { NEWCOMER } from '../../operations/person-rights.ts';
import type { Role } from '../../operations/rights.ts';
import { digest, newToken, type PeopleAccounts } from './people-accounts.ts';

export interface Founder {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly role: Role;
}

export class SetUp {
  readonly #accounts: PeopleAccounts;
  /** Lives as long as the server, and only in its memory. */
  readonly #digest: string;
  readonly token: string;
  /** One after the other, so that there is one first. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(accounts: PeopleAccounts) {
    this.#accounts = accounts;
    this.token = newToken();
    this.#digest = digest(this.token);
  }

  isNeeded(): Promise<boolean> {
    return this.#accounts.isEmpty();
  }

  /** @throws NotAllowed, BadInput */
  found(token: string, founder: Founder): Promise<string> {
    const turn = this.#queue.then(() => this.#found(token, founder));
    this.#queue = turn.catch(() => {});
    return turn;
  }

  async #found(token: string, { name, email, password, role }: Founder): Promise<string> {
    const isIt = timingSafeEqual(Buffer.from(digest(token)), Buffer.from(this.#digest));
    if (!isIt || !(await this.isNeeded())) {
      throw new NotAllowed({
        code: 'set_up_over',
        message: 'This set-up link is not the one of the running server, or somebody has used it.',
        where: 'token',
        fix: 'Take the link from the terminal of the server; where an admin exists, ask them.',
      });
    }
    this.#accounts.insistOnPassword(password, [name, email]);
    const account = await this.#accounts.create({ name, email });
    await this.#accounts.setPassword(account.id, password);
    await this.#accounts.say(
      account.id,
      { ...NEWCOMER, role, is_admin: true },
      'First account, made with the link in the terminal of the server',
    );
    return account.id;
  }
}
