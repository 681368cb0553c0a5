/** Rows of the plain export: campaigns, engagements, meetings, hand-offs. */
import { dateOf, dayOfInstant } from './calendar.ts';
import { moneyText } from './csv-file.ts';
import { KINDS } from './kinds.ts';
import type { Source, Version } from './plain-version.ts';
import { campaignMoments, statusOf } from './record-campaigns.ts';
import { GO_LIVE } from './recorded.ts';

export function* campaigns({ recorded }: Source): Iterable<Version> {
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

export function* campaignCosts({ recorded }: Source): Iterable<Version> {
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

export function* campaignTypes(): Iterable<Version> {
  for (const { name, status, owner } of KINDS) {
    const base = { campaign_type: name, happened: dateOf(0), owner };
    yield { at: GO_LIVE, values: { ...base, status, is_success: true } };
    yield { at: GO_LIVE, values: { ...base, status: 'Sent', is_success: false } };
  }
}

export function* engagements({ recorded }: Source): Iterable<Version> {
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

export function* meetings({ recorded }: Source): Iterable<Version> {
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

export function* leadEpisodes({ recorded }: Source): Iterable<Version> {
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
