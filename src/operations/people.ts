import { z } from 'zod';
import { asOfInput, envelope } from './answer.ts';
import { ledgerOn } from './ledger-on.ts';
import { type Context, operation } from './operation.ts';
import { managersOf, mayKnowPay, payOf, shownPay } from './pay.ts';
import { NOW_AND_LATER, personRights, rightsOf } from './person-rights.ts';
import { LOCAL } from './rights.ts';

const person = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  since: z.string().describe('Day on which the account was made'),
  signs_in_with: z.array(z.string()).describe('password, or the name of the company sign-in'),
  keys: z.int().describe('API keys'),
  rights: personRights.nullable().describe('Null: nobody had said anything of this person then'),
  version: z.int().describe('Entry of the ledger that says so; 0 for none'),
  manager_name: z.string().nullable(),
  pay: shownPay,
});

const output = z.object({
  ...envelope,
  hidden: z.int().describe('Accounts that are not shown to whoever asks'),
  people: z.array(person),
});

export type PeopleAnswer = z.output<typeof output>;

export const people = operation({
  name: 'people',
  kind: 'question',
  title: 'Who has an account, and what each may do',
  summary:
    'The people with an account: role, whether they are admins, to whom they report, the teams and regions whose rows they see, how they sign in, and their variable pay. Admins and finance see everybody, others themselves and those who report to them; pay is for the person, the managers above, and finance. As of a past day it says what each might do then.',
  input: z.strictObject({ as_of: asOfInput }),
  output,
  local: false,
  personal: true,
  async run(context, { as_of }) {
    const known = await ledgerOn(context, as_of);
    const present = await (await context.ledger()).asOf(NOW_AND_LATER);
    const accounts = await (await context.accounts()).all();
    const names = new Map(accounts.map(({ id, name }) => [id, name]));
    const { who } = context;
    const seesAll = seesEverybody(present, who);
    const shown = accounts.filter(
      ({ id }) => seesAll || id === who.id || managersOf(present, id).includes(who.id),
    );
    return {
      as_of,
      definition_versions: {},
      caveats: [],
      hidden: accounts.length - shown.length,
      people: shown.map((account) => {
        const found = rightsOf(known, account.id);
        const manager = found?.rights.manager ?? null;
        return {
          ...account,
          signs_in_with: [...account.signs_in_with],
          rights: found?.rights ?? null,
          version: found?.entry.seq ?? 0,
          manager_name: manager === null ? null : (names.get(manager) ?? manager),
          pay: payOf(known, account.id, { isKnown: mayKnowPay(present, who, account.id) }),
        };
      }),
    };
  },
});

function seesEverybody(
  present: Parameters<typeof rightsOf>[0],
  { id, role }: Context['who'],
): boolean {
  if (role === LOCAL || role === 'finance') return true;
  return rightsOf(present, id)?.rights.is_admin === true;
}
