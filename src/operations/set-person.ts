import { z } from 'zod';
import { BadInput, NotAllowed, NotFound } from '../errors.ts';
import { canonical } from '../ledger/entry.ts';
import type { Said } from '../ledger/ledger.ts';
import type { Knowledge } from '../ledger/state.ts';
import type { Account, Accounts } from './accounts.ts';
import { dayInput, envelope } from './answer.ts';
import { type Context, operation } from './operation.ts';
import { managersOf, mayKnowPay, payOf, paySubject, shownPay } from './pay.ts';
import {
  NEWCOMER,
  NOW_AND_LATER,
  type PersonEntry,
  type PersonRights,
  personRights,
  personSubject,
  rightsOf,
  SET_PERSON,
} from './person-rights.ts';
import { LOCAL, MAY_TELL_PAY, ROLES } from './rights.ts';

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
  manager: z
    .string()
    .trim()
    .optional()
    .describe('To whom the person reports: e-mail address, or id of the account; blank for nobody'),
  variable_pay: z
    .int()
    .min(0)
    .optional()
    .describe(
      'Target of variable pay a year, in minor units of the company currency; 0 for none. Told by finance',
    ),
  disabled: z.boolean().optional().describe('Ends sessions and API keys, and lets nobody in'),
  invite: z.boolean().default(false).describe('Gives a new link for choosing a password'),
  reason: z.string().min(1).max(2000).optional().describe('Why'),
  seen: z
    .int()
    .min(0)
    .optional()
    .describe(
      'Version that you looked at, of pay where only that is told; another since is a conflict',
    ),
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
  pay: shownPay,
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
    await insistMayTell(context, known, asked);
    const account = known ?? (await newAccount(accounts, asked));
    const manager = await managerOf(accounts, asked);
    const said = await say(context, account, { ...asked, manager }).catch(
      async (error: unknown) => {
        if (!known) await accounts.remove(account.id);
        throw error;
      },
    );
    if (said.rights.disabled) await accounts.end(account.id);
    const isInvited = !said.rights.disabled && (asked.invite || !known);
    return {
      as_of: asked.as_of,
      definition_versions: {},
      caveats: [],
      person: { id: account.id, name: account.name, email: account.email },
      rights: said.rights,
      pay: said.pay,
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

/** Fields that finance may tell: of somebody who has an account, and with why. */
const OF_PAY: ReadonlySet<string> = new Set([
  ...['as_of', 'person', 'variable_pay', 'reason', 'seen', 'id'],
]);

/** Who gives rights does not tell pay, and the other way round. @throws NotAllowed */
async function insistMayTell(
  context: Context,
  known: Account | undefined,
  asked: Input,
): Promise<void> {
  const { who } = context;
  if (who.role === LOCAL) return;
  const tellsPay = asked.variable_pay !== undefined;
  if (tellsPay && !MAY_TELL_PAY.some((role) => role === who.role)) {
    throw new NotAllowed({
      code: 'not_your_pay',
      message: 'Whoever gives rights does not tell pay.',
      where: 'variable_pay',
      fix: `Ask somebody with this role: ${MAY_TELL_PAY.join(', ')}.`,
    });
  }
  if (tellsPay && known !== undefined && isOfPay(asked)) return;
  const present = await (await context.ledger()).asOf(NOW_AND_LATER);
  if (isAdmin(rightsOf(present, who.id)?.rights)) return;
  throw new NotAllowed({
    code: 'pay_only',
    message: 'Finance tells the pay of somebody who has an account, and nothing else of them.',
    where: 'set-person',
    fix: 'Give the person and variable_pay; an admin does the rest.',
  });
}

/** What the schema says where nobody says it; false there takes and gives nothing. */
const UNLESS_ASKED: ReadonlySet<string> = new Set(['everything', 'invite']);

/** Whether nothing is said but pay. A blank, a false and an empty list take something away. */
function isOfPay(asked: Input): boolean {
  return Object.entries(asked).every(
    ([name, value]) =>
      OF_PAY.has(name) || value === undefined || (value === false && UNLESS_ASKED.has(name)),
  );
}

/** The account of the manager; blank for nobody; undefined where nothing is said. */
async function managerOf(accounts: Accounts, { manager }: Input): Promise<string | undefined> {
  if (manager === undefined || manager === '') return manager;
  const found = find(await accounts.all(), manager);
  if (found) return found.id;
  throw new NotFound({
    code: 'no_such_person',
    message: `Nobody has an account under "${manager}".`,
    where: 'manager',
    fix: 'Give the e-mail address of somebody who has an account; `people` lists them.',
  });
}

interface Spoken {
  readonly rights: PersonRights;
  readonly pay: z.output<typeof shownPay>;
  readonly seq: number;
}

/** Nothing is written where nothing changes. */
async function say(context: Context, account: Account, asked: Input): Promise<Spoken> {
  const ledger = await context.ledger();
  const known = await ledger.asOf(NOW_AND_LATER);
  const before = rightsOf(known, account.id);
  const rights = changed(before?.rights ?? NEWCOMER, asked);
  if (isAdmin(before?.rights) && !isAdmin(rights)) insistOnAnother(othersThan(known, account.id));
  insistOnChain(known, account, rights.manager);
  insistNotForOneself(context, known, { id: account.id, before: before?.rights, rights });
  const drafts = [
    ...rightsDraft(context, { account, asked, before, rights }),
    ...payDraft(context, { account, asked, known }),
    ...invitationDraft(context, { account, asked, known, before, rights }),
  ];
  if (drafts.length > 0) await ledger.append(drafts);
  const after = await ledger.asOf(NOW_AND_LATER);
  const isKnown = mayKnowPay(after, context.who, account.id);
  const pay = payOf(after, account.id, { isKnown });
  return { rights, pay, seq: rightsOf(after, account.id)?.entry.seq ?? 0 };
}

function draft({ now, who }: Context, { subject, asked }: { subject: string; asked: Input }) {
  return {
    id: asked.id === undefined ? `${SET_PERSON} ${subject} ${now} ${who.id}` : asked.id,
    kind: SET_PERSON,
    subject,
    said_at: now,
    recorded_at: now,
    who,
    // Why somebody is paid more is for those who may know the pay: it stands with the pay alone.
    reason: asked.variable_pay === undefined ? (asked.reason ?? null) : null,
  };
}

function rightsDraft(
  context: Context,
  told: { account: Account; asked: Input; before: PersonEntry | null; rights: PersonRights },
): Said[] {
  const { account, asked, before, rights } = told;
  const isOnlyPay = asked.variable_pay !== undefined && before !== null;
  const isSame = before !== null && canonical(before.rights) === canonical(rights);
  const sawThis = (asked.seen ?? before?.entry.seq) === before?.entry.seq;
  if (isSame && (isOnlyPay || sawThis)) return [];
  const seen = asked.seen ?? before?.entry.seq ?? 0;
  return [{ ...draft(context, { subject: personSubject(account.id), asked }), body: rights, seen }];
}

/** Whoever has the link can sign in as the person: who made one stays on record. */
function invitationDraft(
  context: Context,
  told: {
    account: Account;
    asked: Input;
    known: Knowledge;
    before: PersonEntry | null;
    rights: PersonRights;
  },
): Said[] {
  const { account, asked, known, before, rights } = told;
  if (before === null || !asked.invite || rights.disabled) return [];
  const subject = `invitation/${account.id}`;
  const id = asked.id === undefined ? {} : { id: `${asked.id} ${subject}` };
  const seen = known.newest(subject)?.seq ?? 0;
  return [{ ...draft(context, { subject, asked }), ...id, body: { invited: true }, seen }];
}

function payDraft(
  context: Context,
  { account, asked, known }: { account: Account; asked: Input; known: Knowledge },
): Said[] {
  if (asked.variable_pay === undefined) return [];
  const { currency } = context.home.settings;
  const variable_pay = asked.variable_pay === 0 ? null : { amount: asked.variable_pay, currency };
  const subject = paySubject(account.id);
  const before = known.newest(subject);
  const body = { variable_pay };
  if (canonical(before?.body ?? { variable_pay: null }) === canonical(body)) return [];
  const seen = isOfPay(asked) ? (asked.seen ?? before?.seq ?? 0) : (before?.seq ?? 0);
  const id = asked.id === undefined ? {} : { id: `${asked.id} ${subject}` };
  const reason = asked.reason ?? null;
  return [{ ...draft(context, { subject, asked }), ...id, reason, body, seen }];
}

function changed(before: PersonRights, asked: Input): PersonRights {
  const limits = asked.everything ? { teams: [], regions: [] } : before;
  return {
    role: asked.role ?? before.role,
    is_admin: asked.is_admin ?? before.is_admin,
    teams: asked.teams ?? limits.teams,
    regions: asked.regions ?? limits.regions,
    disabled: asked.disabled ?? before.disabled,
    manager: asked.manager === undefined ? before.manager : asked.manager || null,
  };
}

function isAdmin(rights: PersonRights | undefined): boolean {
  return rights?.is_admin === true && !rights.disabled;
}

function othersThan(known: Knowledge, id: string): (PersonRights | undefined)[] {
  return known
    .subjects('person/')
    .map((subject) => subject.slice('person/'.length))
    .filter((each) => each !== id)
    .map((each) => rightsOf(known, each)?.rights);
}

/** @throws BadInput when somebody would report to themselves, at once or by way of others */
function insistOnChain(known: Knowledge, account: Account, manager: string | null): void {
  if (manager === null) return;
  if (manager !== account.id && !managersOf(known, manager).includes(account.id)) return;
  throw new BadInput({
    code: 'manager_circle',
    message: `${account.name} would report to themselves.`,
    where: 'manager',
    fix: 'Name somebody who does not report to this person.',
  });
}

/** Whoever gives rights could otherwise let themselves look at pay. @throws NotAllowed */
function insistNotForOneself(
  { who }: Context,
  known: Knowledge,
  told: { id: string; before: PersonRights | undefined; rights: PersonRights },
): void {
  if (who.role === LOCAL) return;
  const { id, before, rights } = told;
  const becomes = id === who.id && rights.role === 'finance' && before?.role !== 'finance';
  const above =
    rights.manager === null ? [] : [rights.manager, ...managersOf(known, rights.manager)];
  const isNew = above.includes(who.id) && !managersOf(known, id).includes(who.id);
  if (!becomes && !isNew) return;
  throw new NotAllowed({
    code: 'for_oneself',
    message: 'Nobody lets themselves look at the pay of others.',
    where: becomes ? 'role' : 'manager',
    fix: 'Ask another admin to do it.',
  });
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
