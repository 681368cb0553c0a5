/** What reps do: meetings, and leads, which are the hand-offs. */
import { instantText, startOf } from './calendar.ts';
import { LEAD_PIPELINE, LEAD_STAGES } from './hubspot-deals.ts';
import { hubspotId, latest, type Portal, type Table, table } from './hubspot-portal.ts';
import type { RecordedDeal, RecordedEpisode, RecordedMeeting } from './recorded.ts';

export function salesTables(portal: Portal): Table[] {
  return [meetingTable(portal), leadTable(portal)];
}

const OUTCOMES = { scheduled: 'SCHEDULED', held: 'COMPLETED', no_show: 'NO_SHOW' } as const;

function meetingTable(portal: Portal): Table {
  const { has } = portal;
  const rows = portal.recorded.meetings.filter((meeting) => has(meeting.bookedAt));
  const starts = (m: RecordedMeeting) =>
    startOf(m.truth.day) + (m.allDay ? 0 : (15 + (m.number % 8)) * 1_800_000 + 3_600_000);
  const account = (m: RecordedMeeting) => m.truth.engagement.account;
  const deal = (m: RecordedMeeting) => shownDeal(portal, m.deal);
  const outcome = (m: RecordedMeeting) => (has(m.outcomeAt) ? m.truth.outcome : 'scheduled');
  return table<RecordedMeeting>('meetings', rows, {
    hs_object_id: (m) => hubspotId('meeting', m.number),
    hs_timestamp: (m) => instantText(starts(m)),
    hs_meeting_title: (m) => `Introduction: ${portal.accountOf.get(account(m))?.name ?? ''}`,
    hs_meeting_start_time: (m) => instantText(starts(m)),
    hs_meeting_end_time: (m) => instantText(starts(m) + (m.allDay ? 86_400_000 : 1_800_000)),
    hs_meeting_outcome: (m) => OUTCOMES[outcome(m)],
    hubspot_owner_id: (m) => portal.ownerId(m.owner),
    hs_attendee_owner_ids: (m) => [m.owner, ...m.invitees].map(portal.ownerId).join(';'),
    associated_contact_ids: (m) => portal.contactId(m.person),
    associated_company_ids: (m) => portal.companyId(account(m)),
    associated_deal_ids: (m) => {
      const about = deal(m);
      return about ? hubspotId('deal', about.number) : null;
    },
    hs_createdate: (m) => instantText(m.bookedAt),
    hs_lastmodifieddate: (m) =>
      latest(
        [m.bookedAt, m.truth.outcome === 'scheduled' ? null : m.outcomeAt, deal(m)?.recordedAt],
        portal,
      ),
    archived: () => false,
  });
}

function shownDeal(portal: Portal, deal: RecordedDeal | null | undefined): RecordedDeal | null {
  return deal && portal.has(deal.recordedAt) && !portal.purged(deal) ? deal : null;
}

function leadTable(portal: Portal): Table {
  const { has } = portal;
  const rows = portal.recorded.episodes.filter((episode) => has(episode.handedAt));
  const closed = (e: RecordedEpisode) => (e.closed && has(e.closed.at) ? e.closed : null);
  const contactedAt = (e: RecordedEpisode) =>
    e.contactedAt !== null && has(e.contactedAt) ? e.contactedAt : null;
  const stage = (e: RecordedEpisode) =>
    LEAD_STAGES[closed(e)?.outcome ?? (contactedAt(e) === null ? 'open' : 'contacted')];
  const entered = (e: RecordedEpisode) => closed(e)?.at ?? contactedAt(e) ?? e.handedAt;
  return table<RecordedEpisode>('leads', rows, {
    hs_object_id: (e) => hubspotId('lead', e.number),
    hs_lead_name: ({ person: { name }, truth }) =>
      `${name[0]} ${name[1]}: ${truth.programme.kind.title}`,
    hs_lead_type: (e) =>
      e.truth.programme.kind.name === 'customer_add_on' ? 'UPSELL' : 'NEW_BUSINESS',
    hs_pipeline: () => LEAD_PIPELINE.id,
    hs_pipeline_stage: (e) => stage(e).id,
    hs_lead_disqualification_reason: (e) => closed(e)?.reason || null,
    hubspot_owner_id: (e) => portal.ownerId(e.owner),
    hs_primary_contact_id: (e) => portal.contactId(e.person),
    hs_primary_company_id: (e) => portal.companyId(e.truth.account),
    associated_deal_ids: (e) => {
      const deal = shownDeal(portal, closed(e)?.deal);
      return deal ? hubspotId('deal', deal.number) : null;
    },
    hs_v2_date_entered_attempting_stage_id_745667965: (e) => {
      const at = contactedAt(e);
      return at === null ? null : instantText(at);
    },
    hs_v2_date_entered_current_stage: (e) => instantText(entered(e)),
    hs_createdate: (e) => instantText(e.handedAt),
    hs_lastmodifieddate: (e) => instantText(entered(e)),
    archived: () => false,
  });
}
