import { z } from 'zod';
import { asOfInput, envelope } from './answer.ts';
import { ledgerOn } from './ledger-on.ts';
import { operation } from './operation.ts';
import { personRights, rightsOf } from './person-rights.ts';

const person = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  since: z.string().describe('Day on which the account was made'),
  signs_in_with: z.array(z.string()).describe('password, or the name of the company sign-in'),
  keys: z.int().describe('API keys'),
  rights: personRights.nullable().describe('Null: nobody had said anything of this person then'),
  version: z.int().describe('Entry of the ledger that says so; 0 for none'),
});

const output = z.object({ ...envelope, people: z.array(person) });

export type PeopleAnswer = z.output<typeof output>;

export const people = operation({
  name: 'people',
  kind: 'question',
  title: 'Who has an account, and what each may do',
  summary:
    'The people with an account: role, whether they are admins, the teams and regions whose rows they see, and how they sign in. As of a past day it says what each might do then.',
  input: z.strictObject({ as_of: asOfInput }),
  output,
  local: false,
  async run(context, { as_of }) {
    const known = await ledgerOn(context, as_of);
    const accounts = await (await context.accounts()).all();
    return {
      as_of,
      definition_versions: {},
      caveats: [],
      people: accounts.map((account) => {
        const found = rightsOf(known, account.id);
        return {
          ...account,
          signs_in_with: [...account.signs_in_with],
          rights: found?.rights ?? null,
          version: found?.entry.seq ?? 0,
        };
      }),
    };
  },
});
