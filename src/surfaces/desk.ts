/** Where HTTP and assistants ask: fills in the date, checks who asks, remembers answers. */

import { BadInput, NotFound } from '../errors.ts';
import type { Progress } from '../facts/build.ts';
import { OPERATIONS } from '../operations/index.ts';
import type { Operation } from '../operations/operation.ts';
import { present } from '../reports/present.ts';
import { type Caller, insistMayRun } from './auth.ts';
import { didYouMean } from './nearest.ts';
import { type OpenHome, todayOf } from './open-home.ts';
import { callerGone } from './problem.ts';

/** What is offered to those who are not at this machine's terminal. */
export const OFFERED: readonly Operation[] = OPERATIONS.filter(({ local }) => !local);

/** What assistants may use: they ask, and change nothing. */
export const QUESTIONS: readonly Operation[] = OFFERED.filter(({ kind }) => kind === 'question');

export interface Question {
  readonly name: string;
  /** As sent. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
  readonly signal: AbortSignal | null;
  /** Hears what is being done. */
  readonly progress?: Progress;
}

export interface Reply {
  readonly answer: Readonly<Record<string, unknown>>;
  /** The answer, with the report of it if there is one, as JSON. */
  readonly text: string;
}

/** Answers kept, and letters in them altogether. */
const KEPT = 200;
const KEPT_LETTERS = 50_000_000;

const LANGUAGE = { locale: 'en' };

export class Desk {
  readonly #home: OpenHome;
  /** The least recently used first. */
  readonly #kept = new Map<string, Reply>();
  #letters = 0;

  constructor(home: OpenHome) {
    this.#home = home;
  }

  /** @throws SameboatError */
  async ask(question: Question): Promise<Reply> {
    const operation = offered(question.name);
    insistMayRun(question.caller, operation);
    insistNoFile(question);
    const home = this.#home.home();
    const input = withDay(operation, question.input, () => todayOf(home));
    const version = home.factsVersion(home.manifests());
    const { hash } = await (await this.#home.ledger()).version();
    const state = [version, hash, home.settings];
    const key = JSON.stringify([...state, question.caller.scope, operation.name, sorted(input)]);
    const isKept = operation.kind === 'question' && !operation.personal;
    const known = isKept ? this.#recall(key) : undefined;
    if (known) return known;
    const { signal, progress = () => undefined } = question;
    const answer = await this.#home
      .use({ progress, signal, who: question.caller }, (context) => operation.run(context, input))
      .catch((error: unknown) => {
        throw signal?.aborted ? callerGone() : error;
      });
    const report = present(operation.name, answer, LANGUAGE);
    const reply = {
      answer,
      text: JSON.stringify(report === null ? answer : { ...answer, report }),
    };
    if (isKept) this.#keep(key, reply);
    return reply;
  }

  #recall(key: string): Reply | undefined {
    const known = this.#kept.get(key);
    if (known === undefined) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, known);
    return known;
  }

  #keep(key: string, reply: Reply): void {
    this.#letters += reply.text.length;
    this.#kept.set(key, reply);
    for (const [oldest, { text }] of this.#kept) {
      if (this.#kept.size <= KEPT && this.#letters <= KEPT_LETTERS) break;
      this.#kept.delete(oldest);
      this.#letters -= text.length;
    }
  }
}

/** The name of a file means one of the server: only its terminal reads those. @throws BadInput */
function insistNoFile({ name, input }: Question): void {
  if (!('file' in input)) return;
  throw new BadInput({
    code: 'only_in_terminal',
    message: `${name} reads a file of the server in its terminal only.`,
    where: 'file',
    fix: 'Send what is in the file.',
  });
}

/** The operation of that name. @throws NotFound, with the name that was probably meant */
export function offered(name: string): Operation {
  const found = OFFERED.find((operation) => operation.name === name);
  if (found) return found;
  const isLocal = OPERATIONS.some((operation) => operation.name === name);
  const names = OFFERED.map((operation) => operation.name);
  throw new NotFound({
    code: isLocal ? 'only_in_terminal' : 'no_such_operation',
    message: isLocal
      ? `${name} works with files of the server, so only its terminal offers it.`
      : `There is no operation "${name}".`,
    where: name,
    fix: isLocal
      ? `Run \`sameboat ${name}\` there.`
      : `${didYouMean(name, names)}There are: ${names.join(', ')}.`,
  });
}

/** Fills in the date where the operation wants one and none was given. */
export function withDay(
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
  today: () => string,
): Record<string, unknown> {
  if (!('as_of' in operation.input.shape) || input.as_of !== undefined) return { ...input };
  return { as_of: today(), ...input };
}

function sorted(input: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1));
}
