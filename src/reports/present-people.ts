import { wholeMoney } from '../money.ts';
import type { AuditAnswer } from '../operations/audit.ts';
import type { PeopleAnswer } from '../operations/people.ts';
import type { SetPersonAnswer } from '../operations/set-person.ts';
import { type Language, plural, whole } from './numbers.ts';
import { type Report, type Table, type TableRow, usedColumns } from './report.ts';

type Person = PeopleAnswer['people'][number];
type Rights = NonNullable<Person['rights']>;

export function presentPeople(answer: PeopleAnswer, language: Language): Report {
  const { people, hidden } = answer;
  const active = people.filter(({ rights }) => rights && !rights.disabled);
  const admins = active.filter(({ rights }) => rights?.is_admin);
  const count = `${whole(active.length, language)} ${plural(active.length, 'person', 'people')}`;
  return {
    question: 'Who has an account, and what may each do?',
    sentence:
      people.length === 0
        ? 'Nobody has an account yet.'
        : `${count} can sign in, ${whole(admins.length, language)} of them as ${plural(admins.length, 'admin', 'admins')}.`,
    lead:
      people.length === 0
        ? '`sameboat serve` prints a link with which the first one is made.'
        : hidden > 0
          ? `You see yourself and those who report to you; ${whole(hidden, language)} ${plural(hidden, 'other account is', 'other accounts are')} not shown.`
          : 'Teams and regions limit whose rows somebody sees; figures are whole for everybody. Variable pay is for the person, their managers and finance.',
    pictures: [],
    tables: people.length === 0 ? [] : [peopleTable(people, language)],
    cautions: [],
  };
}

const left = (key: string, label: string) => ({ key, label, align: 'left' }) as const;

function peopleTable(people: readonly Person[], language: Language): Table {
  return usedColumns({
    id: 'people',
    title: 'Every account',
    columns: [
      left('name', 'Name'),
      left('email', 'E-mail'),
      left('role', 'Role'),
      left('manager', 'Reports to'),
      left('rows', 'Sees the rows of'),
      { key: 'pay', label: 'Variable pay a year', align: 'right' },
      left('signs_in', 'Signs in with'),
      { key: 'keys', label: 'API keys', align: 'right' },
      left('since', 'Since'),
    ],
    rows: people.map((person): TableRow => {
      const { id, name, email, rights, signs_in_with, keys, since } = person;
      return {
        id,
        cells: {
          name,
          email,
          role: rights ? roleWords(rights) : 'no role yet',
          manager: person.manager_name ?? '',
          rows: rights ? scopeWords(rights) : '',
          pay: payWords(person.pay, language),
          signs_in: signs_in_with.map(wayName).join(', ') || 'not yet',
          keys: String(keys),
          since,
        },
        values: { pay: person.pay.variable_pay?.amount ?? null },
        rows_of: {},
      };
    }),
  });
}

function payWords({ withheld, variable_pay }: Person['pay'], { locale }: Language): string {
  if (withheld) return 'withheld';
  return variable_pay === null ? 'none recorded' : wholeMoney(variable_pay, locale);
}

const ROLE_NAMES: Readonly<Record<string, string>> = {
  ceo: 'CEO',
  sales_head: 'head of sales',
  marketing_head: 'head of marketing',
  ops: 'RevOps',
  manager: 'team lead',
  campaign: 'campaign owner',
  rep: 'sales rep',
};

function roleName(role: string): string {
  return ROLE_NAMES[role] ?? role;
}

/** The company's own sign-in has an id made from its issuer. */
function wayName(way: string): string {
  if (way.startsWith('oidc-')) return 'OpenID Connect';
  return way.startsWith('saml-') ? 'SAML' : way;
}

function roleWords({ role, is_admin, disabled }: Rights): string {
  if (disabled) return `switched off (${roleName(role)})`;
  return is_admin ? `${roleName(role)}, admin` : roleName(role);
}

function scopeWords({ teams, regions }: Rights): string {
  const all = [...teams, ...regions];
  return all.length === 0 ? 'everybody' : all.join(', ');
}

export function presentSetPerson(answer: SetPersonAnswer): Report {
  const { person, rights, is_new, invitation } = answer;
  const state = rights.disabled ? 'is switched off' : `is ${roleWords(rights)}`;
  return {
    question: 'What may this person do?',
    sentence: `${person.name} (${person.email}) ${state}${is_new ? ', and has a new account' : ''}.`,
    lead:
      invitation === null
        ? `Sees the rows of ${scopeWords(rights)}.`
        : `Give them this link, on the address of the server; it works once, within a week, and is not shown again: ${invitation}`,
    pictures: [],
    tables: [],
    cautions: [],
  };
}

export function presentAudit(answer: AuditAnswer, language: Language): Report {
  const { count, chain, entries } = answer;
  const words = `${whole(count, language)} ${plural(count, 'entry', 'entries')}`;
  return {
    question: 'Who said and decided what, and when?',
    sentence: chain.holds
      ? `${words}, and the chain holds: none was changed or removed.`
      : `The chain is broken at entry ${chain.broken_at}: ${(chain.what ?? 'changed').replaceAll('_', ' ')}.`,
    lead: chain.holds
      ? 'The newest first. Times are UTC.'
      : 'Somebody has changed the file of the ledger. Compare it with a backup or an export.',
    pictures: [],
    tables: count === 0 ? [] : [auditTable(entries)],
    cautions: [],
  };
}

function auditTable(entries: AuditAnswer['entries']): Table {
  return {
    id: 'audit',
    title: 'Entries of the ledger',
    columns: [
      { key: 'seq', label: 'Entry', align: 'right' },
      left('when', 'When'),
      left('who', 'Who'),
      left('kind', 'What'),
      left('about', 'About'),
      left('reason', 'Reason'),
    ],
    rows: entries.map((entry) => ({
      cells: {
        seq: String(entry.seq),
        when: entry.recorded_at.slice(0, 16).replace('T', ' '),
        who: `${entry.who.name} (${roleName(entry.who.role)})`,
        kind: entry.kind.replaceAll('-', ' '),
        about: entry.about,
        reason: entry.reason ?? '',
      },
      rows_of: {},
    })),
  };
}
