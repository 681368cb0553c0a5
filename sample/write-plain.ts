/** The recorded company as Sameboat's own CSVs: one file per canonical table, rows as versions. */
import { join } from 'node:path';
import { FACT_TABLES, type FactTable } from '../src/facts/facts.ts';
import { INDUSTRIES } from './accounts.ts';
import { dateOf, dayOfInstant, instantText, REGIONS } from './calendar.ts';
import type { Truth } from './company.ts';
import { type Cell, CsvFile, moneyText, type WrittenFile } from './csv-file.ts';
import { countryOf, employeesOf } from './firm.ts';
import { KINDS } from './kinds.ts';
import { companyName, PRODUCTS, titleOf } from './names.ts';
import { campaignMoments, statusOf } from './record-campaigns.ts';
import { ALL_TEAMS, teamId } from './record-staff.ts';
import { GO_LIVE, type Recorded, STAGE_INFO } from './recorded.ts';
import { SEGMENTS } from './sizes.ts';

/** A version of something: its columns, and when it was entered. */
interface Version {
  readonly at: number;
  readonly state?: 'live' | 'merged';
  readonly values: Readonly<Record<string, Cell>>;
}

interface Source {
  readonly truth: Truth;
  readonly recorded: Recorded;
}

type Versions = (source: Source) => Iterable<Version>;

function* accounts({ truth, recorded }: Source): Iterable<Version> {
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
}

function* people({ recorded }: Source): Iterable<Version> {
  const accountOf = new Map(recorded.accounts.map((account) => [account.index, account]));
  for (const person of recorded.people) {
    const account = accountOf.get(person.account);
    const values = {
      person_id: person.id,
      happened: dateOf(person.day),
      kind: person.kind,
      account_id: account?.id,
      name: person.name.join(' '),
      email: person.email,
      company: person.kind === 'lead' ? companyName(person.account) : null,
      title: titleOf(person.seniority, person.department),
      function: person.department,
      seniority: person.seniority,
      lead_source: person.leadSource,
      owner_id: account?.owners.findLast((o) => o.from <= person.recordedAt)?.user.id,
      reachable: person.reachable,
    };
    yield { at: person.recordedAt, values };
    if (person.gone) yield { at: person.gone.at, state: 'merged', values };
  }
}

function* personMerges({ recorded }: Source): Iterable<Version> {
  for (const { id, gone } of recorded.people) {
    if (!gone) continue;
    const happened = dateOf(dayOfInstant(gone.at));
    yield { at: gone.at, values: { from_person_id: id, to_person_id: gone.into.id, happened } };
  }
}

