/** Everything that happened, with true dates and what no CRM holds: intent, fit, waiting. */
import { join } from 'node:path';
import { INDUSTRIES } from './accounts.ts';
import { dateOf, END_WEEK, FIRST_WEEK, REGIONS } from './calendar.ts';
import type { Truth } from './company.ts';
import { type ColumnMakers, moneyText, type WrittenFile, writeRows } from './csv-file.ts';
import {
  type Deal,
  dealId,
  type Engagement,
  engagementId,
  type Meeting,
  meetingId,
  NOT_YET,
  STAGES,
  type StageEntry,
} from './events.ts';
import { companyName, PRODUCTS } from './names.ts';
import type { Programme } from './programmes.ts';
import { trueCosts } from './record-costs.ts';
import { SEGMENTS } from './sizes.ts';
import { TEAMS, type Tenure } from './staff.ts';
import { accountId, personId } from './true-ids.ts';

const seatId = (slot: number) => `AE-${slot + 1}`;

/** Writes `true/`: the warm-up year, the history, the target quarter and the follow-up. */
export function writeTrue(truth: Truth, out: string): WrittenFile[] {
  const write = <Row>(name: string, rows: Iterable<Row>, makers: ColumnMakers<Row>) =>
    writeRows(join(out, 'true', `${name}.csv`), makers, rows);
  return [
    write(
      'accounts',
      Array.from({ length: truth.accounts.count }, (_, a) => a),
      accountColumns(truth),
    ),
    write('market_spells', marketSpells(truth), {
      account_id: (s) => accountId(s.account),
      from_day: (s) => dateOf(s.from * 7),
      to_day: (s) => (s.to === END_WEEK ? null : dateOf(s.to * 7)),
    }),
    write('programmes', truth.programmes, programmeColumns(truth)),
    write('seats', truth.staff.aes.flat(), {
      seat_id: (t: Tenure) => seatId(t.slot),
      team: (t) => TEAMS[truth.staff.teamOf(t.slot)],
      from_day: (t) => dateOf(t.fromWeek * 7),
      to_day: (t) => (t.toWeek === END_WEEK ? null : dateOf(t.toWeek * 7)),
      skill: (t) => t.skill.toFixed(4),
    }),
    write('engagements', truth.engagements, engagementColumns),
    write('meetings', truth.meetings, meetingColumns),
    write('opportunities', truth.deals, dealColumns),
    write('stage_entries', stageEntries(truth.deals), {
      opportunity_id: (s) => dealId(s.deal),
      happened: (s) => dateOf(s.entry.day),
      stage: (s) => STAGES[s.entry.stage],
      amount: (s) => moneyText(s.entry.amount),
    }),
  ];
}

function accountColumns(truth: Truth): ColumnMakers<number> {
  const { accounts, customerSince } = truth;
  return {
    account_id: accountId,
    name: companyName,
    segment: (a) => SEGMENTS[accounts.segment[a] ?? 0],
    region: (a) => REGIONS[accounts.region[a] ?? 0],
    industry: (a) => INDUSTRIES[accounts.industry[a] ?? 0],
    people: (a) => accounts.people[a],
    on_list: (a) => accounts.onList[a] === 1,
    fit: (a) => (accounts.fit[a] ?? 0).toFixed(4),
    customer_since: (a) => {
      const day = customerSince.get(a);
      return day === undefined ? null : dateOf(day);
    },
  };
}

function programmeColumns(truth: Truth): ColumnMakers<Programme> {
  const costs = trueCosts(truth);
  return {
    programme_id: (p) => p.id,
    kind: (p) => p.kind.name,
    owner: (p) => p.kind.owner,
    research_start: (p) => dateOf(p.phaseDays[0]),
    develop_start: (p) => dateOf(p.phaseDays[1]),
    execute_start: (p) => dateOf(p.phaseDays[2]),
    planned_live: (p) => dateOf(p.plannedDay),
    live: (p) => dateOf(p.liveDay),
    ends: (p) => dateOf(p.endDay),
    cancelled: (p) => p.cancelled,
    mean_engagements: (p) => p.mean.toFixed(2),
    planned_cost: (p) => moneyText(costs.get(p)?.planned ?? 0),
    actual_cost: (p) => moneyText(costs.get(p)?.actual ?? 0),
  };
}

const engagementColumns: ColumnMakers<Engagement> = {
  engagement_id: engagementId,
  programme_id: (e) => e.programme.id,
  kind: (e) => e.programme.kind.name,
  account_id: (e) => accountId(e.account),
  person_id: (e) => personId(e.person),
  happened: (e) => dateOf(e.day),
  in_market: (e) => e.inMarket,
  wrong_person: (e) => e.wrongPerson,
  contacted_on: (e) => (e.waited < 0 ? null : dateOf(e.contactedDay)),
  waited_working_days: (e) => (e.waited < 0 ? null : e.waited),
  never_contacted: (e) => e.waited === -2,
  multiplier: (e) => (e.multiplier < 0 ? null : e.multiplier.toFixed(4)),
};

const meetingColumns: ColumnMakers<Meeting> = {
  meeting_id: meetingId,
  engagement_id: (m) => engagementId(m.engagement),
  booked_on: (m) => dateOf(m.bookedDay),
  happened: (m) => dateOf(m.day),
  outcome: (m) => m.outcome,
  seat_id: (m) => seatId(m.slot),
  opportunity_id: (m) => (m.deal ? dealId(m.deal) : null),
};

const dealColumns: ColumnMakers<Deal> = {
  opportunity_id: dealId,
  meeting_id: (d) => meetingId(d.meeting),
  account_id: (d) => accountId(d.account),
  person_id: (d) => personId(d.person),
  seat_id: (d) => seatId(d.slot),
  team: (d) => TEAMS[d.scope.team],
  segment: (d) => SEGMENTS[d.scope.segment],
  product: (d) => PRODUCTS[d.scope.product],
  kind: (d) => d.scope.kind,
  weak: (d) => d.scope.weak,
  whale: (d) => d.whale,
  opened: (d) => dateOf(d.openDay),
  outcome: (d) => d.outcome,
  closed: (d) => (d.outcome === 'open' ? null : dateOf(d.closeDay)),
  silent_from: (d) =>
    d.outcome !== 'open' || d.stalledDay === NOT_YET ? null : dateOf(d.stalledDay),
  amount: (d) => moneyText(d.amount),
  sold_in: (d) => d.currency,
};

function* marketSpells({
  accounts,
  intent,
}: Truth): Iterable<{ account: number; from: number; to: number }> {
  for (let account = 0; account < accounts.count; account += 1) {
    let from = Number.NaN;
    for (let week = FIRST_WEEK; week <= END_WEEK; week += 1) {
      const inside = week < END_WEEK && intent.inMarket(account, week);
      if (inside && Number.isNaN(from)) from = week;
      if (inside || Number.isNaN(from)) continue;
      yield { account, from, to: week };
      from = Number.NaN;
    }
  }
}

function* stageEntries(deals: readonly Deal[]): Iterable<{ deal: Deal; entry: StageEntry }> {
  for (const deal of deals) for (const entry of deal.entries) yield { deal, entry };
}
