/** What counts as an engagement, by type of campaign, and who decides it. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Conflict } from '../src/errors.ts';
import type { CampaignTypesAnswer } from '../src/operations/campaign-types.ts';
import type { PlanAnswer } from '../src/operations/plan.ts';
import type { SettingsAnswer } from '../src/operations/settings.ts';
import { present } from '../src/reports/present.ts';
import { TemporaryHome } from './temporary-home.ts';

const as_of = '2026-11-21';
const LANGUAGE = { locale: 'en' };

const MEMBERS = [
  ['E1', 'W', 'webinar', 'Attended'],
  ['E2', 'W', 'webinar', 'Attended'],
  ['E3', 'W', 'webinar', 'Registered'],
  ['E4', 'T', 'trade_event', ''],
  ['E5', 'P', 'webinar', 'Attended'],
] as const;

async function filled(settings = ''): Promise<TemporaryHome> {
  const home = new TemporaryHome(settings);
  const campaigns = [
    { campaign_id: 'P', happened: '2026-01-01', name: 'All', campaign_type: 'webinar' },
    { campaign_id: 'W', happened: '2026-01-01', name: 'W', campaign_type: 'webinar' },
    { campaign_id: 'T', happened: '2026-01-01', name: 'T', campaign_type: 'trade_event' },
  ].map((each) => ({ ...each, parent_id: each.campaign_id === 'W' ? 'P' : '' }));
  const members = MEMBERS.map(([engagement_id, campaign_id, campaign_type, status]) => ({
    ...{ engagement_id, campaign_id, campaign_type, status },
    ...{ person_id: engagement_id, happened: '2026-03-01' },
  }));
  await home.import([home.csv('campaigns.csv', campaigns), home.csv('engagements.csv', members)]);
  return home;
}

describe('campaign-types', () => {
  it('tells each status that was met, and what of it counts, parents apart', async () => {
    using home = await filled();
    const answer = await home.ask<CampaignTypesAnswer>('campaign-types', { as_of });
    assert.deepEqual(
      answer.types.map(({ type, success, statuses }) => [type, success, statuses]),
      [
        ['trade_event', null, [{ status: null, members: 1, counted: 1, of_parents: 0 }]],
        [
          'webinar',
          null,
          [
            { status: 'Attended', members: 3, counted: 2, of_parents: 1 },
            { status: 'Registered', members: 1, counted: 0, of_parents: 0 },
          ],
        ],
      ],
    );
    const report = present('campaign-types', answer, LANGUAGE);
    assert.equal(
      report?.sentence,
      'Of none of 2 types of campaign has the company decided what counts as an engagement.',
    );
    assert.match(report?.lead ?? '', /^3 of 5 members count\. It is as the source says/);
    assert.deepEqual(
      report?.tables[1]?.rows.map(({ cells }) => [cells['status'], cells['counts']]),
      [
        ['no status', 'yes'],
        ['Attended', '2 of them; 1 is a member of a parent campaign'],
        ['Registered', 'no'],
      ],
    );
  });

  it('knows what was decided, also of types that were never met and before any import', async () => {
    const decided = `campaign_types:
  - { type: Webinar, success: [Registered], research_days: 14, market_days: 30 }
  - { type: Podcast, develop_days: 5 }
`;
    using home = await filled(decided);
    const answer = await home.ask<CampaignTypesAnswer>('campaign-types', { as_of });
    const [, webinar, podcast] = answer.types;
    assert.deepEqual([webinar?.type, webinar?.success], ['webinar', ['Registered']]);
    assert.deepEqual(webinar?.phases, { research: 14, develop: null, execute: null, market: 30 });
    assert.deepEqual(
      webinar?.statuses.map(({ counted }) => counted),
      [0, 1],
    );
    assert.deepEqual([podcast?.type, podcast?.statuses], ['Podcast', []]);
    assert.equal(answer.decided, 1);
    using empty = new TemporaryHome(decided);
    const early = await empty.ask<CampaignTypesAnswer>('campaign-types', { as_of });
    assert.deepEqual(
      [early.types.map(({ type }) => type), early.caveats.map(({ code }) => code)],
      [['Webinar', 'Podcast'], ['no_members']],
    );
  });
});

describe('settings that are looked at', () => {
  const segments = (name: string) => `segments=[{name: ${name}, region: [EMEA]}]`;

  it('are refused where somebody has changed the same since, with both versions', async () => {
    using home = new TemporaryHome();
    await home.ask('settings', { as_of, set: [segments('One')] });
    const { seq } = await home.ask<SettingsAnswer>('settings', { as_of });
    home.now = '2026-11-21T12:01:00.000Z';
    await home.ask('settings', { as_of, set: [segments('Two')], seen: seq });
    home.now = '2026-11-21T12:02:00.000Z';
    await home.ask('settings', { as_of, set: ['currency=EUR'] });
    await assert.rejects(
      home.ask('settings', { as_of, set: [segments('Three')], seen: seq }),
      (error: Conflict) => {
        const bodyOf = (version: 'seen' | 'current') =>
          (error.details[version] as { body: { set: { segments: { name: string }[] } } }).body.set;
        assert.equal(error.code, 'conflict');
        assert.deepEqual(
          [bodyOf('seen').segments[0]?.name, bodyOf('current').segments[0]?.name],
          ['One', 'Two'],
        );
        return true;
      },
    );
  });

  it('may be changed by two at once where they are different ones', async () => {
    using home = new TemporaryHome();
    const { seq } = await home.ask<SettingsAnswer>('settings', { as_of });
    await home.ask('settings', { as_of, set: ['currency=EUR'], seen: seq });
    await home.ask('settings', { as_of, set: [segments('One')], seen: seq });
    assert.equal((await (await home.ledger()).entries()).length, 2);
  });

  it('are named in a plan: a target in another segment is told as one in which nothing is counted', async () => {
    using home = new TemporaryHome('segments: [{ name: EMEA, region: [EMEA] }]\n');
    const rows = [
      { quarter: '2027-Q1', segment: 'EMEA', bookings: 100 },
      { quarter: '2027-Q1', segment: 'mid', bookings: 100 },
    ];
    const proposed = await home.ask<PlanAnswer>('set-plan', { as_of, rows });
    const plan = await home.ask<PlanAnswer>('plan', { as_of });
    for (const { caveats } of [proposed, plan]) {
      const told = caveats.find(({ code }) => code === 'segment_not_agreed');
      assert.equal(told?.message, 'Nothing is counted in mid: the agreed segments are EMEA.');
    }
  });

  it('have names that are there once, and traits', async () => {
    using home = new TemporaryHome();
    for (const [set, message] of [
      [
        'segments=[{name: A, region: [x]}, {name: A, region: [y]}]',
        /segments\.1: "A" is there twice/,
      ],
      ['segments=[{name: A}]', /names no trait/],
      ['segments=[{name: A, region: []}]', /names nothing/],
      ['segments=[{name: A, employees_from: 9, employees_to: 8}]', /above employees_to/],
      ['campaign_types=[{type: Webinar}, {type: "webinar "}]', /"webinar" is there twice/],
      ['campaign_types=[{type: Webinar, sucess: [Attended]}]', /sucess/],
    ] as const) {
      await assert.rejects(home.ask('settings', { as_of, set: [set] }), message, set);
    }
  });
});
