import { z } from 'zod';
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
  title: 'Serve the pages and the API of a home on this machine',
  summary:
    'Listens on 127.0.0.1 only, until it is stopped with Ctrl-C. New imports show by themselves.',
  input: z.strictObject({ port: portInput }),
  async run(invocation) {
    const home = new OpenHome(invocation.home);
    home.home();
    await serveUntilStopped(home, invocation);
  },
};

/** Prints the address when it answers, and returns when it has stopped. */
export async function serveUntilStopped(
  home: OpenHome,
  { input, terminal }: Pick<Invocation, 'input' | 'terminal'>,
): Promise<void> {
  const port = portInput.safeParse(input.port);
  // Questions in the terminal need no server: it is read when it is needed.
  const { listen } = await import('./listen.ts');
  const listening = await listen({
    home,
    port: port.success ? (port.data ?? null) : null,
    log: (line) => terminal.err(`${line}\n`),
  });
  await terminal.out(`http://localhost:${listening.port}/\n`);
  await new Promise<void>((resolve) => {
    if (terminal.signal.aborted) resolve();
    terminal.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await listening.stop();
  await home.close();
}
