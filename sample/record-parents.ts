/** Parent campaigns: one for each kind and fiscal year, some with the costs of their children. */
import {
  dayOfInstant,
  quarterName,
  quarterOfWeek,
  startOf,
  WEEKS_PER_QUARTER,
} from './calendar.ts';
import type { Programme } from './programmes.ts';
import { Stream } from './random.ts';
import { GO_LIVE, type RecordedCampaign, type RecordedParent } from './recorded.ts';

const QUARTER_DAYS = 7 * WEEKS_PER_QUARTER;
const ROLL_UP_SHARE = 0.5;
const HOUR = 3_600_000;

const yearOf = (programme: Programme) =>
  Number(quarterName(quarterOfWeek(programme.plannedWeek)).slice(0, 4));

/** Hangs the campaigns under parents, numbered on from `last`. What the market brings has none. */
export function addParents(
  seed: number,
  campaigns: readonly RecordedCampaign[],
  last: number,
): RecordedParent[] {
  const groups = new Map<string, RecordedCampaign[]>();
  for (const campaign of campaigns) {
    const { kind } = campaign.programme;
    if (kind.owner === 'market') continue;
    const key = `${kind.name}-FY${yearOf(campaign.programme)}`;
    const group = groups.get(key);
    if (group) group.push(campaign);
    else groups.set(key, [campaign]);
  }
  const draw = new Stream(seed, 'parent campaign');
  const parents: RecordedParent[] = [];
  for (const [key, children] of groups) {
    const parent = makeParent(`P-${key}`, children, last + parents.length + 1, draw);
    parents.push(parent);
    for (const child of children) child.parent = parent;
  }
  return parents;
}

function makeParent(
  id: string,
  children: readonly RecordedCampaign[],
  number: number,
  draw: Stream,
): RecordedParent {
  const { programme, owner } = children[0]!;
  const year = yearOf(programme);
  const startDay = ((year - 2023) * 4 - 2) * QUARTER_DAYS;
  const earliest = Math.min(startOf(startDay - 28), ...children.map((c) => c.recordedAt));
  const filled = draw.u(programme.kindIndex * 10_000 + year) < ROLL_UP_SHARE;
  return {
    number,
    id,
    name: `${programme.kind.title} programme FY${year}`,
    kind: programme.kind,
    owner,
    recordedAt: Math.max(GO_LIVE, earliest),
    startDay,
    endDay: startDay + 4 * QUARTER_DAYS - 1,
    planned: filled ? children.reduce((sum, child) => sum + (child.planned ?? 0), 0) : null,
    actuals: filled ? rollUps(children, startDay) : [],
  };
}

/** Somebody adds the children up three weeks after the end of each quarter. */
function rollUps(children: readonly RecordedCampaign[], startDay: number) {
  const found: { at: number; amount: number }[] = [];
  for (let quarter = 1; quarter <= 6; quarter += 1) {
    const at = startOf(startDay + quarter * QUARTER_DAYS + 20) + 9 * HOUR;
    if (at <= GO_LIVE) continue;
    const spent = children.filter((child) => child.spentAt <= at);
    const amount = spent.reduce((sum, child) => sum + (child.actual ?? 0), 0);
    if (amount > (found[found.length - 1]?.amount ?? 0)) found.push({ at, amount });
  }
  return found;
}

export function parentStatus({ startDay, endDay }: RecordedParent, instant: number): string {
  const day = dayOfInstant(instant);
  if (day > endDay) return 'Completed';
  return day >= startDay ? 'In Progress' : 'Planned';
}

/** The instants at which its status changed, the first one when it was entered. */
export function parentMoments({ recordedAt, startDay, endDay }: RecordedParent): number[] {
  const later = [startOf(startDay), startOf(endDay + 1)];
  return [recordedAt, ...later.filter((at) => at > recordedAt)];
}
