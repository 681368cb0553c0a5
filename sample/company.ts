/** Runs the company day by day under a world, and returns everything that truly happened. */
import { type Accounts, Intent, makeAccounts } from './accounts.ts';
import {
  END_DAY,
  FIRST_DAY,
  FIRST_WEEK,
  type Region,
  WorkingDays,
  weekday,
  weekOf,
} from './calendar.ts';
import { Deals } from './deals.ts';
import { Engager } from './engage.ts';
import type { Deal, Engagement, Meeting } from './events.ts';
import { FollowUp } from './follow-up.ts';
import { Meetings } from './meet.ts';
import { makeProgrammes, type Programme } from './programmes.ts';
import { type Size, type SizeName, sizeOf } from './sizes.ts';
import { makeStaff, type Staff } from './staff.ts';
import { baselineWorld, type World } from './world.ts';

/** Everything that happened, with the latent state that no CRM holds. */
export interface Truth {
  readonly seed: number;
  readonly size: Size;
  readonly world: World;
  readonly accounts: Accounts;
  readonly intent: Intent;
  readonly staff: Staff;
  readonly programmes: readonly Programme[];
  /** In order of day. */
  readonly engagements: readonly Engagement[];
  readonly meetings: readonly Meeting[];
  readonly deals: readonly Deal[];
  /** Account to the day of its first won opportunity; before the warm-up: FIRST_DAY - 1. */
  readonly customerSince: ReadonlyMap<number, number>;
}

export interface Settings {
  readonly seed: number;
  readonly size: SizeName;
  /** The day before which the run ends, if not at the end of the follow-up. */
  readonly until?: number;
  /** Another run of the same seed and size: what it shares with this one is not made again. */
  readonly like?: Pick<Truth, 'accounts' | 'intent'> | null;
}

/** The truth of a company. `wrap` puts causes around the baseline world. */
export function simulate(
  settings: Settings,
  wrap: (world: World) => World = (world) => world,
): Truth {
  const { seed, like } = settings;
  const size = sizeOf(settings.size);
  const world = wrap(baselineWorld(seed));
  const accounts = like?.accounts ?? makeAccounts(seed, size.accounts);
  const intent = like?.intent.holdsIn(world) ? like.intent : new Intent(seed, accounts, world);
  const staff = makeStaff(seed, size, world);
  const working = [0, 1].map((region) => new WorkingDays(region as Region, () => false));
  const selling = [0, 1].map(
    (region) => new WorkingDays(region as Region, (day) => world.dayLost(day, region as Region)),
  );
  const programmes = makeProgrammes(seed, size, world);
  const company = { size, world, accounts, intent, staff, working, selling };
  const parts: Parts = {
    engager: new Engager(seed, company),
    followUp: new FollowUp(seed, company),
    meetings: new Meetings(seed, company),
    deals: new Deals(seed, company),
    customerSince: new Map(),
  };
  for (let a = 0; a < accounts.count; a += 1)
    if (accounts.earlyCustomer[a] === 1) becomeCustomer(parts, a, FIRST_DAY - 1);
  const engagements = runDays(company, parts, { programmes, until: settings.until ?? END_DAY });
  const meetings = engagements
    .flatMap((e) => (e.meeting ? [e.meeting, ...(e.meeting.next ? [e.meeting.next] : [])] : []))
    .sort((a, b) => a.day - b.day);
  const { customerSince } = parts;
  const deals = parts.deals.all;
  return {
    seed,
    size,
    world,
    accounts,
    intent,
    staff,
    programmes,
    engagements,
    meetings,
    deals,
    customerSince,
  };
}

interface Parts {
  readonly engager: Engager;
  readonly followUp: FollowUp;
  readonly meetings: Meetings;
  readonly deals: Deals;
  readonly customerSince: Map<number, number>;
}

function becomeCustomer(parts: Parts, account: number, day: number): void {
  if (!parts.customerSince.has(account)) parts.customerSince.set(account, day);
}

function runDays(
  company: { staff: Staff; accounts: Accounts },
  parts: Parts,
  { programmes, until }: { programmes: readonly Programme[]; until: number },
): Engagement[] {
  const { followUp, meetings, deals } = parts;
  const regionOf = (account: number) => (company.accounts.region[account] ?? 0) as Region;
  const slotOf = (account: number) => company.staff.aeOf(account, regionOf(account));
  const arriving = new Map<number, Engagement[]>();
  const all: Engagement[] = [];
  for (let day = FIRST_DAY; day < until; day += 1) {
    if (weekday(day) === 0) addWeek(arriving, engagementsOfWeek(parts, programmes, weekOf(day)));
    const today = (arriving.get(day) ?? []).sort(
      (a, b) => a.programme.key - b.programme.key || a.candidate - b.candidate,
    );
    arriving.delete(day);
    for (const engagement of today) {
      all.push(engagement);
      engagement.seat = slotOf(engagement.account);
      followUp.handOff(engagement);
    }
    followUp.day(day, (e, at) => meetings.decide(e, at, slotOf(e.account)));
    meetings.day(day, (meeting, openDay, weak) => deals.open(meeting, openDay, weak));
    deals.day(day, (deal) => becomeCustomer(parts, deal.account, day));
  }
  return all;
}

/** Programmes whose first week this is give all their engagements; weekly sources give this week's. */
function engagementsOfWeek(
  parts: Parts,
  programmes: readonly Programme[],
  week: number,
): Engagement[] {
  const found: Engagement[] = [];
  for (const programme of programmes) {
    const start = weekOf(programme.liveDay);
    const { name } = programme.kind;
    const running = start <= week && week < start + programme.kind.arrival.length;
    if (!running || programme.cancelled) continue;
    if (name === 'demo_request') found.push(...parts.engager.demos(programme, week));
    else if (name === 'customer_add_on')
      found.push(...parts.engager.addOns(programme, week, parts.customerSince));
    else if (start === week || (week === FIRST_WEEK && start < week))
      found.push(...parts.engager.fromProgramme(programme));
  }
  return found;
}

function addWeek(arriving: Map<number, Engagement[]>, found: readonly Engagement[]): void {
  for (const engagement of found) {
    const list = arriving.get(engagement.day) ?? [];
    list.push(engagement);
    arriving.set(engagement.day, list);
  }
}
