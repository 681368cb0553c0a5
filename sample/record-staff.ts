/** Users as the CRM holds them: one for each person who ever sat in a seat, and the marketers. */
import { dateOf, startOf } from './calendar.ts';
import type { Truth } from './company.ts';
import { emailOf, OWN_DOMAIN, personName } from './names.ts';
import { Stream } from './random.ts';
import { GO_LIVE, type RecordedUser } from './recorded.ts';
import { TEAMS } from './staff.ts';

/** Teams as the CRM holds them: the three of the AEs, then these. */
export const ALL_TEAMS = [...TEAMS, 'Sales Development', 'Marketing', 'Revenue Leadership'];
const SDR_TEAM = 3;
const MARKETING_TEAM = 4;
const LEADERS = 5;

export interface Users {
  readonly all: readonly RecordedUser[];
  /** The AE of a seat at an instant. */
  readonly ae: (slot: number, at: number) => RecordedUser;
  readonly sdr: (slot: number) => RecordedUser;
  readonly marketer: (kindIndex: number) => RecordedUser;
  /** Everyone who held the seat from an instant on, with the instant at which each began. */
  readonly holders: (slot: number, from: number) => { from: number; user: RecordedUser }[];
  readonly teamLead: (team: number) => RecordedUser;
}

export function recordUsers(truth: Truth): Users {
  const names = new Stream(truth.seed, 'user name');
  const all: RecordedUser[] = [];
  const emails = new Set<string>();
  const add = (
    role: string,
    team: number,
    more: { manager: RecordedUser | null; day: number; leftAt?: number | null; key: number },
  ): RecordedUser => {
    let attempt = 0;
    let name = personName(names.u(more.key, attempt));
    while (emails.has(emailOf(name, OWN_DOMAIN))) name = personName(names.u(more.key, ++attempt));
    const email = emailOf(name, OWN_DOMAIN);
    emails.add(email);
    const number = all.length + 1;
    const recordedAt = Math.max(GO_LIVE, startOf(more.day));
    const { manager, day, leftAt = null } = more;
    const id = `U-${String(more.key).padStart(6, '0')}`;
    const user = { number, id, name, email, team, role, manager, day, recordedAt, leftAt };
    all.push(user);
    return user;
  };
  const chief = add('Chief Revenue Officer', LEADERS, { manager: null, day: -900, key: 1 });
  const leads = ALL_TEAMS.map((_, team) =>
    team === LEADERS
      ? chief
      : add(leadRole(team), team, { manager: chief, day: -800, key: 2 + team }),
  );
  const marketers = ['Demand Generation Manager', 'Events Manager', 'Content Manager'].map(
    (role, i) =>
      add(role, MARKETING_TEAM, { manager: leads[MARKETING_TEAM]!, day: -700, key: 20 + i }),
  );
  const sdrs = Array.from({ length: truth.staff.sdrs }, (_, slot) =>
    add('Sales Development Representative', SDR_TEAM, {
      manager: leads[SDR_TEAM]!,
      day: -600,
      key: 1000 + slot,
    }),
  );
  const aes = truth.staff.aes.map((tenures, slot) =>
    tenures.map((tenure, i) => ({
      from: startOf(tenure.fromWeek * 7),
      to: startOf(tenure.toWeek * 7),
      user: add('Account Executive', truth.staff.teamOf(slot), {
        manager: leads[truth.staff.teamOf(slot)]!,
        day: tenure.fromWeek * 7,
        leftAt: i + 1 < tenures.length ? startOf(tenure.toWeek * 7) : null,
        key: 10_000 + slot * 100 + tenure.ordinal,
      }),
    })),
  );
  const seat = (slot: number) => aes[slot] ?? [];
  return {
    // Who left before the CRM went live was never entered.
    all: all.filter((user) => user.leftAt === null || user.leftAt > GO_LIVE),
    ae: (slot, at) => (seat(slot).find((t) => Math.max(at, GO_LIVE) < t.to) ?? seat(slot)[0]!).user,
    sdr: (slot) => sdrs[slot] ?? sdrs[0]!,
    marketer: (kindIndex) => marketers[kindIndex % marketers.length]!,
    holders: (slot, from) =>
      seat(slot)
        .filter((t) => t.to > Math.max(from, GO_LIVE))
        .map((t) => ({ from: Math.max(t.from, from), user: t.user })),
    teamLead: (team) => leads[team]!,
  };
}

function leadRole(team: number): string {
  if (team === SDR_TEAM) return 'SDR Manager';
  return team === MARKETING_TEAM ? 'VP Marketing' : 'Sales Manager';
}

export function teamId(team: number): string {
  return `T-${team + 1}`;
}

/** First day of a user or team, never before a plausible founding day. */
export const foundedOn = dateOf(-900);
