/** Accounts, sessions and API keys of people. What each may do stands in the ledger. */

import { createHash, createHmac, randomBytes } from 'node:crypto';
import { BadInput, NotFound } from '../../errors.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Account, Accounts, SignIn } from '../../operations/accounts.ts';
import {
  NOW_AND_LATER,
  type PersonEntry,
  personSubject,
  rightsOf,
  SET_PERSON,
} from '../../operations/person-rights.ts';
import { LOCAL } from '../../operations/rights.ts';
import type { Auth } from './better-auth.ts';
import { LONGEST_PASSWORD, obviousness, SHORTEST_PASSWORD } from './obvious-password.ts';

const DAY_MS = 86_400_000;
const INVITATION_MS = 7 * DAY_MS;
/** How long attempts to sign in are remembered. */
const REMEMBERED_MS = 180 * DAY_MS;
/** So many refused attempts on one account within the window, and it has to wait. */
const REFUSALS = 10;
const WINDOW_MS = 15 * 60_000;

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** Its first letters. */
  readonly start: string;
  readonly made: string;
  readonly last_used: string | null;
}

interface Opened {
  readonly auth: Auth;
  readonly ledger: () => Promise<Ledger>;
  readonly company: string;
  readonly close: () => Promise<void>;
}

export class PeopleAccounts implements Accounts {
  readonly auth: Auth;
  readonly #ledger: Opened['ledger'];
  readonly #company: string;
  readonly #close: Opened['close'];

  constructor({ auth, ledger, company, close }: Opened) {
    this.auth = auth;
    this.#ledger = ledger;
    this.#company = company;
    this.#close = close;
  }