function* users({ recorded }: Source): Iterable<Version> {
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

function* teams({ recorded }: Source): Iterable<Version> {
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

function* products({ truth }: Source): Iterable<Version> {
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

function* campaigns({ recorded }: Source): Iterable<Version> {
  for (const campaign of recorded.campaigns) {
    const { programme } = campaign;
    for (const at of campaignMoments(campaign)) {
      const status = statusOf(campaign, at);
      const day = status === 'Planned' ? programme.plannedDay : programme.liveDay;
      const ends = programme.endDay + day - programme.liveDay;
      const values = {
        campaign_id: campaign.id,
        happened: dateOf(day),
        name: campaign.name,
        campaign_type: programme.kind.name,
        status,
        owner_id: campaign.owner.id,
        ends_on: dateOf(ends),
      };
      yield { at, values };
    }
  }
}

function* campaignCosts({ recorded }: Source): Iterable<Version> {
  for (const {
    id,
    programme,
    planned,
    actual,
    recordedAt,
    spentDay,
    spentAt,
  } of recorded.campaigns) {
    const base = { campaign_id: id, currency: 'USD' };
    const plannedOn = {
      cost_id: `${id}-planned`,
      happened: dateOf(programme.plannedDay),
      kind: 'planned',
    };
    yield { at: recordedAt, values: { ...base, ...plannedOn, amount: moneyText(planned) } };
    const spentOn = { cost_id: `${id}-actual`, happened: dateOf(spentDay), kind: 'actual' };
    yield { at: spentAt, values: { ...base, ...spentOn, amount: moneyText(actual) } };
  }
}

function* campaignTypes(): Iterable<Version> {
  for (const { name, status, owner } of KINDS) {
    const base = { campaign_type: name, happened: dateOf(0), owner };
    yield { at: GO_LIVE, values: { ...base, status, is_success: true } };
    yield { at: GO_LIVE, values: { ...base, status: 'Sent', is_success: false } };
  }
}

function* engagements({ recorded }: Source): Iterable<Version> {
  const accountOf = new Map(recorded.accounts.map((account) => [account.index, account.id]));
  for (const { id, truth, person, campaign, recordedAt } of recorded.engagements) {
    const { kind } = truth.programme;
    const values = {
      engagement_id: id,
      person_id: person.id,
      account_id: accountOf.get(truth.account),
      campaign_id: campaign.id,
      campaign_type: kind.name,
      status: kind.status,
      happened: dateOf(truth.day),
      counts: true,
    };
    yield { at: recordedAt, values };
  }
}

function* meetings({ recorded }: Source): Iterable<Version> {
  const accountOf = new Map(recorded.accounts.map((account) => [account.index, account]));
  for (const meeting of recorded.meetings) {
    const { truth, deal } = meeting;
    const account = accountOf.get(truth.engagement.account);
    const values = {
      meeting_id: meeting.id,
      person_id: meeting.person.id,
      account_id: account?.id,
      owner_id: meeting.owner.id,
      happened: dateOf(truth.day),
      booked_on: dateOf(dayOfInstant(meeting.bookedAt)),
      outcome: 'scheduled',
      subject: meetingSubject(account?.name ?? ''),
    };
    yield { at: meeting.bookedAt, values };
    const after = { ...values, outcome: truth.outcome };
    if (truth.outcome !== 'scheduled') yield { at: meeting.outcomeAt, values: after };
    if (!deal) continue;
    const at = Math.max(deal.recordedAt, meeting.outcomeAt + 1000);
    yield { at, values: { ...after, opportunity_id: deal.id } };
  }
}

export function meetingSubject(account: string): string {
  return `Introduction: ${account}`;
}

function* leadEpisodes({ recorded }: Source): Iterable<Version> {
  for (const { id, person, owner, handedAt, contactedAt, closed } of recorded.episodes) {
    const base = {
      episode_id: id,
      person_id: person.id,
      owner_id: owner.id,
      happened: dateOf(dayOfInstant(handedAt)),
      outcome: 'open',
    };
    yield { at: handedAt, values: { ...base, status: 'New' } };
    if (contactedAt !== null) yield { at: contactedAt, values: { ...base, status: 'Working' } };
    if (!closed) continue;
    const end = {
      outcome: closed.outcome,
      closed_on: dateOf(dayOfInstant(closed.at)),
      status: 'Closed',
      reason: closed.reason,
      opportunity_id: closed.deal?.id,
    };
    yield { at: closed.at, values: { ...base, ...end } };
  }
}

function* opportunities({ truth, recorded }: Source): Iterable<Version> {
  const accountOf = new Map(recorded.accounts.map((account) => [account.index, account.id]));
  for (const deal of recorded.deals) {
    const values = {
      opportunity_id: deal.id,
      happened: dateOf(deal.day),
      name: deal.name,
      account_id: accountOf.get(deal.truth.account),
      campaign_id: deal.campaign.id,
      product: PRODUCTS[deal.truth.scope.product],
      opportunity_type: deal.addOn ? 'Add-On' : 'New Business',
      lead_source: deal.campaign.programme.kind.title,
      segment: SEGMENTS[truth.accounts.segment[deal.truth.account] ?? 0],
    };
    for (const { from, user } of deal.owners)
      yield { at: from, values: { ...values, owner_id: user.id } };
  }
}

function* opportunityChanges({ recorded }: Source): Iterable<Version> {
  for (const deal of recorded.deals)
    for (const { id, recordedAt, day, state } of deal.changes) {
      const values = {
        opportunity_id: deal.id,
        change_id: id,
        happened: dateOf(day),
        stage: state.stage,
        outcome: state.outcome,
        amount: moneyText(state.amount),
        currency: 'USD',
        close_on: dateOf(state.closeDay),
        forecast_category: STAGE_INFO[state.stage].categoryName,
      };
      yield { at: recordedAt, values };
    }
}

function* contactRoles({ recorded }: Source): Iterable<Version> {
  for (const deal of recorded.deals)
    for (const { person, recordedAt, role, primary } of deal.roles) {
      const happened = dateOf(dayOfInstant(recordedAt));
      const values = {
        opportunity_id: deal.id,
        person_id: person.id,
        happened,
        role,
        is_primary: primary,
      };
      yield { at: recordedAt, values };
    }
}

function* accountListMembers({ truth, recorded }: Source): Iterable<Version> {
  for (const { id, index, recordedAt } of recorded.accounts) {
    if (truth.accounts.onList[index] === 0) continue;
    const tier = (truth.accounts.fit[index] ?? 0) > 0.75 ? 'A' : 'B';
    yield {
      at: recordedAt,
      values: { list_id: 'TARGET-LIST', account_id: id, happened: dateOf(0), tier },
    };
  }
}

function* currencies(): Iterable<Version> {
  yield { at: GO_LIVE, values: { currency: 'USD', happened: dateOf(0), rate: 1 } };
}

const SOURCES: Readonly<Record<string, Versions>> = {
  accounts,
  people,
  person_merges: personMerges,
  users,
  teams,
  products,
  campaigns,
  campaign_costs: campaignCosts,
  campaign_types: campaignTypes,
  engagements,
  meetings,
  lead_episodes: leadEpisodes,
  opportunities,
  opportunity_changes: opportunityChanges,
  contact_roles: contactRoles,
  account_list_members: accountListMembers,
  currencies,
};

function writeTable(
  table: FactTable,
  source: Source,
  at: { out: string; cutoff: number },
): WrittenFile {
  const names = table.columns.map((column) => column.name);
  const path = join(at.out, 'recorded', 'plain', `${table.name}.csv`);
  const file = new CsvFile(path, [...names, 'recorded_at', 'state']);
  for (const version of SOURCES[table.name]?.(source) ?? []) {
    if (version.at > at.cutoff) continue;
    const cells = names.map((name) => version.values[name]);
    file.write([...cells, instantText(version.at), version.state ?? 'live']);
  }
  return { path, rows: file.close() };
}

/** Writes what was entered by the end of the export day. */
export function writePlain(source: Source, at: { out: string; cutoff: number }): WrittenFile[] {
  return FACT_TABLES.map((table) => writeTable(table, source, at));
}
