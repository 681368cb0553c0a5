import { z } from 'zod';
import { SIGN_IN_EVENTS } from './accounts.ts';
import { asOfInput, envelope } from './answer.ts';
import { lastInstantOf } from './ledger-on.ts';
import { operation } from './operation.ts';

const attempt = z.object({
  at: z.string().describe('UTC'),
  what: z.enum(SIGN_IN_EVENTS),
  person: z
    .string()
    .nullable()
    .describe('Id of the account; null where there is none of that name'),
  name: z.string().nullable().describe('Null where nobody has an account under what was given'),
  address: z.string().nullable().describe('From which it came, as far as the server can see'),
});

const output = z.object({
  ...envelope,
  refused: z.int().describe('Refused among those that are shown'),
  attempts: z.array(attempt).describe('The newest first'),
});
export type SignInsAnswer = z.output<typeof output>;

export const signIns = operation({
  name: 'sign-ins',
  kind: 'question',
  title: 'Who signed in, and who was refused',
  summary:
    'The attempts to sign in of the last 180 days, the newest first: who, when, from which address, and what came of it; also who signed out or chose a password. Of an address that has no account only that somebody tried is kept.',
  input: z.strictObject({
    as_of: asOfInput,
    refused: z.boolean().default(false).describe('Only those that were refused'),
    limit: z.coerce.number().int().min(1).max(10_000).default(200),
  }),
  output,
  local: false,
  personal: true,
  async run(context, { as_of, refused, limit }) {
    const accounts = await context.accounts();
    const names = new Map((await accounts.all()).map(({ id, name }) => [id, name]));
    const found = await accounts.signIns({
      limit,
      before: lastInstantOf(context, as_of),
      what: refused ? 'refused' : null,
    });
    return {
      as_of,
      definition_versions: {},
      caveats: [],
      refused: found.filter(({ what }) => what === 'refused').length,
      attempts: found.map(({ at, userId, what, address }) => ({
        at: at.toISOString(),
        what,
        person: userId,
        name: userId === null ? null : (names.get(userId) ?? userId),
        address,
      })),
    };
  },
});