  async all(): Promise<Account[]> {
    const { internalAdapter } = await this.auth.$context;
    const users = await internalAdapter.listUsers();
    const accounts = await this.#find<{ userId: string; providerId: string }>('account');
    const keys = await this.#find<{ referenceId: string }>('apikey');
    const ways = Map.groupBy(accounts, ({ userId }) => userId);
    const owned = Map.groupBy(keys, ({ referenceId }) => referenceId);
    return users
      .map(({ id, name, email, createdAt }) => ({
        id,
        name,
        email,
        since: createdAt.toISOString().slice(0, 10),
        signs_in_with: (ways.get(id) ?? []).map(({ providerId }) =>
          providerId === 'credential' ? 'password' : providerId,
        ),
        keys: owned.get(id)?.length ?? 0,
      }))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1));
  }

  async isEmpty(): Promise<boolean> {
    const { internalAdapter } = await this.auth.$context;
    return (await internalAdapter.countTotalUsers()) === 0;
  }

  async create({ name, email }: { name: string; email: string }): Promise<Account> {
    const { internalAdapter } = await this.auth.$context;
    if (await internalAdapter.findUserByEmail(email)) {
      throw new BadInput({
        code: 'email_taken',
        message: `${email} has an account already.`,
        where: 'email',
        fix: 'Change that account instead.',
      });
    }
    const user = await internalAdapter.createUser(
      { name, email, emailVerified: false },
      { method: 'admin' },
    );
    return {
      id: user.id,
      name: user.name,
      email: user.email,
      since: user.createdAt.toISOString().slice(0, 10),
      signs_in_with: [],
      keys: 0,
    };
  }

  async remove(id: string): Promise<void> {
    const { internalAdapter } = await this.auth.$context;
    await internalAdapter.deleteUser(id);
  }

  async invite(id: string): Promise<string> {
    const { internalAdapter, adapter } = await this.auth.$context;
    const value = invitationOf(id);
    await adapter.deleteMany({ model: 'verification', where: [{ field: 'value', value }] });
    const token = newToken();
    await internalAdapter.createVerificationValue({
      identifier: `invitation:${digest(token)}`,
      value,
      expiresAt: new Date(Date.now() + INVITATION_MS),
    });
    return token;
  }

  /** Takes a password for an invitation, which ends with that, as all sessions do. */
  async accept(token: string, password: string): Promise<string> {
    const { internalAdapter } = await this.auth.$context;
    const identifier = `invitation:${digest(token)}`;
    const found = await internalAdapter.findVerificationValue(identifier);
    const isOpen = found !== null && found.expiresAt.getTime() > Date.now();
    const id = isOpen ? found.value.slice(invitationOf('').length) : '';
    const user = isOpen ? await internalAdapter.findUserById(id) : null;
    if (!user || (await this.rights(id))?.rights.disabled !== false) throw invitationOver();
    this.insistOnPassword(password, [user.name, user.email]);
    if (!(await internalAdapter.consumeVerificationValue(identifier))) throw invitationOver();
    await this.setPassword(id, password);
    return user.email;
  }

  /** @throws BadInput */
  insistOnPassword(password: string, about: readonly string[]): void {
    const { length } = [...password];
    const fault =
      length < SHORTEST_PASSWORD
        ? `it has ${length} characters, and needs ${SHORTEST_PASSWORD}`
        : length > LONGEST_PASSWORD
          ? `it has ${length} characters, and may have ${LONGEST_PASSWORD}`
          : obviousness(password, [...about, this.#company]);
    if (fault === null) return;
    throw new BadInput({
      code: 'weak_password',
      message: `That password cannot be used: ${fault}.`,
      where: 'password',
      fix: 'Let your password manager make one, or take four or five words that do not belong together.',
    });
  }

  /** Ends every session. */
  async setPassword(id: string, password: string): Promise<void> {
    const context = await this.auth.$context;
    const hash = await context.password.hash(password);
    const accounts = await context.internalAdapter.findAccounts(id);
    if (accounts.some(({ providerId }) => providerId === 'credential')) {
      await context.internalAdapter.updatePassword(id, hash);
    } else {
      await context.internalAdapter.linkAccount({
        userId: id,
        providerId: 'credential',
        accountId: id,
        password: hash,
      });
    }
    await context.internalAdapter.deleteUserSessions(id);
  }

  async end(id: string): Promise<void> {
    const { internalAdapter, adapter } = await this.auth.$context;
    await internalAdapter.deleteUserSessions(id);
    await adapter.deleteMany({
      model: 'apikey',
      where: [{ field: 'referenceId', value: id }],
    });
    await adapter.deleteMany({
      model: 'verification',
      where: [{ field: 'value', value: invitationOf(id) }],
    });
  }

  /** What somebody may do now; null where nothing was ever said of them. */
  async rights(id: string): Promise<PersonEntry | null> {
    const ledger = await this.#ledger();
    return rightsOf(await ledger.asOf(NOW_AND_LATER), id);
  }

  /** Writes down what the server itself decides: who is new, and who has left the directory. */
  async say(id: string, rights: PersonEntry['rights'], reason: string): Promise<void> {
    const ledger = await this.#ledger();
    const now = new Date().toISOString();
    await ledger.append([
      {
        id: `${SET_PERSON} ${id} ${now} ${LOCAL}`,
        kind: SET_PERSON,
        subject: personSubject(id),
        said_at: now,
        recorded_at: now,
        who: { id: LOCAL, name: 'Sameboat', role: LOCAL },
        body: rights,
        reason,
        seen: null,
      },
    ]);
  }

  async keys(id: string): Promise<ApiKey[]> {
    const found = await this.#find<{
      id: string;
      name: string | null;
      start: string | null;
      createdAt: Date;
      lastRequest: Date | null;
    }>('apikey', [{ field: 'referenceId', value: id }]);
    return found.map((key) => ({
      id: key.id,
      name: key.name ?? '',
      start: key.start ?? '',
      made: key.createdAt.toISOString(),
      last_used: key.lastRequest?.toISOString() ?? null,
    }));
  }

  /** The key itself is shown once, and kept as a hash. */
  async makeKey(id: string, name: string): Promise<{ id: string; key: string }> {
    const made = await this.auth.api.createApiKey({ body: { name, userId: id } });
    return { id: made.id, key: made.key };
  }

  /** @throws NotFound when it is no key of that person */
  async revokeKey(owner: string, id: string): Promise<void> {
    const { adapter } = await this.auth.$context;
    const where = [
      { field: 'referenceId', value: owner },
      { field: 'id', value: id },
    ];
    if ((await adapter.deleteMany({ model: 'apikey', where })) > 0) return;
    throw new NotFound({
      code: 'no_such_key',
      message: 'You have no API key of that id.',
      where: 'id',
      fix: 'Reload the list of your keys.',
    });
  }

  /** @param about e-mail address that was given; kept as a keyed hash, for it may be anything */
  async log(event: Omit<SignIn, 'at'>, about?: string): Promise<void> {
    const { adapter } = await this.auth.$context;
    const hidden = about === undefined ? null : await this.#hidden(about);
    await adapter.create({ model: 'signIn', data: { ...event, about: hidden, at: new Date() } });
  }

  async #hidden(email: string): Promise<string> {
    const { secret } = await this.auth.$context;
    return createHmac('sha256', secret).update(email.toLowerCase()).digest('hex');
  }

  async signIns({
    limit,
    before = null,
    what = null,
  }: Parameters<Accounts['signIns']>[0]): Promise<SignIn[]> {
    const { adapter } = await this.auth.$context;
    const sortBy = { field: 'at', direction: 'desc' } as const;
    const where = [
      ...(before ? [{ field: 'at', operator: 'lt' as const, value: before }] : []),
      ...(what ? [{ field: 'what', value: what }] : []),
    ];
    return adapter.findMany<SignIn>({ model: 'signIn', sortBy, limit, where });
  }

  async forgetOldSignIns(): Promise<void> {
    const { adapter } = await this.auth.$context;
    const value = new Date(Date.now() - REMEMBERED_MS);
    await adapter.deleteMany({
      model: 'signIn',
      where: [{ field: 'at', operator: 'lt', value }],
    });
  }

  /** Somebody may be guessing the password of this account; whether there is one plays no part. */
  async isGuessedAt(email: string): Promise<boolean> {
    const { adapter } = await this.auth.$context;
    const refused = await adapter.count({
      model: 'signIn',
      where: [
        { field: 'about', value: await this.#hidden(email) },
        { field: 'what', value: 'refused' },
        { field: 'at', operator: 'gt', value: new Date(Date.now() - WINDOW_MS) },
      ],
    });
    return refused >= REFUSALS;
  }

  close(): Promise<void> {
    return this.#close();
  }

  async #find<Row>(model: string, where: { field: string; value: string }[] = []): Promise<Row[]> {
    const { adapter } = await this.auth.$context;
    return adapter.findMany<Row>({ model, where, limit: 100_000 });
  }
}

function invitationOf(id: string): string {
  return `invitation of ${id}`;
}

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function invitationOver(): BadInput {
  return new BadInput({
    code: 'invitation_over',
    message: 'This link has been used, has run out, or was replaced by a newer one.',
    where: 'token',
    fix: 'Ask an admin for a new one.',
  });
}
