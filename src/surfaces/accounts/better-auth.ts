/** The library that keeps accounts, sessions and API keys, set up as we want it. */

import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { apiKey } from '@better-auth/api-key';
import { type BetterAuthOptions, type BetterAuthPlugin, betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import pg from 'pg';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './obvious-password.ts';
import { ADDRESS_HEADER, BASE_PATH, IDLE_LIMIT } from './terms.ts';

const MINUTE = 60;

export interface Setup {
  readonly home: string;
  readonly secret: string;
  /** Of PostgreSQL; null: `people.sqlite` in the home. */
  readonly databaseUrl: string | null;
  /** Under which people open it from elsewhere, such as https://sameboat.example.com; null for this machine only. */
  readonly publicUrl: string | null;
  /** Of the company's own sign-in. */
  readonly plugins: readonly BetterAuthPlugin[];
  /** Origins that the server itself may ask: of the company's sign-in. */
  readonly trusted: readonly string[];
}

/** Attempts to sign in, for admins to look at and for slowing down whoever guesses. */
const signInLog = {
  id: 'sign-in-log',
  schema: {
    signIn: {
      fields: {
        at: { type: 'date', required: true, index: true },
        userId: { type: 'string', required: false, index: true },
        about: { type: 'string', required: false, index: true },
        what: { type: 'string', required: true },
        address: { type: 'string', required: false },
      },
    },
  },
} as const satisfies BetterAuthPlugin;

function optionsOf(
  { secret, publicUrl, plugins, trusted }: Setup,
  database: DatabaseSync | pg.Pool,
) {
  const local = ['localhost:*', '127.0.0.1:*', '[::1]:*', 'localhost', '127.0.0.1'];
  return {
    database,
    secret,
    basePath: BASE_PATH,
    baseURL: publicUrl ?? {
      allowedHosts: local,
      protocol: 'http',
      fallback: 'http://localhost:4310',
    },
    trustedOrigins: [...trusted],
    telemetry: { enabled: false },
    // It names addresses and causes; what people may know is in our own log.
    logger: { disabled: process.env['SAMEBOAT_DEBUG'] !== '1' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
    },
    session: { expiresIn: IDLE_LIMIT, updateAge: 5 * MINUTE },
    account: {
      encryptOAuthTokens: true,
      // A person is known by issuer and subject: an address may pass to somebody else.
      accountLinking: { enabled: false },
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 10,
      max: 100,
      customRules: {
        '/sign-in/email': { window: MINUTE, max: 20 },
        '/sign-in/sso': { window: MINUTE, max: 20 },
      },
    },
    advanced: {
      cookiePrefix: 'sameboat',
      useSecureCookies: publicUrl?.startsWith('https:') ?? false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      // They were made just before it looks.
      database: { validateSchema: false },
    },
    plugins: [
      apiKey({
        defaultPrefix: 'sameboat_',
        requireName: true,
        maximumNameLength: 100,
        startingCharactersConfig: { shouldStore: true, charactersLength: 13 },
        rateLimit: { enabled: false },
      }),
      signInLog,
      ...plugins,
    ],
  } satisfies BetterAuthOptions;
}

export type Auth = Awaited<ReturnType<typeof openAuth>>['auth'];

/** Opens the tables and brings them up to date. */
export async function openAuth(setup: Setup) {
  const { database, close } = openDatabase(setup);
  const options = optionsOf(setup, database);
  const { runMigrations } = await getMigrations(options);
  await runMigrations();
  return { auth: betterAuth(options), close };
}

function openDatabase({ home, databaseUrl }: Setup) {
  if (databaseUrl !== null) {
    const pool = new pg.Pool({
      connectionString: databaseUrl,
      max: 4,
      connectionTimeoutMillis: 10_000,
    });
    pool.on('error', () => {});
    pool.on('connect', (client) => client.on('error', () => {}));
    return { database: pool, close: () => pool.end() };
  }
  const file = join(home, 'people.sqlite');
  const database = new DatabaseSync(file, { timeout: 10_000 });
  chmodSync(file, 0o600);
  database.exec('pragma journal_mode = wal; pragma synchronous = full');
  return { database, close: async () => database.close() };
}
