import { z } from 'zod';
import { BadInput } from '../errors.ts';
import type { Doors } from './accounts/signed-env.ts';
import type { Command, Invocation } from './command.ts';
import { OpenHome } from './open-home.ts';

export const portInput = z
  .int()
  .min(1)
  .max(65_535)
  .optional()
  .describe('Port; the first free one from 4310 by default');

export const serve: Command = {
  name: 'serve',
  title: 'Serve the pages and the API of a home',
  summary:
    'People sign in. While there is no account, it prints a link with which the first admin is made. It listens on 127.0.0.1 only, unless --host and --public-url say otherwise, until it is stopped with Ctrl-C. New imports show by themselves.',
  input: z.strictObject({
    port: portInput,
    host: z.string().optional().describe('Address to listen on; 127.0.0.1 by default'),
    public_url: z
      .string()
      .optional()
      .describe('Under which people open it, such as https://sameboat.example.com'),
  }),
  async run(invocation) {
    const { input, terminal } = invocation;
    const publicUrl = publicUrlOf(input.public_url);
    const host = hostOf(input.host, publicUrl);
    const home = new OpenHome(invocation.home, { publicUrl });
    home.home();
    const accounts = await home.accounts();
    const { SetUp } = await import('./accounts/set-up.ts');
    const setUp = new SetUp(accounts);
    const companySignIn = home.companySignIn();
    const doors = {
      accounts,
      setUp,
      publicUrl,
      companySignIn,
      company: () => home.home().settings.company,
    };
    if (publicUrl?.startsWith('http:')) terminal.err(NOT_SECRET);
    await serveUntilStopped(home, { ...invocation, doors, host });
  },
};

const NOT_SECRET =
  'Passwords and sessions travel readable over http: put a proxy with https in front.\n';

/** @throws BadInput */
function publicUrlOf(told: unknown): string | null {
  if (told === undefined) return null;
  const url = URL.canParse(String(told)) ? new URL(String(told)) : null;
  if (url && ['http:', 'https:'].includes(url.protocol) && url.pathname === '/') return url.origin;
  throw new BadInput({
    code: 'bad_public_url',
    message: `"${told}" is no address of a server of its own.`,
    where: '--public-url',
    fix: 'Give scheme and name, without a path: https://sameboat.example.com.',
  });
}

/** @throws BadInput when others could reach it under no name that it answers to */
function hostOf(told: unknown, publicUrl: string | null): string {
  const host = told === undefined ? '127.0.0.1' : String(told);
  const isHere = ['127.0.0.1', '::1', 'localhost'].includes(host);
  if (isHere || publicUrl !== null) return host;
  throw new BadInput({
    code: 'public_url_missing',
    message: `Others may reach ${host}, and the server answers only to names that it knows.`,
    where: '--host',
    fix: 'Add --public-url with the address that people will open.',
  });
}

/** Prints the address when it answers, and returns when it has stopped. */
export async function serveUntilStopped(
  home: OpenHome,
  serving: Pick<Invocation, 'input' | 'terminal'> & {
    /** Left out: nobody signs in. */
    readonly doors?: Doors;
    readonly host?: string;
  },
): Promise<void> {
  const { input, terminal, doors, host } = serving;
  const port = portInput.safeParse(input.port);
  // Questions in the terminal need no server: it is read when it is needed.
  const { listen } = await import('./listen.ts');
  const listening = await listen({
    home,
    port: port.success ? (port.data ?? null) : null,
    log: (line) => terminal.err(`${line}\n`),
    ...(doors ? { doors } : {}),
    ...(host ? { host } : {}),
  });
  const address = home.publicUrl ?? `http://localhost:${listening.port}`;
  if (await doors?.setUp.isNeeded()) {
    await terminal.out(
      `There is no account yet. Make the first one, an admin, with this link; it works once:\n${address}/set-up#${doors?.setUp.token}\n`,
    );
  }
  await terminal.out(`${address}/\n`);
  await new Promise<void>((resolve) => {
    if (terminal.signal.aborted) resolve();
    terminal.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await listening.stop();
  await home.close();
}
