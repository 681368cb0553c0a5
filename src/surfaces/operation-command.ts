/** Operations as commands of the terminal. */

import { OPERATIONS } from '../operations/index.ts';
import type { Operation } from '../operations/operation.ts';
import { terminalText } from '../reports/terminal.ts';
import { LOCAL_CALLER } from './auth.ts';
import type { Command, Invocation } from './command.ts';
import { withDay } from './desk.ts';
import { OpenHome, todayOf } from './open-home.ts';
import { styleOf } from './terminal-style.ts';
import { untilStopped } from './until-stopped.ts';

export const OPERATION_COMMANDS: readonly Command[] = OPERATIONS.map((operation) => ({
  name: operation.name,
  title: operation.title,
  summary: operation.summary,
  input: operation.input,
  run: (invocation) => runOperation(operation, invocation),
}));

async function runOperation(operation: Operation, invocation: Invocation): Promise<void> {
  const { terminal } = invocation;
  const home = new OpenHome(invocation.home);
  const input = withDay(operation, invocation.input, () => todayOf(home.home()));
  const progress = (message: string) => terminal.progress.say(message);
  try {
    const working = home.use({ progress, signal: terminal.signal, who: LOCAL_CALLER }, (context) =>
      operation.run(context, input),
    );
    const answer = await untilStopped(working, terminal.signal);
    terminal.progress.clear();
    await terminal.out(
      terminal.isJson
        ? `${JSON.stringify(answer, null, 2)}\n`
        : terminalText(operation.name, answer, styleOf(terminal)),
    );
  } finally {
    terminal.progress.clear();
    if (!terminal.signal.aborted) await home.close();
  }
}
