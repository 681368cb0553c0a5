/** Users as the CRM holds them: one for each person who ever sat in a seat, and the marketers. */
import { startOf } from './calendar.ts';
import type { Truth } from './company.ts';
import type { Meeting } from './events.ts';
import { emailOf, OWN_DOMAIN, personName } from './names.ts';
import { Stream } from './random.ts';
import { GO_LIVE, type RecordedUser } from './recorded.ts';
import { TEAMS } from './staff.ts';

/** Teams as the CRM holds them: the three of the AEs, then these. */
export const ALL_TEAMS = [...TEAMS, 'Sales Development', 'Marketing', 'Revenue Leadership'];
const SDR_TEAM = 3;
const MARKETING_TEAM = 4;
const LEADERS = 5;
const MARKETERS = ['Demand Generation Manager', 'Events Manager', 'Content Manager'];

export interface Users {
  readonly all: readonly RecordedUser[];
  /** The AE of a seat at an instant. */
  readonly ae: (slot: number, at: number) => RecordedUser;
  readonly sdr: (slot: number) => RecordedUser;
  readonly marketer: (kindIndex: number) => RecordedUser;
  /** Everyone who held the seat from an instant on, with the instant at which each began. */
  readonly holders: (slot: number, from: number) => { from: number; user: RecordedUser }[];
  readonly teamLead: (team: number) => RecordedUser;
  /** Colleagues who are asked to a meeting: nobody for most values of `u`, else one or two. */
  readonly invitees: (meeting: Meeting, owner: RecordedUser, u: number) => RecordedUser[];
}

/** Share of meetings that have copies in the calendars of colleagues. */
const COPIED_MEETINGS = 0.4;

type NewUser = Pick<RecordedUser, 'role' | 'team' | 'manager' | 'day'> & {
  readonly leftAt?: number | null;
  /** Entity of the draws of the name, and the number in the id. */
  readonly key: number;
};

class UserList {
  readonly all: RecordedUser[] = [];
  readonly #names: Stream;
  readonly #emails = new Set<string>();

  constructor(seed: number) {
    this.#names = new Stream(seed, 'user name');
  }

  add({ key, leftAt = null, ...more }: NewUser): RecordedUser {
    let name = personName(this.#names.u(key));
    for (let attempt = 1; this.#emails.has(emailOf(name, OWN_DOMAIN)); attempt += 1)
      name = personName(this.#names.u(key, attempt));
    const email = emailOf(name, OWN_DOMAIN);
    this.#emails.add(email);
    const recordedAt = Math.max(GO_LIVE, startOf(more.day));
    const id = `U-${String(key).padStart(6, '0')}`;
    const user = { number: this.all.length + 1, id, name, email, recordedAt, leftAt, ...more };
    this.all.push(user);
    return user;
  }
}

interface Seat {
  readonly from: number;
  readonly to: number;
  readonly user: RecordedUser;
}

function addSeats(truth: Truth, list: UserList, leads: readonly RecordedUser[]): Seat[][] {
  return truth.staff.aes.map((tenures, slot) =>
    tenures.map((tenure, i): Seat => {
      const team = truth.staff.teamOf(slot);
      const to = startOf(tenure.toWeek * 7);
      const user = list.add({
        role: 'Account Executive',
        team,
        manager: leads[team] ?? null,
        day: tenure.fromWeek * 7,
        leftAt: i + 1 < tenures.length ? to : null,
        key: 10_000 + slot * 100 + tenure.ordinal,
      });
      return { from: startOf(tenure.fromWeek * 7), to, user };
    }),
  );
}

export function recordUsers(truth: Truth): Users {
  const list = new UserList(truth.seed);
  const top = { manager: null, day: -900, key: 1 };
  const chief = list.add({ ...top, role: 'Chief Revenue Officer', team: LEADERS });
  const leads = ALL_TEAMS.map((_, team) => {
    const more = { manager: chief, day: -800, key: 2 + team };
    return team === LEADERS ? chief : list.add({ ...more, role: leadRole(team), team });
  });
  const marketers = MARKETERS.map((role, i) => {
    const more = { manager: leads[MARKETING_TEAM] ?? null, day: -700, key: 20 + i };
    return list.add({ ...more, role, team: MARKETING_TEAM });
  });
  const sdrs = Array.from({ length: truth.staff.sdrs }, (_, slot) => {
    const more = { manager: leads[SDR_TEAM] ?? null, day: -600, key: 1000 + slot };
    return list.add({ ...more, role: 'Sales Development Representative', team: SDR_TEAM });
  });
  const aes = addSeats(truth, list, leads);
  const seat = (slot: number) => aes[slot] ?? [];
  return {
    // Who left before the CRM went live was never entered.
    all: list.all.filter((user) => user.leftAt === null || user.leftAt > GO_LIVE),
    ae: (slot, at) => (seat(slot).find((t) => Math.max(at, GO_LIVE) < t.to) ?? seat(slot)[0]!).user,
    sdr: (slot) => sdrs[slot] ?? sdrs[0]!,
    marketer: (kindIndex) => marketers[kindIndex % marketers.length]!,
    holders: (slot, from) =>
      seat(slot)
        .filter((t) => t.to > Math.max(from, GO_LIVE))
        .map((t) => ({ from: Math.max(t.from, from), user: t.user })),
    teamLead: (team) => leads[team]!,
    invitees: ({ engagement }, owner, u) => {
      const { kind, kindIndex } = engagement.programme;
      const sdr = kind.queued ? (sdrs[engagement.seat] ?? sdrs[0]!) : null;
      const asked = [sdr, owner.manager, marketers[kindIndex % marketers.length]!];
      const from = u < COPIED_MEETINGS * 0.3 ? 1 : 0;
      const to = u < COPIED_MEETINGS / 2 ? from + 1 : from + 2;
      return u < COPIED_MEETINGS ? asked.filter((user) => user !== null).slice(from, to) : [];
    },
  };
}

function leadRole(team: number): string {
  if (team === SDR_TEAM) return 'SDR Manager';
  return team === MARKETING_TEAM ? 'VP Marketing' : 'Sales Manager';
}

export function teamId(team: number): string {
  return `T-${team + 1}`;
}
