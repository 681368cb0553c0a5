/** Rows of the plain export: campaigns and what they cost. */
import { dateOf, dayOfInstant } from './calendar.ts';
import { moneyText } from './csv-file.ts';
import { KINDS } from './kinds.ts';
import type { Source, Version } from './plain-version.ts';
import { campaignMoments, statusOf } from './record-campaigns.ts';
import { parentMoments, parentStatus } from './record-parents.ts';
import { usualStatuses } from './record-statuses.ts';
import { GO_LIVE } from './recorded.ts';

export function* campaigns({ recorded }: Source): Iterable<Version> {
  for (const parent of recorded.parents)
    for (const at of parentMoments(parent)) {
      const values = {
        campaign_id: parent.id,
        happened: dateOf(parent.startDay),
        name: parent.name,
        campaign_type: parent.kind.name,
        status: parentStatus(parent, at),
        owner_id: parent.owner.id,
        ends_on: dateOf(parent.endDay),
      };
      yield { at, values };
    }
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
        parent_id: campaign.parent?.id,
        owner_id: campaign.owner.id,
        ends_on: dateOf(ends),
      };
      yield { at, values };
    }
  }
}

/** What was never entered has no row. */
export function* campaignCosts({ recorded }: Source): Iterable<Version> {
  const version = (
    id: string,
    kind: string,
    cost: { at: number; day: number; amount: number },
  ) => ({
    at: cost.at,
    values: {
      cost_id: `${id}-${kind}`,
      campaign_id: id,
      happened: dateOf(cost.day),
      kind,
      amount: moneyText(cost.amount),
      currency: 'USD',
    },
  });
  for (const { id, planned, recordedAt, startDay, actuals } of recorded.parents) {
    if (planned !== null)
      yield version(id, 'planned', { at: recordedAt, day: startDay, amount: planned });
    for (const { at, amount } of actuals)
      yield version(id, 'actual', { at, day: dayOfInstant(at), amount });
  }
  for (const campaign of recorded.campaigns) {
    const { id, planned, actual, recordedAt } = campaign;
    const { plannedDay } = campaign.programme;
    if (planned !== null)
      yield version(id, 'planned', { at: recordedAt, day: plannedDay, amount: planned });
    const { spentAt, spentDay } = campaign;
    if (actual !== null)
      yield version(id, 'actual', { at: spentAt, day: spentDay, amount: actual });
  }
}

/** The rule of each type, and of each campaign that was set up otherwise. */
export function* campaignTypes({ recorded }: Source): Iterable<Version> {
  for (const kind of KINDS)
    for (const { label, counts } of usualStatuses(kind)) {
      const base = { campaign_type: kind.name, happened: dateOf(0), owner: kind.owner };
      yield { at: GO_LIVE, values: { ...base, status: label, is_success: counts } };
    }
  for (const { id, programme, statuses, recordedAt } of recorded.campaigns) {
    const { kind } = programme;
    if (statuses === usualStatuses(kind)) continue;
    const happened = dateOf(dayOfInstant(recordedAt));
    const base = { campaign_type: kind.name, campaign_id: id, happened, owner: kind.owner };
    for (const { label, counts } of statuses)
      yield { at: recordedAt, values: { ...base, status: label, is_success: counts } };
  }
}
