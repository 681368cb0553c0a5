/** Turns what happened into what the CRM was told, in order of time. */
import { MAX_PEOPLE } from './accounts.ts';
import { dayOfInstant, startOf, weekOf } from './calendar.ts';
import type { Truth } from './company.ts';
import {
  type Deal,
  dealId,
  type Engagement,
  engagementId,
  type Meeting,
  meetingId,
} from './events.ts';
import { companyName, PRODUCTS } from './names.ts';
import type { Programme } from './programmes.ts';
import { pairKey, Stream } from './random.ts';
import { type FirstWin, recordAccounts } from './record-accounts.ts';
import { recordCampaigns } from './record-campaigns.ts';
import { copyAccounts, copyDeals } from './record-copies.ts';
import { type DealRecord, DealRecorder } from './record-deals.ts';
import { withImport } from './record-import.ts';
import { invitations } from './record-invitations.ts';
import { addParents } from './record-parents.ts';
import { People, type Touch } from './record-people.ts';
import { recordUsers, type Users } from './record-staff.ts';
import { engagedStatus } from './record-statuses.ts';
import {
  type DealState,
  GO_LIVE,
  type Recorded,
  type RecordedCampaign,
  type RecordedDeal,
  type RecordedEngagement,
  type RecordedEpisode,
  type RecordedInvitation,
  type RecordedMeeting,
  type RecordedPerson,
} from './recorded.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const ROLES = ['Economic Buyer', 'Evaluator', 'Technical Buyer', 'Influencer', 'Executive Sponsor'];
const [NO_ROLE, NO_PRIMARY] = [0.15, 0.1];
const DELETED_SHARE = 0.005;
const ALL_DAY = 0.03;
const REASONS = ['No budget', 'Not the right person', 'Already has a solution', 'Too early'];

/** A touch of a person, and what to do with the record that it lands on. */
interface Step extends Touch {
  readonly land: (record: RecordedPerson) => void;
}

class Recorder {
  readonly #truth: Truth;
  readonly #users: Users;
  readonly #campaigns: ReadonlyMap<Programme, RecordedCampaign>;
  readonly #people: People;
  readonly #draw: Stream;
  readonly #flaw: Stream;
  readonly #steps: Step[] = [];
  readonly #deals = new Map<Deal, RecordedDeal>();
  readonly #firstWin = new Map<number, FirstWin>();
  readonly engagements: RecordedEngagement[] = [];
  readonly meetings: RecordedMeeting[] = [];
  readonly episodes: RecordedEpisode[] = [];
  readonly invitations: Omit<RecordedInvitation, 'number'>[] = [];

