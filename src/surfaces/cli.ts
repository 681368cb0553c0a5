/** The terminal: `sameboat <command> [--name value …]`. */

import { BadInput } from '../errors.ts';
import type { Command, Terminal } from './command.ts';
import { demo } from './demo.ts';
import { type Flag, flagsOf, insistOnRequired, readFlags } from './flags.ts';
import { GLOBAL_FLAGS } from './global-flags.ts';
import { commandHelp, overviewHelp } from './help.ts';
import { mcpCommand } from './mcp-command.ts';
import { didYouMean } from './nearest.ts';
import { OPERATION_COMMANDS } from './operation-command.ts';
import { asSameboatError, problemDocument, problemText, storyOf } from './problem.ts';
import { ProgressLine } from './progress-line.ts';
import { serve } from './serve.ts';
import { VERSION } from './version.ts';

const COMMANDS: readonly Command[] = [...OPERATION_COMMANDS, demo, serve, mcpCommand];

const EXIT = { ok: 0, fault: 1, badInput: 2, interrupted: 130, terminated: 143 } as const;

/** Runs one command line and says with which status to exit. */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  const isJson = argv.includes('--json');
  const progress = new ProgressLine(process.stderr, isJson);
  const stopped = stopOnSignals(progress);
  quietOnClosedPipe();
  try {
    await dispatch(argv, { progress, signal: stopped.signal });
    return EXIT.ok;
  } catch (error) {
    progress.clear();
    if (stopped.signal.aborted) {
      process.stderr.write('sameboat: stopped.\n');
      return stopped.status();
    }
    return fail(error, argv, isJson);
  }
}

async function dispatch(
  argv: readonly string[],
  around: Pick<Terminal, 'progress' | 'signal'>,
): Promise<void> {
  const at = commandAt(argv);
  const name = argv[at];
  const rest = at < 0 ? argv : [...argv.slice(0, at), ...argv.slice(at + 1)];
  if (name === undefined) {
    return out(argv.includes('--version') ? `${VERSION}\n` : helpWithoutCommand(argv));
  }
  if (name === 'help') return out(helpOn(rest.find((arg) => !arg.startsWith('-'))));
  if (name === 'version') return out(`${VERSION}\n`);
  const command = commandNamed(name);
  if (rest.includes('--help') || rest.includes('-h')) return out(commandHelp(command));
  const { values, home, isHomeGiven } = read(rest, command);
  const terminal: Terminal = {
    ...around,
    out,
    err: (text) => process.stderr.write(text),
    isJson: values.json === true,
    isAscii: values.ascii === true,
    isWide: values.wide === true,
  };
  const globals = new Set(GLOBAL_FLAGS.map((flag) => flag.name));
  const input = Object.fromEntries(Object.entries(values).filter(([key]) => !globals.has(key)));
  await command.run({ home, isHomeGiven, input, terminal });
}

/** The first command that is named; flags and their values may stand before it. */
function commandAt(argv: readonly string[]): number {
  const names = new Set(['help', 'version', ...COMMANDS.map(({ name }) => name)]);
  const isWord = (arg: string, at: number) => !arg.startsWith('-') && argv[at - 1] !== '--home';
  const known = argv.findIndex((arg, at) => isWord(arg, at) && names.has(arg));
  const first = argv.findIndex(isWord);
  const isAfterFlag = first > 0 && argv[first - 1]?.startsWith('--') && known >= 0;
  return isAfterFlag ? known : first;
}

function helpWithoutCommand(argv: readonly string[]): string {
  const unknown = argv.find((arg) => !['--help', '-h', '--json'].includes(arg));
  if (unknown === undefined) return overviewHelp(COMMANDS);
  throw new BadInput({
    code: 'no_command',
    message: `"${unknown}" comes without a command.`,
    fix: 'Run `sameboat help` for the list of commands.',
  });
}

function helpOn(name: string | undefined): string {
  return name === undefined ? overviewHelp(COMMANDS) : commandHelp(commandNamed(name));
}

function commandNamed(name: string): Command {
  const found = COMMANDS.find((command) => command.name === name);
  if (found) return found;
  throw new BadInput({
    code: 'no_such_operation',
    message: `There is no operation "${name}".`,
    fix: `${didYouMean(
      name,
      COMMANDS.map((command) => command.name),
      'sameboat ',
    )}See \`sameboat help\`.`,
  });
}

function read(args: readonly string[], command: Command) {
  const own = flagsOf(command.input);
  const parsed = readFlags(args, [...own, ...GLOBAL_FLAGS], command.name);
  const values = withPositionals(parsed, own, command.name);
  insistOnRequired(
    own.filter((flag) => flag.name !== 'as_of'),
    values,
    command.name,
  );
  const named = values.home;
  const home = String(named ?? process.env.SAMEBOAT_HOME ?? './sameboat-home');
  return { values, home, isHomeGiven: named !== undefined };
}

/** What stands without a flag belongs to the list of the command, such as the paths of an import. */
function withPositionals(
  { values, positionals }: ReturnType<typeof readFlags>,
  flags: readonly Flag[],
  command: string,
): Readonly<Record<string, unknown>> {
  if (positionals.length === 0) return values;
  const list = flags.find((flag) => flag.kind === 'list');
  if (list) {
    return { ...values, [list.name]: [...((values[list.name] as string[]) ?? []), ...positionals] };
  }
  throw new BadInput({
    code: 'unknown_argument',
    message: `${command} takes flags only, and "${positionals[0]}" is none.`,
    where: command,
    fix: `See \`sameboat help ${command}\`.`,
  });
}

/** Resolves when it is written, so that nothing is lost at the end of a pipe. */
function out(text: string): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(text, () => resolve());
  });
}

function fail(error: unknown, argv: readonly string[], isJson: boolean): number {
  const problem = asSameboatError(error);
  const story = storyOf(error);
  if (story !== null) process.stderr.write(`${story}\n`);
  const instance = ['sameboat', ...argv].join(' ');
  process.stderr.write(
    isJson
      ? `${JSON.stringify(problemDocument(problem, instance), null, 2)}\n`
      : `sameboat: ${problem.code === 'internal' ? `${problem.message} ${problem.fix}` : problemText(problem)}\n`,
  );
  return problem.code === 'internal' ? EXIT.fault : EXIT.badInput;
}

/** The first signal asks to stop; what has not ended after a moment is ended. */
function stopOnSignals(progress: ProgressLine) {
  const controller = new AbortController();
  let received: NodeJS.Signals | null = null;
  const status = () => (received === 'SIGTERM' ? EXIT.terminated : EXIT.interrupted);
  const stop = (signal: NodeJS.Signals) => {
    if (received !== null) process.exit(status());
    received = signal;
    progress.clear();
    controller.abort();
    setTimeout(() => process.exit(status()), 3000).unref();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return { signal: controller.signal, status };
}

/** `sameboat rows | head` is no failure. */
function quietOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(EXIT.ok);
      throw error;
    });
  }
}
