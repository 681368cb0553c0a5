/**
 * One thing that the product can do. HTTP routes, CLI commands and MCP tools are made from the list
 * in index.ts; there is no other way in.
 */

import type { z } from 'zod';
import { BadInput } from '../errors.ts';
import type { Progress } from '../facts/build.ts';
import type { Home } from '../facts/home.ts';
import type { Facts } from '../facts/store.ts';
import type { Author } from '../ledger/entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Accounts } from './accounts.ts';
import type { Scope } from './person-rights.ts';
import { RIGHTS, type Right } from './rights.ts';

export interface Context {
  readonly home: Home;
  /** The facts of the home, opened on first use. */
  readonly facts: () => Promise<Facts>;
  /** The ledger of the home, opened on first use. */
  readonly ledger: () => Promise<Ledger>;
  /** The accounts of people, opened on first use. */
  readonly accounts: () => Promise<Accounts>;
  /** Who asks or decides. */
  readonly who: Author;
  /** Whose rows they see. */
  readonly scope: Scope;
  /** Instant at which it was asked, by the clock of the surface; ISO 8601, UTC. Decisions note it. */
  readonly now: string;
  readonly progress: Progress;
  readonly signal: AbortSignal | null;
}

/** A question reads, a decision appends to the ledger, housekeeping changes the home or runs something. */
type Kind = 'question' | 'decision' | 'housekeeping';

export interface OperationSpec<Input extends z.ZodObject, Output extends z.ZodObject> {
  /** As typed in the terminal: `data-health`. */
  readonly name: string;
  readonly kind: Kind;
  /** What it answers, as a question or an order, without a full stop. */
  readonly title: string;
  /** Two or three sentences for help texts and tool descriptions. */
  readonly summary: string;
  readonly input: Input;
  readonly output: Output;
  /** It reads or writes files of this machine: only the terminal offers it. */
  readonly local: boolean;
  /** The answer depends on who asks: it is kept for nobody. */
  readonly personal?: boolean;
  run(context: Context, input: z.output<Input>): Promise<z.input<Output>>;
}

/** An operation as the surfaces see it: schemas for describing it, and one call that checks its input. */
export interface Operation {
  readonly name: string;
  readonly kind: Kind;
  readonly title: string;
  readonly summary: string;
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  readonly who: readonly Right[];
  readonly local: boolean;
  readonly personal?: boolean;
  /** @throws BadInput that names the wrong parameter */
  run(context: Context, input: unknown): Promise<Record<string, unknown>>;
}

export function operation<Input extends z.ZodObject, Output extends z.ZodObject>(
  spec: OperationSpec<Input, Output>,
): Operation {
  const who = RIGHTS[spec.name];
  if (!who) throw new Error(`rights.ts does not say who may run ${spec.name}`);
  return {
    ...spec,
    who,
    async run(context, input) {
      const parsed = spec.input.safeParse(input);
      if (!parsed.success) throw badParameter(spec.name, parsed.error);
      return spec.output.parse(await spec.run(context, parsed.data)) as Record<string, unknown>;
    },
  };
}

function badParameter(name: string, error: z.ZodError): BadInput {
  const issue = error.issues[0];
  const unknownKeys = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : null;
  return new BadInput({
    code: 'bad_parameter',
    message: unknownKeys
      ? `${name} has no parameter "${unknownKeys}".`
      : `${issue?.path.join('.') || 'input'}: ${issue?.message}`,
    where: name,
    fix: `See \`sameboat help ${name}\`.`,
  });
}
