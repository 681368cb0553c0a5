/** Programmes as campaigns of the CRM, with planned and actual cost. */
import { dateOf, dayOfInstant, quarterName, quarterOfWeek, startOf } from './calendar.ts';
import type { Truth } from './company.ts';
import type { Programme } from './programmes.ts';
import { CostEntry, trueCosts } from './record-costs.ts';
import type { Users } from './record-staff.ts';
import { statusesOf } from './record-statuses.ts';
import { GO_LIVE, type RecordedCampaign } from './recorded.ts';

const TOPICS = [
  'Fewer Spreadsheets',
  'Faster Close',
  'Audit Ready',
  'Planning in Hard Times',
  'From Data to Decision',
  'One Source of Truth',
  'Automation That Lasts',
  'Working Capital',
  'The Quiet Rollout',
  'Peer Stories',
];
const PLACES = [
  'Chicago',
  'London',
  'Munich',
  'Boston',
  'Paris',
  'Denver',
  'Madrid',
  'Toronto',
  'Amsterdam',
  'Austin',
];

const at = (list: readonly string[], i: number) => list[i % list.length] ?? '';

function nameOf(programme: Programme): string {
  const { kind, ordinal, plannedWeek, plannedDay } = programme;
  const month = dateOf(plannedDay).slice(0, 7);
  if (kind.everyWeeks === 13) return `${kind.title}s ${quarterName(quarterOfWeek(plannedWeek))}`;
  if (kind.name === 'trade_event') return `${at(PLACES, ordinal * 3)} Operations Summit ${month}`;
  if (kind.name === 'field_dinner') return `Dinner in ${at(PLACES, ordinal * 7 + 1)} ${month}`;
  if (kind.name === 'nurture_mail') return `Nurture mail ${dateOf(plannedDay)}`;
  return `${kind.title}: ${at(TOPICS, ordinal)} ${month}`;
}

/** Every programme as a campaign, still without its parent. */
export function recordCampaigns(truth: Truth, users: Users): Map<Programme, RecordedCampaign> {
  const costs = trueCosts(truth);
  const entry = new CostEntry(truth.seed);
  const found = new Map<Programme, RecordedCampaign>();
  for (const programme of truth.programmes) {
    const { kind } = programme;
    const spentDay = programme.endDay + 1;
    const sdr = kind.name === 'outbound';
    found.set(programme, {
      number: found.size + 1,
      id: programme.id,
      programme,
      name: nameOf(programme),
      owner:
        sdr || !kind.queued ? users.teamLead(sdr ? 3 : 5) : users.marketer(programme.kindIndex),
      recordedAt: Math.max(
        GO_LIVE,
        startOf(Math.min(programme.phaseDays[0], programme.plannedDay - 14)),
      ),
      parent: null,
      statuses: statusesOf(truth.seed, programme),
      ...entry.enter(programme, costs.get(programme) ?? { planned: 0, actual: 0 }),
      spentDay,
      spentAt: Math.max(GO_LIVE, startOf(spentDay + 14)) + 34_200_000,
    });
  }
  return found;
}

/** What the CRM calls the state of a campaign on a day. */
export function statusOf(campaign: RecordedCampaign, instant: number): string {
  const { programme } = campaign;
  const day = dayOfInstant(instant);
  if (programme.cancelled && day >= programme.plannedDay) return 'Aborted';
  if (day > programme.endDay) return 'Completed';
  return day >= programme.liveDay ? 'In Progress' : 'Planned';
}

/** The instants at which the state of a campaign changed, the first one when it was entered. */
export function campaignMoments(campaign: RecordedCampaign): number[] {
  const { recordedAt, programme } = campaign;
  const later = programme.cancelled
    ? [startOf(programme.plannedDay)]
    : [startOf(programme.liveDay), startOf(programme.endDay + 1)];
  return [recordedAt, ...later.filter((at) => at > recordedAt)];
}
