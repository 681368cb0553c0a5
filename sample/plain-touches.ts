/** Rows of the plain export: engagements, meetings, hand-offs. */
import { dateOf, dayOfInstant } from './calendar.ts';
import { onCopy, type Source, type Version } from './plain-version.ts';

export function* engagements({ recorded, accountOf }: Source): Iterable<Version> {
  for (const row of recorded.engagements) {
    const { id, truth, person, campaign, status, recordedAt, deletedAt } = row;
    const values = {
      engagement_id: id,
      person_id: person.id,
      account_id: person.matched ? accountOf.get(person.account)?.id : null,
      campaign_id: campaign.id,
      campaign_type: truth.programme.kind.name,
      status,
      happened: dateOf(truth.day),
      counts: true,
    };
    const live = { at: recordedAt, values };
    if (deletedAt === null && !person.accountCopy) yield live;
    else if (deletedAt === null) yield* onCopy(person.accountCopy, [live]);
    else
      yield* onCopy(person.accountCopy, [
        live,
        { at: deletedAt, state: 'deleted' as const, values },
      ]);
  }
  for (const { id, person, campaign, status, day, recordedAt } of recorded.invitations) {
    const values = {
      engagement_id: id,
      person_id: person.id,
      account_id: person.matched ? accountOf.get(person.account)?.id : null,
      campaign_id: campaign.id,
      campaign_type: campaign.programme.kind.name,
      status,
      happened: dateOf(day),
      counts: false,
    };
    if (person.accountCopy) yield* onCopy(person.accountCopy, [{ at: recordedAt, values }]);
    else yield { at: recordedAt, values };
  }
}

export function* meetings({ recorded, accountOf }: Source): Iterable<Version> {
  for (const meeting of recorded.meetings) {
    const { truth, deal, person } = meeting;
    const account = accountOf.get(truth.engagement.account);
    const values = {
      meeting_id: meeting.id,
      person_id: person.id,
      account_id: person.matched ? account?.id : null,
      owner_id: meeting.owner.id,
      happened: dateOf(truth.day),
      booked_on: dateOf(dayOfInstant(meeting.bookedAt)),
      outcome: 'scheduled',
      subject: meetingSubject(account?.name ?? ''),
    };
    const versions: Version[] = [{ at: meeting.bookedAt, values }];
    const after = { ...values, outcome: truth.outcome };
    if (truth.outcome !== 'scheduled') versions.push({ at: meeting.outcomeAt, values: after });
    if (deal) {
      const at = Math.max(deal.recordedAt, meeting.outcomeAt + 1000);
      versions.push({ at, values: { ...after, opportunity_id: deal.id } });
    }
    yield* onCopy(person.accountCopy, versions);
  }
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

export function meetingSubject(account: string): string {
  return `Introduction: ${account}`;
}
