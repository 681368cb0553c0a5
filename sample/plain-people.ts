/** Rows of the plain export: accounts, people, users, teams, products, lists, currencies. */
import { INDUSTRIES } from './accounts.ts';
import { dateOf, dayOfInstant, REGIONS, startOf } from './calendar.ts';
import { moneyText } from './csv-file.ts';
import { countryOf, employeesOf } from './firm.ts';
import { companyName, PRODUCTS, titleOf } from './names.ts';
import { onCopy, type Source, type Version } from './plain-version.ts';
import { euroRates } from './record-currency.ts';
import { ALL_TEAMS, teamId } from './record-staff.ts';
import { GO_LIVE } from './recorded.ts';
import { SEGMENTS } from './sizes.ts';

export function* accounts({ truth, recorded }: Source): Iterable<Version> {
  for (const account of recorded.accounts) {
    const { index } = account;
    const base = {
      account_id: account.id,
      happened: dateOf(account.day),
      name: account.name,
      domain: account.domain,
      segment: SEGMENTS[truth.accounts.segment[index] ?? 0],
      region: REGIONS[truth.accounts.region[index] ?? 0],
      industry: INDUSTRIES[truth.accounts.industry[index] ?? 0],
      country: countryOf(truth, index),
      employees: employeesOf(truth, index),
    };
    const moments = account.owners.map((owner) => owner.from);
    if (account.customer && account.customer.recordedAt > account.recordedAt)
      moments.push(account.customer.recordedAt);
    for (const at of moments.sort((a, b) => a - b)) {
      const owner = account.owners.findLast((o) => o.from <= at);
      const known = account.customer && account.customer.recordedAt <= at;
      const since = known ? dateOf(account.customer.day) : null;
      yield { at, values: { ...base, owner_id: owner?.user.id, customer_since: since } };
    }
  }
  for (const copy of recorded.accountCopies) {
    const { index } = copy.of;
    const base = {
      account_id: copy.id,
      happened: dateOf(copy.day),
      name: copy.name,
      domain: copy.domain,
      segment: SEGMENTS[truth.accounts.segment[index] ?? 0],
      region: REGIONS[truth.accounts.region[index] ?? 0],
      country: countryOf(truth, index),
    };
    for (const { from, user } of copy.owners.filter((o) => o.from < (copy.mergedAt ?? Infinity)))
      yield { at: from, values: { ...base, owner_id: user.id } };
    if (copy.mergedAt !== null) yield { at: copy.mergedAt, state: 'merged', values: base };
  }
}

export function* people({ recorded, accountOf }: Source): Iterable<Version> {
  for (const person of recorded.people) {
    const account = accountOf.get(person.account);
    const values = {
      person_id: person.id,
      happened: dateOf(person.day),
      kind: person.kind,
      account_id: person.matched ? account?.id : null,
      name: `${person.name[0]} ${person.name[1]}`,
      email: person.email,
      company: person.kind === 'lead' ? companyName(person.account) : null,
      title: titleOf(person.seniority, person.department),
      function: person.department,
      seniority: person.seniority,
      lead_source: person.leadSource,
      owner_id: account?.owners.findLast((o) => o.from <= person.recordedAt)?.user.id,
      reachable: person.reachable,
    };
    const versions: Version[] = [{ at: person.recordedAt, values }];
    if (person.gone) versions.push({ at: person.gone.at, state: 'merged', values });
    yield* onCopy(person.accountCopy, versions);
  }
}

export function* accountMerges({ recorded }: Source): Iterable<Version> {
  for (const { id, of, mergedAt } of recorded.accountCopies) {
    if (mergedAt === null) continue;
    const happened = dateOf(dayOfInstant(mergedAt));
    yield { at: mergedAt, values: { from_account_id: id, to_account_id: of.id, happened } };
  }
}

export function* personMerges({ recorded }: Source): Iterable<Version> {
  for (const { id, gone } of recorded.people) {
    if (!gone) continue;
    const happened = dateOf(dayOfInstant(gone.at));
    yield { at: gone.at, values: { from_person_id: id, to_person_id: gone.into.id, happened } };
  }
}

export function* users({ recorded }: Source): Iterable<Version> {
  for (const user of recorded.users) {
    const values = {
      user_id: user.id,
      happened: dateOf(user.day),
      name: user.name.join(' '),
      email: user.email,
      team_id: teamId(user.team),
      role: user.role,
      manager_id: user.manager?.id,
      active: true,
    };
    yield { at: user.recordedAt, values };
    if (user.leftAt !== null) yield { at: user.leftAt, values: { ...values, active: false } };
  }
}

export function* teams({ recorded }: Source): Iterable<Version> {
  for (const [team, name] of ALL_TEAMS.entries()) {
    const lead = recorded.users.find(
      (user) => user.team === team && / Manager$|^VP|^Chief/.test(user.role),
    );
    const values = {
      team_id: teamId(team),
      happened: '2021-01-04',
      name,
      region: REGIONS[team],
      manager_id: lead?.id,
    };
    yield { at: GO_LIVE, values };
  }
}

export function* products({ truth }: Source): Iterable<Version> {
  for (const [product, name] of PRODUCTS.entries()) {
    const list_price = moneyText(Math.round(3_000_000 * truth.world.listPrice(product, 0)));
    const values = {
      product_id: name,
      happened: '2021-01-04',
      name,
      family: 'Mooring',
      list_price,
      currency: 'USD',
    };
    yield { at: GO_LIVE, values };
  }
}

export function* accountListMembers({ truth, recorded }: Source): Iterable<Version> {
  for (const { id, index, recordedAt } of recorded.accounts) {
    if (truth.accounts.onList[index] === 0) continue;
    const tier = (truth.accounts.fit[index] ?? 0) > 0.75 ? 'A' : 'B';
    yield {
      at: recordedAt,
      values: { list_id: 'TARGET-LIST', account_id: id, happened: dateOf(0), tier },
    };
  }
}

export function* currencies({ truth }: Source): Iterable<Version> {
  yield { at: GO_LIVE, values: { currency: 'USD', happened: dateOf(0), rate: 1 } };
  for (const { day, rate } of euroRates(truth))
    yield { at: startOf(day), values: { currency: 'EUR', happened: dateOf(day), rate } };
}