  constructor(truth: Truth) {
    this.#truth = truth;
    this.#users = recordUsers(truth);
    this.#campaigns = recordCampaigns(truth, this.#users);
    this.#draw = new Stream(truth.seed, 'record');
    this.#flaw = new Stream(truth.seed, 'flaw');
    this.#recordDeals();
    this.#people = new People(truth.seed, truth.world.recording, (account, at) => {
      if (truth.accounts.earlyCustomer[account] === 1) return true;
      return (this.#firstWin.get(account)?.recordedAt ?? Infinity) <= at;
    });
  }

  run(): Recorded {
    this.#people.preload(this.#truth.accounts);
    for (const engagement of this.#truth.engagements) {
      if (engagement.day < 0) continue;
      this.#planEngagement(engagement);
      this.#planEpisode(engagement);
    }
    for (const meeting of this.#truth.meetings) if (meeting.day >= 0) this.#planMeeting(meeting);
    for (const deal of this.#deals.values()) this.#planRoles(deal);
    this.#planInvitations();
    this.#steps.sort((a, b) => a.at - b.at || a.person - b.person);
    for (const step of this.#steps) step.land(this.#people.touch(step));
    return this.#result();
  }

  #result(): Recorded {
    const { seed, world } = this.#truth;
    const campaigns = this.#usedCampaigns();
    const first = [...this.#deals.values()];
    const deals = withImport(seed, world.recording.migration, [
      ...first,
      ...copyDeals(seed, first),
    ]);
    const accounts = recordAccounts(this.#truth, {
      users: this.#users,
      people: this.#people.all,
      firstWin: this.#firstWin,
    });
    const people = this.#people.all;
    return {
      users: this.#users.all,
      accounts,
      people,
      campaigns,
      parents: addParents(seed, campaigns, this.#campaigns.size),
      accountCopies: copyAccounts(seed, accounts, { people, deals }),
      invitations: this.invitations.map((row, i) => ({
        ...row,
        number: this.engagements.length + i + 1,
      })),
      engagements: this.engagements,
      meetings: this.meetings,
      episodes: this.episodes,
      deals,
    };
  }

  /** Campaigns of the CRM's own time, and older ones that an opportunity carried over refers to. */
  #usedCampaigns(): RecordedCampaign[] {
    const referred = new Set([...this.#deals.values()].map((deal) => deal.campaign));
    return [...this.#campaigns.values()].filter(
      (campaign) => campaign.programme.endDay >= 0 || referred.has(campaign),
    );
  }

  #keyOf(engagement: Engagement): number {
    return pairKey(engagement.programme.key, engagement.candidate);
  }

  /** Forms are entered at once; attendance is loaded from a list days later, or never. */
  #planEngagement(truth: Engagement): void {
    const { kind } = truth.programme;
    const key = this.#keyOf(truth);
    const missing = this.#truth.world.recording.missingRowShare(kind.name, weekOf(truth.day));
    if (kind.attendance && this.#draw.u(key, 1) < missing) return;
    const days = kind.attendance ? 1 + this.#draw.below(6, key, 2) : 0;
    const at =
      startOf(truth.day + days) + truth.minute * MINUTE + this.#draw.below(60, key, 3) * 1000;
    this.#steps.push({
      at,
      person: truth.person,
      source: kind.title,
      contact: false,
      form: true,
      land: (person) => this.#enterEngagement(truth, person, { key, at }),
    });
  }

  #enterEngagement(
    truth: Engagement,
    person: RecordedPerson,
    { key, at }: { key: number; at: number },
  ): void {
    const campaign = this.#campaigns.get(truth.programme)!;
    const days = 1 + this.#flaw.below(200, key, 1);
    const first: RecordedEngagement = {
      number: this.engagements.length + 1,
      id: engagementId(truth),
      truth,
      person,
      campaign,
      status: engagedStatus(truth, campaign.statuses),
      recordedAt: at,
      deletedAt: this.#flaw.u(key, 0) < DELETED_SHARE ? at + days * DAY : null,
      doubleOf: null,
    };
    this.engagements.push(first);
    const share = this.#truth.world.recording.doubledShare(weekOf(truth.day));
    if (this.#flaw.u(key, 2) >= share) return;
    const again = at + (1 + this.#flaw.below(60, key, 3)) * MINUTE;
    this.engagements.push({
      ...first,
      number: first.number + 1,
      id: `${first.id}-D`,
      person: this.#people.double(person, again, { key, source: truth.programme.kind.title }),
      recordedAt: again,
      deletedAt: null,
      doubleOf: first,
    });
  }

  #planInvitations(): void {
    const { people } = this.#truth.accounts;
    const crowd = {
      known: this.#people.known,
      colleague: (person: number, u: number) => {
        const account = Math.floor(person / MAX_PEOPLE);
        return account * MAX_PEOPLE + Math.floor(u * (people[account] ?? 1));
      },
    };
    for (const row of invitations(this.#truth, this.#campaigns, crowd)) {
      const { at, person, ...more } = row;
      const land = (record: RecordedPerson) =>
        this.invitations.push({
          ...more,
          person: record,
          day: dayOfInstant(at),
          recordedAt: at,
        });
      const record = this.#people.recordOf(person);
      const source = row.campaign.programme.kind.title;
      if (record) land(record);
      else this.#steps.push({ at, person, source, contact: false, form: false, land });
    }
  }

  /** The hand-off to sales: its record is the person's task or status. */
  #planEpisode(truth: Engagement): void {
    const key = this.#keyOf(truth);
    const hours = 2 * Math.exp(0.8 * this.#draw.normal(key, 4));
    const at = startOf(truth.day) + truth.minute * MINUTE + Math.min(47, hours) * 60 * MINUTE;
    const handedAt = Math.floor(at / 1000) * 1000;
    const owner = truth.programme.kind.queued
      ? this.#users.sdr(truth.seat)
      : this.#users.ae(truth.seat, handedAt);
    const source = truth.programme.kind.title;
    this.#steps.push({
      at: handedAt,
      person: truth.person,
      source,
      contact: false,
      form: false,
      land: (person) => {
        const contactedAt =
          truth.contactedDay < 0
            ? null
            : Math.max(
                handedAt + 5 * MINUTE,
                startOf(truth.contactedDay) + (540 + this.#draw.below(480, key, 5)) * MINUTE,
              );
        const closed = this.#episodeEnd(truth, key, contactedAt ?? handedAt);
        const number = this.episodes.length + 1;
        const id = `H${engagementId(truth).slice(1)}`;
        this.episodes.push({ number, id, truth, person, owner, handedAt, contactedAt, closed });
      },
    });
  }

  #episodeEnd(truth: Engagement, key: number, from: number): RecordedEpisode['closed'] {
    const meeting = truth.meeting?.next ?? truth.meeting;
    const deal = meeting?.deal ? (this.#deals.get(meeting.deal) ?? null) : null;
    if (deal)
      return {
        at: Math.max(from + MINUTE, deal.recordedAt),
        outcome: 'converted',
        reason: '',
        deal,
      };
    if (meeting?.outcome === 'scheduled') return null;
    const wait = truth.contactedDay < 0 ? 60 : 5 + this.#draw.below(20, key, 6);
    const start = meeting ? Math.max(from, startOf(meeting.day)) : from;
    const at = startOf(dayOfInstant(start) + wait) + (540 + this.#draw.below(480, key, 7)) * MINUTE;
    const rejected = truth.contactedDay >= 0 && this.#draw.u(key, 8) < 0.45;
    const reason = rejected ? (REASONS[this.#draw.below(REASONS.length, key, 9)] ?? '') : '';
    return { at, outcome: rejected ? 'rejected' : 'recycled', reason, deal: null };
  }

  #planMeeting(truth: Meeting): void {
    const key = this.#keyOf(truth.engagement);
    const minute = 540 + this.#draw.below(480, key, 10 + truth.ordinal);
    const booked = startOf(truth.bookedDay) + minute * MINUTE;
    const bookedAt = Math.max(GO_LIVE, Math.min(booked, startOf(truth.day) + 8 * 60 * MINUTE));
    const days = 0.4 * Math.exp(this.#draw.normal(key, 14 + truth.ordinal));
    const entered = startOf(truth.day) + 18 * 60 * MINUTE + Math.min(20, days) * DAY;
    const owner = this.#users.ae(truth.slot, bookedAt);
    const source = truth.engagement.programme.kind.title;
    this.#steps.push({
      at: bookedAt,
      person: truth.engagement.person,
      source,
      contact: false,
      form: false,
      land: (person) => {
        this.meetings.push({
          number: this.meetings.length + 1,
          id: meetingId(truth),
          truth,
          person,
          owner,
          bookedAt,
          outcomeAt: Math.floor(entered / 1000) * 1000,
          deal: truth.deal ? (this.#deals.get(truth.deal) ?? null) : null,
          allDay: this.#flaw.u(key, 10 + truth.ordinal) < ALL_DAY,
          invitees: this.#users.invitees(truth, owner, this.#flaw.u(key, 20 + truth.ordinal)),
        });
      },
    });
  }

  #recordDeals(): void {
    const recorder = new DealRecorder(this.#truth.seed, this.#truth.world.recording);
    let changes = 0;
    for (const truth of this.#truth.deals) {
      const record = recorder.record(truth);
      if (!record) continue;
      const id = dealId(truth);
      const numbered = record.changes.map((change, i) => {
        changes += 1;
        const state = this.#inCurrency(truth, change.state);
        return { ...change, state, number: changes, id: `${id}-${i + 1}` };
      });
      this.#deals.set(truth, { ...this.#dealBasics(truth, record), changes: numbered });
      if (truth.outcome !== 'won' || record.closedAt === null) continue;
      const known = this.#firstWin.get(truth.account);
      if (!known || record.closedAt < known.recordedAt)
        this.#firstWin.set(truth.account, { day: truth.closeDay, recordedAt: record.closedAt });
    }
  }

  /** What is sold in euro is entered in euro; the company reckons at the rate of its plan. */
  #inCurrency({ currency }: Deal, state: DealState): DealState {
    if (currency === 'USD' || state.amount === null) return state;
    return { ...state, amount: Math.round(state.amount / this.#truth.world.euroRate(0)) };
  }

  #dealBasics(truth: Deal, record: DealRecord): Omit<RecordedDeal, 'changes'> {
    const since = this.#truth.customerSince.get(truth.account);
    const product = PRODUCTS[truth.scope.product] ?? '';
    const until = record.closedAt ?? Infinity;
    return {
      number: this.#deals.size + 1,
      id: dealId(truth),
      truth,
      day: record.day,
      recordedAt: record.recordedAt,
      name: `${companyName(truth.account)} - ${product}`,
      campaign: this.#campaigns.get(truth.meeting.engagement.programme)!,
      addOn: since !== undefined && since < truth.openDay,
      owners: this.#users
        .holders(truth.slot, record.recordedAt)
        .filter((owner, i) => i === 0 || owner.from < until),
      roles: [],
      currency: truth.currency,
      copyOf: null,
      deletedAt: null,
      accountCopy: null,
      imported: null,
    };
  }

  /** The person of the meeting is the main contact; some colleagues join in the first weeks. */
  #planRoles(deal: RecordedDeal): void {
    const { truth } = deal;
    const people = this.#truth.accounts.people[truth.account] ?? 1;
    const wanted = Math.min(people - 1, this.#draw.below(5 - truth.scope.segment, truth.key, 20));
    const first = truth.person % MAX_PEOPLE;
    const others = Array.from({ length: wanted }, (_, i) => (first + 1 + i * 2) % people);
    const distinct = [...new Set(others)].filter((p) => p !== first);
    const persons = [truth.person, ...distinct.map((p) => truth.account * MAX_PEOPLE + p)];
    const source = truth.meeting.engagement.programme.kind.title;
    const u = this.#flaw.u(truth.key, 30);
    const named = u >= NO_ROLE + NO_PRIMARY;
    persons.forEach((person, i) => {
      const days = i === 0 ? 0 : this.#draw.below(30, truth.key, 30 + i);
      const at = deal.recordedAt + days * DAY + i * MINUTE;
      this.#steps.push({
        at,
        person,
        source,
        contact: true,
        form: false,
        land: (record) => {
          if (record.recordedAt === at) this.#people.convert(record, deal);
          if (u < NO_ROLE) return;
          const role = ROLES[i === 0 ? this.#draw.below(3, truth.key, 25) : i % ROLES.length] ?? '';
          const primary = i === 0 && named;
          deal.roles.push({ number: 0, person: record, recordedAt: at, role, primary });
        },
      });
    });
  }
}

/** Everything that the CRM would ever hold of this company; the writers cut it at the export day. */
export function record(truth: Truth): Recorded {
  return new Recorder(truth).run();
}
