import { z } from 'zod';
import { asOfInput, envelope } from './answer.ts';
import { ledgerOn } from './ledger-on.ts';
import { operation } from './operation.ts';
import { shownTo } from './pay.ts';
import { NOW_AND_LATER } from './person-rights.ts';

const entry = z.object({
  seq: z.int(),
  said_at: z.string().describe('From when on it is known; UTC'),
  recorded_at: z.string().describe('When it was written, by the clock of the server; UTC'),
  who: z.object({ id: z.string(), name: z.string(), role: z.string() }),
  kind: z.string(),
  about: z.string(),
  replaces: z.int().nullable().describe('Entry about the same before it'),
  reason: z.string().nullable().describe('Why; of pay only to those who may know it'),
  body: z.json().describe('What was said; pay only to the person, the managers above, and finance'),
});

const output = z.object({
  ...envelope,
  count: z.int().describe('Entries in all'),
  chain: z.object({
    holds: z.boolean().describe('No entry of the whole ledger was changed, removed or put between'),
    broken_at: z.int().nullable(),
    what: z.enum(['missing', 'changed', 'out_of_order']).nullable(),
  }),
  entries: z.array(entry),
});

export type AuditAnswer = z.output<typeof output>;

export const audit = operation({
  name: 'audit',
  kind: 'question',
  title: 'Who said and decided what, and when',
  summary:
    'The entries of the ledger, the newest first: who, when, what, about what, and why. It also checks the chain of hashes: whether any entry was changed or removed afterwards.',
  input: z.strictObject({
    as_of: asOfInput,
    who: z.string().optional().describe('Only what this person said: id or name'),
    kind: z.string().optional().describe('Only decisions of this kind, such as set-person'),
    about: z.string().optional().describe('Only what is about this, such as plan'),
    limit: z.coerce.number().int().min(1).max(10_000).default(200),
    offset: z.coerce.number().int().min(0).default(0),
  }),
  output,
  local: false,
  personal: true,
  async run(context, { as_of, who, kind, about, limit, offset }) {
    const ledger = await context.ledger();
    const known = await ledgerOn(context, as_of);
    const found = known
      .all()
      .filter((each) => who === undefined || each.who.id === who || each.who.name === who)
      .filter((each) => kind === undefined || each.kind === kind)
      .filter((each) => about === undefined || each.subject === about)
      .toReversed();
    const broken = await ledger.firstBreak();
    const present = await ledger.asOf(NOW_AND_LATER);
    return {
      as_of,
      definition_versions: {},
      caveats: [],
      count: found.length,
      chain: {
        holds: broken === null,
        broken_at: broken?.seq ?? null,
        what: broken?.what ?? null,
      },
      entries: found.slice(offset, offset + limit).map((each) => {
        const { body, reason } = shownTo(present, context.who, each);
        return {
          seq: each.seq,
          said_at: each.said_at,
          recorded_at: each.recorded_at,
          who: each.who,
          kind: each.kind,
          about: each.subject,
          replaces: each.replaces,
          reason,
          body: (body ?? null) as z.input<typeof entry>['body'],
        };
      }),
    };
  },
});
