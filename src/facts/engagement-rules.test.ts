import assert from 'node:assert/strict';
import { it } from 'node:test';
import { TemporaryHome } from '../../test/temporary-home.ts';
import { rows } from './imported-reports.ts';

type Case = readonly [type: string, status: string, counts: boolean];

/** What counts when neither the source nor a rule of the company says anything. */
const USUAL: readonly Case[] = [
  ['Conference', 'Attended', true],
  ['Conference', 'Visited Booth', true],
  ['Trade Show', 'Meeting Attended', true],
  ['trade_event', 'Follow-up requested', true],
  ['Conference', 'Registered', false],
  ['Conference', 'No-Show', false],
  ['Conference', 'Meeting No Show', false],
  ['Conference', 'Clicked', false],
  ['Field Event', 'RSVP - Yes', false],
  ['Webcast', 'Attended On-demand', true],
  ['Webinar', 'Attended', true],
  ['Webinar', 'Asked a question', true],
  ['Webinar', 'Registered', false],
  ['Webinar', 'Clicked link', false],
  ['Webinar', 'Waitlisted', false],
  ['E-mail', 'Clicked', true],
  ['Email Send', 'Clicked Link', true],
  ['Newsletter', 'Replied', true],
  ['nurture_mail', 'Opened', false],
  ['Email', 'Soft Bounced', false],
  ['Email', 'Received', false],
  ['Email', 'Queued', false],
  ['Gated content', 'Downloaded', true],
  ['Paid Social', 'Clicked', true],
  ['Content', 'Sent', false],
  ['', 'Responded', true],
  ['', 'no_show', false],
  ['Webinar', '', true],
];

async function counted(cases: readonly Case[], rules: readonly Case[]): Promise<unknown[][]> {
  using home = new TemporaryHome();
  const engagements = cases.map(([campaign_type, status], at) => ({
    engagement_id: `E${String(at).padStart(2, '0')}`,
    person_id: 'P',
    campaign_type,
    status,
    happened: '2026-03-01',
  }));
  const types = rules.map(([campaign_type, status, is_success]) => ({
    ...{ campaign_type, status, is_success },
  }));
  const files = [home.csv('engagements.csv', engagements)];
  if (types.length > 0) files.push(home.csv('campaign_types.csv', types));
  await home.import(files);
  return await rows(
    home,
    `select coalesce(campaign_type, ''), coalesce(status, ''), counts from engagements
      order by engagement_id`,
  );
}

it('what usually counts differs by the type of the campaign', async () => {
  assert.deepEqual(await counted(USUAL, []), USUAL);
});

it('a rule of the company wins over what is usual', async () => {
  const rules = USUAL.filter(([type, status]) => type !== '' && status !== '').map(
    ([type, status, counts]): Case => [type, status, !counts],
  );
  const said = new Map(rules.map(([type, status, counts]) => [`${type} ${status}`, counts]));
  const expected = USUAL.map(([type, status, counts]) => [
    type,
    status,
    said.get(`${type} ${status}`) ?? counts,
  ]);
  assert.deepEqual(await counted(USUAL, rules), expected);
});
