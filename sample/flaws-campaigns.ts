/** Flaws of campaigns, their costs and members, and of meetings. */
import { dateOf, dayOfInstant } from './calendar.ts';
import { type Engagement, engagementId, meetingId } from './events.ts';
import { coverage, type Exported, type Flaw, type FlawCode } from './flaws.ts';
import { SENTINEL } from './record-costs.ts';
import { usualStatuses } from './record-statuses.ts';
import type { RecordedCampaign, RecordedEngagement } from './recorded.ts';

export function* campaignFlaws(exported: Exported): Iterable<Flaw> {
  const { recorded, cutoff } = exported;
  const { has } = coverage(cutoff);
  for (const { id, recordedAt, planned, actuals, kind } of recorded.parents) {
    if (!has(recordedAt)) continue;
    const base = { recordedId: id, trueId: '', detail: kind.name };
    yield { ...base, flaw: 'parent_campaign', table: 'campaigns' };
    if (planned === null) continue;
    const table = 'campaign_costs';
    yield { ...base, flaw: 'rolled_up_cost', table, recordedId: `${id}-planned` };
    if (actuals.some(({ at }) => has(at)))
      yield { ...base, flaw: 'rolled_up_cost', table, recordedId: `${id}-actual` };
  }
  const members = new Map<RecordedCampaign, number>();
  for (const { campaign, recordedAt } of recorded.invitations)
    if (has(recordedAt)) members.set(campaign, (members.get(campaign) ?? 0) + 1);
  for (const campaign of recorded.campaigns) {
    const { id, programme, statuses } = campaign;
    if (!has(campaign.recordedAt)) continue;
    yield* costFlaws(campaign, has);
    const base = { recordedId: id, trueId: id };
    if (statuses !== usualStatuses(programme.kind)) {
      const counting = statuses.filter(({ counts }) => counts).map(({ label }) => label);
      const detail = counting.join(' or ');
      yield { ...base, flaw: 'own_statuses', table: 'campaign_types', detail };
    }
    const rows = members.get(campaign);
    if (rows !== undefined)
      yield { ...base, flaw: 'non_counting_members', table: 'engagements', detail: String(rows) };
  }
}

function* costFlaws(
  { id, programme, planned, actual, spentAt }: RecordedCampaign,
  has: (at: number) => boolean,
): Iterable<Flaw> {
  const entered = [
    ['planned', planned],
    ['actual', has(spentAt) ? actual : undefined],
  ] as const;
  for (const [kind, amount] of entered) {
    const base = { table: 'campaign_costs', trueId: programme.id, detail: kind };
    if (amount === null) yield { ...base, flaw: 'missing_cost', recordedId: '' };
    if (amount === SENTINEL) yield { ...base, flaw: 'sentinel_cost', recordedId: `${id}-${kind}` };
  }
}

export function* engagementFlaws({ truth, recorded, cutoff }: Exported): Iterable<Flaw> {
  const { has, hasDay } = coverage(cutoff);
  const table = 'engagements';
  const first = new Map<Engagement, RecordedEngagement>();
  for (const row of recorded.engagements) {
    if (!row.doubleOf) first.set(row.truth, row);
    if (!has(row.recordedAt)) continue;
    const base = { table, recordedId: row.id, trueId: engagementId(row.truth) };
    if (row.doubleOf) yield { ...base, flaw: 'doubled_engagement', detail: row.doubleOf.id };
    if (row.deletedAt !== null && has(row.deletedAt)) {
      const detail = dateOf(dayOfInstant(row.deletedAt));
      yield { ...base, flaw: 'deleted_engagement', detail };
    }
  }
  for (const engagement of truth.engagements) {
    if (engagement.day < 0 || !hasDay(engagement.day)) continue;
    const row = first.get(engagement);
    if (row && has(row.recordedAt)) continue;
    const flaw = row ? 'attendance_not_loaded_yet' : 'missing_attendance';
    yield { flaw, table, recordedId: '', trueId: engagementId(engagement), detail: '' };
  }
}

export function* meetingFlaws({ recorded, cutoff }: Exported): Iterable<Flaw> {
  const { has, hasDay } = coverage(cutoff);
  for (const { id, truth, bookedAt, outcomeAt, allDay, invitees } of recorded.meetings) {
    if (!has(bookedAt)) continue;
    const found: [FlawCode, string][] = [];
    if (truth.bookedDay < 0) found.push(['carried_over', dateOf(truth.bookedDay)]);
    if (allDay) found.push(['all_day_event', '']);
    if (invitees.length > 0) found.push(['child_events', String(invitees.length)]);
    const over = truth.outcome !== 'scheduled' && hasDay(truth.day);
    if (over && !has(outcomeAt)) found.push(['outcome_not_entered_yet', truth.outcome]);
    for (const [flaw, detail] of found)
      yield { flaw, table: 'meetings', recordedId: id, trueId: meetingId(truth), detail };
  }
}
