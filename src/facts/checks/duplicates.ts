/** Checks whose rows cannot be found by SQL alone: records of one company, or of one person. */

import { allRows, type Engine, type Parameters } from '../../engine/engine.ts';
import type { Duplicate } from '../matching/clusters.ts';
import type { Rule } from '../matching/compare.ts';
import { organisationsApart, peopleApart } from '../matching/match-apart.ts';
import { familyOf, type Match } from '../matching/match-organisations.ts';
import type { PersonMatch } from '../matching/match-people.ts';
import { statementFile } from '../statement-file.ts';
import { freeMailPeople } from './free-mail.ts';
import { nearDuplicates } from './near-duplicates.ts';

interface AccountRow {
  readonly id: string;
  readonly source: string;
  readonly name: string | null;
  readonly domain: string | null;
  readonly country: string | null;
  readonly parent_id: string | null;
  readonly open_deals: number;
  readonly amount: number | null;
}

interface PersonRow {
  readonly id: string;
  readonly source: string;
  readonly kind: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly account_id: string | null;
  readonly company: string | null;
}

type Finder = (engine: Engine, parameters: Parameters) => Promise<{ readonly id: string }[]>;

/** By the name of the check. */
export const FINDERS: Readonly<Record<string, Finder>> = {
  free_mail_people: freeMailPeople,
  near_duplicate_opportunities: nearDuplicates,
  async duplicate_accounts(engine, parameters) {
    const { accounts, duplicates } = await compared(engine, parameters);
    return duplicates.map(({ id, of, match }) => accountRow(accounts, { id, of, match }));
  },
  async possible_duplicate_accounts(engine, parameters) {
    const { accounts, duplicates, pairs, isFamily } = await compared(engine, parameters);
    const first = new Map(duplicates.map(({ id, of }) => [id, of]));
    const clusterOf = (id: string) => first.get(id) ?? id;
    const doubtful = pairs.filter(({ a, b }) => {
      const [one, other] = [clusterOf(a), clusterOf(b)];
      return one !== other && !isFamily(one, other);
    });
    const surest = new Map<string, Match>();
    for (const pair of doubtful) if (!surest.has(pair.b)) surest.set(pair.b, pair);
    return [...surest].map(([id, match]) => accountRow(accounts, { id, of: match.a, match }));
  },
  async duplicate_people(engine, parameters) {
    const people = await allRows<PersonRow>(engine.query(file('duplicate_people'), parameters));
    const byId = new Map(people.map((person) => [person.id, person]));
    const asked = people.map(({ id, name, email, company, account_id }) => ({
      ...{ id, name, email, company },
      account: account_id,
    }));
    return (await peopleApart(asked)).map((match) => personRow(byId, match));
  },
};

interface Compared {
  readonly accounts: ReadonlyMap<string, AccountRow>;
  readonly duplicates: readonly Duplicate[];
  readonly pairs: readonly Match[];
  readonly isFamily: (a: string, b: string) => boolean;
}

/** Two checks ask for the same comparison one after the other, so the last one is kept. */
const last = new WeakMap<Engine, { readonly key: string; readonly found: Promise<Compared> }>();

function compared(engine: Engine, parameters: Parameters): Promise<Compared> {
  const key = JSON.stringify(parameters);
  const known = last.get(engine);
  if (known?.key === key) return known.found;
  const found = compareAccounts(engine, parameters);
  last.set(engine, { key, found });
  found.catch(() => last.delete(engine));
  return found;
}

async function compareAccounts(engine: Engine, parameters: Parameters): Promise<Compared> {
  const rows = await allRows<AccountRow>(engine.query(file('duplicate_accounts'), parameters));
  const mails = await allRows<{ account_id: string; domain: string; people: number }>(
    engine.query(file('mail_domains'), parameters),
  );
  const writesFrom = new Map<string, Map<string, number>>();
  for (const { account_id, domain, people } of mails) {
    const known = writesFrom.get(account_id) ?? new Map<string, number>();
    writesFrom.set(account_id, known.set(domain, people));
  }
  const { pairs, duplicates } = await organisationsApart(
    rows.map(({ id, name, domain, country, parent_id }) => ({
      id,
      name,
      website: domain,
      country,
      parentId: parent_id,
      writesFrom: writesFrom.get(id) ?? new Map(),
    })),
  );
  const accounts = new Map(rows.map((row) => [row.id, row]));
  const family = rows.map(({ id, parent_id }) => ({ id, parentId: parent_id }));
  return {
    accounts,
    duplicates,
    pairs,
    isFamily: familyOf(family),
  };
}

function accountRow(accounts: ReadonlyMap<string, AccountRow>, { id, of, match }: Duplicate) {
  const account = accounts.get(id) as AccountRow;
  const { name, domain, country, source, open_deals, amount } = account;
  return {
    id,
    name,
    domain,
    country,
    source,
    same_as: of,
    same_as_name: accounts.get(of)?.name ?? null,
    found_by: FOUND_BY[match.rule],
    score: match.score,
    agrees: match.agrees.join(', '),
    differs: match.differs.join(', '),
    open_deals,
    amount,
  };
}

function personRow(people: ReadonlyMap<string, PersonRow>, match: PersonMatch) {
  const { id, name, email, kind, source, company } = people.get(match.id) as PersonRow;
  return {
    id,
    name,
    email,
    kind,
    company,
    source,
    same_as: match.of,
    same_as_name: people.get(match.of)?.name ?? null,
    found_by: match.rule === 'same_email' ? 'mail address' : 'name and account',
    differs: match.differs.join(', '),
  };
}

const FOUND_BY: Readonly<Record<Rule, string>> = {
  same_id: 'id',
  mail_domain: 'mail domain',
  web_domain: 'web domain',
  same_name: 'name',
  name_and_address: 'name and address',
  like_name: 'likeness of the name',
};

function file(name: string) {
  return statementFile(new URL(`${name}.sql`, import.meta.url));
}
