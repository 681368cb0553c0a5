import { z } from 'zod';
import { LOCAL_CALLER } from './auth.ts';
import type { Command } from './command.ts';
import { Desk } from './desk.ts';
import { OpenHome } from './open-home.ts';

/** Standard output carries the protocol and nothing else. */
export const mcpCommand: Command = {
  name: 'mcp',
  title: 'Answer an assistant over standard input and output',
  summary:
    'Speaks the Model Context Protocol: each question is a tool. Add `sameboat mcp --home DIR` to an assistant as a local server. It ends when its input ends.',
  input: z.strictObject({}),
  async run({ home, terminal }) {
    // Other commands need no protocol: it is read when it is needed.
    const { serveStdio } = await import('@modelcontextprotocol/server/stdio');
    const { mcpServer } = await import('./mcp.ts');
    const opened = new OpenHome(home);
    const desk = new Desk(opened);
    const connection = serveStdio(() => mcpServer(desk, LOCAL_CALLER));
    await new Promise<void>((resolve) => {
      process.stdin.once('end', resolve);
      process.stdin.once('close', resolve);
      terminal.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await connection.close();
    await opened.close();
  },
};
