/** What all decisions share: how they are dated, named, checked and written down. */

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { dayOfInstant } from '../calendar.ts';
import { BadInput } from '../errors.ts';
import { canonical, type Entry } from '../ledger/entry.ts';
import type { Knowledge } from '../ledger/state.ts';
import { dayInput, envelope, momentOf } from './answer.ts';
import type { Context } from './operation.ts';
import { LOCAL } from './rights.ts';

export const decisionInput = {
  as_of: dayInput.describe('Day on which it is decided'),
  reason: z.string().min(1).optional().describe('Why'),
  seen: z
    .int()
    .min(0)
    .optional()
    .describe('Number of the entry that you looked at; another one since is a conflict'),
  id: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('Name of this decision: sent twice, it is written once'),
};

export interface Asked {
  readonly as_of: string;
  readonly reason?: string | undefined;
  readonly seen?: number | undefined;
  readonly id?: string | undefined;
}

const writtenEntry = z.object({
  seq: z.int().describe('Number of the entry'),
  kind: z.string(),
  about: z.string(),
  replaces: z.int().nullable().describe('Entry about the same before it'),
  said_at: z.string(),
});

/** The fields that the answer to every decision begins with. */
export const decided = { ...envelope, entries: z.array(writtenEntry) };

export interface Decision {
  readonly kind: string;
  readonly subject: string;
  readonly body: unknown;
  /** The entry about it that was seen, where one call decides about many. */
  readonly seen?: number;
}

/**
 * Writes decisions down, all or none.
 * @throws Conflict, BadInput
 */
export async function decide(
  context: Context,
  asked: Asked,
  decisions: readonly Decision[],
): Promise<z.output<typeof writtenEntry>[]> {
  const said_at = saidAt(context, asked.as_of);
  const ledger = await context.ledger();
  const entries = await ledger.append(
    decisions.map(({ kind, subject, body, seen }) => ({
      id: nameOf(context, asked, { kind, subject, body }),
      kind,
      subject,
      said_at,
      recorded_at: context.now,
      who: { id: context.who.id, name: context.who.name, role: context.who.role },
      body,
      reason: asked.reason ?? null,
      seen: seen ?? asked.seen ?? null,
    })),
  );
  return entries.map(written);
}

function written({ seq, kind, subject, replaces, said_at }: Entry) {
  return { seq, kind, about: subject, replaces, said_at };
}

function nameOf({ who, now }: Context, { id }: Asked, decision: Decision): string {
  if (id !== undefined) return `${id} ${decision.subject}`;
  return createHash('sha256')
    .update(canonical({ ...decision, who: who.id, now }))
    .digest('hex');
}

/** Today is now. An earlier day ends just before the next begins; only the terminal may name one. */
function saidAt({ now, who, home }: Context, as_of: string): string {
  const today = dayOfInstant(now, home.settings.time_zone);
  if (as_of === today) return now;
  if (who.role !== LOCAL) {
    throw new BadInput({
      code: 'not_today',
      message: `A decision is made today, on ${today}, not on ${as_of}.`,
      where: 'as_of',
      fix: 'Leave as_of out. From when on it shall hold is a field of its own.',
    });
  }
  const end = Temporal.Instant.from(`${momentOf(as_of, home.settings).known_at}Z`);
  return end.subtract({ milliseconds: 1 }).toString({ fractionalSecondDigits: 3 });
}

/** What the ledger knew at the end of a day, and how days are told there. */
export async function knownOn(
  context: Context,
  as_of: string,
): Promise<{ known: Knowledge; day: string; dayOf: (instant: string) => string }> {
  const { settings } = context.home;
  const moment = momentOf(as_of, settings);
  const ledger = await context.ledger();
  return {
    known: await ledger.asOf(moment.known_at),
    day: moment.as_of,
    dayOf: (instant) => dayOfInstant(instant, settings.time_zone),
  };
}

/** Checks what is to be written. @throws BadInput that names the field */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  where: string,
): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new BadInput({
    code: 'bad_entry',
    message: `${issue?.path.join('.') || 'it'}: ${issue?.message}`,
    where,
    fix: 'Correct it, and say it again. Nothing was written.',
  });
}
