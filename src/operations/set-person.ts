import { z } from 'zod';
import { BadInput, NotFound } from '../errors.ts';
import { canonical } from '../ledger/entry.ts';
import type { Account, Accounts } from './accounts.ts';
import { dayInput, envelope } from './answer.ts';
import { type Context, operation } from './operation.ts';
import {
  NEWCOMER,
  NOW_AND_LATER,
  type PersonRights,
  personRights,
  personSubject,
  rightsOf,
  SET_PERSON,
} from './person-rights.ts';
import { ROLES } from './rights.ts';

const list = z.array(z.string().trim().min(1)).max(100);

const input = z.strictObject({
  as_of: dayInput.describe('Today'),
  person: z.string().trim().min(1).describe('E-mail address, or id of the account'),
  name: z.string().trim().min(1).max(200).optional().describe('Name, for somebody new'),
  role: z.enum(ROLES).optional(),
  is_admin: z.boolean().optional().describe('May give and take rights'),
  teams: list.optional().describe('Teams whose rows the person sees; all when never given'),
  regions: list.optional().describe('Regions whose rows the person sees; all when never given'),
  everything: z.boolean().default(false).describe('Takes away every limit of team and region'),
  disabled: z.boolean().optional().describe('Ends sessions and API keys, and lets nobody in'),
  invite: z.boolean().default(false).describe('Gives a new link for choosing a password'),
  reason: z.string().min(1).max(2000).optional().describe('Why'),
  seen: z
    .int()
    .min(0)
    .optional()
    .describe('Version that you looked at; another since is a conflict'),
  id: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('Name of this decision: sent twice, it is one'),
});
type Input = z.output<typeof input>;

const output = z.object({
  ...envelope,
  person: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  rights: personRights,
  version: z.int().describe('Entry of the ledger that says so'),
  is_new: z.boolean().describe('The account was made'),
  invitation: z
    .string()
    .nullable()
    .describe('Path of the page on which the person chooses a password: a secret, shown once'),
});

export type SetPersonAnswer = z.output<typeof output>;

export const setPerson = operation({
  name: 'set-person',
  kind: 'decision',
  title: 'Give a person an account, a role and limits, or take them away',
  summary:
    'Makes an account for an e-mail address that has none, and answers with a link for choosing a password, shown once. Of an account that is there it changes role, admin rights, teams and regions, or switches it off and on. It takes effect at once; switched off, all sessions and API keys end.',
  input,
  output,
  local: false,
  async run(context, asked) {
    const accounts = await context.accounts();
    const known = find(await accounts.all(), asked.person);
    const account = known ?? (await newAccount(accounts, asked));
    const said = await say(context, account, asked).catch(async (error: unknown) => {
      if (!known) await accounts.remove(account.id);
      throw error;
    });
    if (said.rights.disabled) await accounts.end(account.id);
    const isInvited = !said.rights.disabled && (asked.invite || !known);
    return {
      as_of: asked.as_of,
      definition_versions: {},
      caveats: [],
      person: { id: account.id, name: account.name, email: account.email },
      rights: said.rights,
      version: said.seq,
      is_new: known === undefined,
      invitation: isInvited ? `/set-up#${await accounts.invite(account.id)}` : null,
    };
  },
});

function find(accounts: readonly Account[], person: string): Account | undefined {
  const email = person.toLowerCase();
  return accounts.find((account) => account.id === person || account.email === email);
}

function newAccount(accounts: Accounts, { person, name, role }: Input): Promise<Account> {
  if (!z.email().safeParse(person).success) {
    throw new NotFound({
      code: 'no_such_person',
      message: `Nobody has an account under "${person}".`,
      where: 'person',
      fix: 'Give an e-mail address with a name and a role to make one; `people` lists those there are.',
    });
  }
  if (name === undefined || role === undefined) {
    throw new BadInput({
      code: 'person_incomplete',
      message: `${person} has no account yet; a new one needs a name and a role.`,
      where: name === undefined ? 'name' : 'role',
      fix: `Add --name and --role, one of ${ROLES.join(', ')}.`,
    });
  }
  return accounts.create({ name, email: person.toLowerCase() });
}

interface Spoken {
  readonly rights: PersonRights;
  readonly seq: number;
}

/** Nothing is written where nothing changes. */
async function say(context: Context, account: Account, asked: Input): Promise<Spoken> {
  const ledger = await context.ledger();
  const known = await ledger.asOf(NOW_AND_LATER);
  const before = rightsOf(known, account.id);
  const rights = changed(before?.rights ?? NEWCOMER, asked);
  const isSame = before !== null && canonical(before.rights) === canonical(rights);
  if (isSame && (asked.seen ?? before.entry.seq) === before.entry.seq) {
    return { rights, seq: before.entry.seq };
  }
  if (isAdmin(before?.rights) && !isAdmin(rights)) {
    insistOnAnother(
      known
        .subjects('person/')
        .map((subject) => subject.slice('person/'.length))
        .filter((id) => id !== account.id)
        .map((id) => rightsOf(known, id)?.rights),
    );
  }
  const [entry] = await ledger.append([
    {
      id: asked.id ?? `${SET_PERSON} ${account.id} ${context.now} ${context.who.id}`,
      kind: SET_PERSON,
      subject: personSubject(account.id),
      said_at: context.now,
      recorded_at: context.now,
      who: context.who,
      body: rights,
      reason: asked.reason ?? null,
      seen: asked.seen ?? before?.entry.seq ?? 0,
    },
  ]);
  return { rights, seq: entry?.seq ?? 0 };
}

function changed(before: PersonRights, asked: Input): PersonRights {
  const limits = asked.everything ? { teams: [], regions: [] } : before;
  return {
    role: asked.role ?? before.role,
    is_admin: asked.is_admin ?? before.is_admin,
    teams: asked.teams ?? limits.teams,
    regions: asked.regions ?? limits.regions,
    disabled: asked.disabled ?? before.disabled,
  };
}

function isAdmin(rights: PersonRights | undefined): boolean {
  return rights?.is_admin === true && !rights.disabled;
}

/** @throws BadInput when nobody could give rights any more */
function insistOnAnother(others: readonly (PersonRights | undefined)[]): void {
  if (others.some(isAdmin)) return;
  throw new BadInput({
    code: 'last_admin',
    message: 'This is the last admin: without one nobody could give or take rights.',
    where: 'person',
    fix: 'Make somebody else an admin first.',
  });
}
