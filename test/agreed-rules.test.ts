/** Segments and campaign types that the company has agreed on: facts follow them. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rows } from '../src/facts/imported-reports.ts';
import { TemporaryHome } from './temporary-home.ts';

const RULES = `segments:
  - { name: Large EMEA, region: [EMEA], employees_from: 1000 }
  - { name: EMEA, region: [emea] }
  - { name: Public, industry: [Government, Education], segment: [mid] }
`;

/** `account_id, segment as in the source, region, industry, employees` and what it is. */
const ACCOUNTS: readonly (readonly [string, string, string, string, number | '', string])[] = [
  ['A1', 'enterprise', 'EMEA', 'Steel', 1000, 'Large EMEA'],
  ['A2', 'enterprise', 'EMEA', 'Steel', 999, 'EMEA'],
  ['A3', 'enterprise', ' Emea ', 'Steel', '', 'EMEA'],
  ['A4', 'mid', 'Americas', 'education', 50, 'Public'],
  ['A5', 'small', 'Americas', 'Education', 50, ''],
  ['A6', '', '', '', '', ''],
];

function filled(settings: string): TemporaryHome {
  const home = new TemporaryHome(settings);
  home.csv(
    'accounts.csv',
    ACCOUNTS.map(([account_id, segment, region, industry, employees]) => ({
      ...{ account_id, happened: '2026-01-01', segment, region, industry, employees },
    })),
  );
  home.csv('opportunities.csv', [
    { opportunity_id: 'O1', happened: '2026-02-01', account_id: 'A1', segment: 'small' },
    { opportunity_id: 'O2', happened: '2026-02-01', account_id: 'A5', segment: 'mid' },
    { opportunity_id: 'O3', happened: '2026-02-01', account_id: '', segment: 'mid' },
  ]);
  home.csv('opportunity_changes.csv', [
    { opportunity_id: 'O1', change_id: '1', happened: '2026-02-01', stage: 'A', outcome: 'open' },
  ]);
  return home;
}

const files = (home: TemporaryHome) =>
  ['accounts', 'opportunities', 'opportunity_changes'].map((name) => `${home.folder}/${name}.csv`);

describe('agreed segments', () => {
  it('are those of the sources where nothing is agreed', async () => {
    using home = filled('');
    await home.import(files(home));
    assert.deepEqual(
      (await rows(home, `select coalesce(segment, '') from accounts order by account_id`)).flat(),
      ACCOUNTS.map(([, segment]) => segment),
    );
  });

  it('are the first whose traits an account has; an opportunity has that of its account', async () => {
    using home = filled(RULES);
    await home.import(files(home));
    assert.deepEqual(
      await rows(home, `select account_id, coalesce(segment, '') from accounts order by 1`),
      ACCOUNTS.map(([id, , , , , segment]) => [id, segment]),
    );
    assert.deepEqual(
      await rows(home, `select subject_id, segment from opportunity_journeys_now order by 1`),
      [
        ['O1', 'Large EMEA'],
        ['O2', null],
        ['O3', null],
      ],
    );
  });

  it('are kept with each version of an account: what was known then gives the segment of then', async () => {
    using home = filled(RULES);
    await home.import(files(home), { exported: '2026-03-01' });
    const later = home.csv('later/accounts.csv', [
      { account_id: 'A2', happened: '2026-01-01', region: 'Americas', employees: 2000 },
    ]);
    await home.import([later], { exported: '2026-05-01', partial: true });
    const known = await rows(
      home,
      `select segment from accounts where account_id = 'A2' order by recorded_at`,
    );
    assert.deepEqual(known.flat(), ['EMEA', null]);
  });

  it('may be by the segment of the source alone, also for what has no account', async () => {
    using home = filled('segments: [{ name: Middle, segment: [mid] }]\n');
    await home.import(files(home));
    assert.deepEqual(
      await rows(home, 'select subject_id, segment from opportunity_journeys_now order by 1'),
      [
        ['O1', null],
        ['O2', null],
        ['O3', 'Middle'],
      ],
    );
  });
});

describe('success statuses of a campaign type', () => {
  const MEMBERS = [
    ['E1', 'Webinar', 'Registered', true],
    ['E2', 'webinar', ' registered', true],
    ['E3', 'Webinar', 'Attended', false],
    ['E4', 'Webinar', '', true],
    ['E5', 'Conference', 'Registered', false],
    ['E6', 'Conference', 'Attended', true],
  ] as const;

  async function counted(settings: string, withRules: boolean): Promise<unknown[][]> {
    using home = new TemporaryHome(settings);
    const files = [
      home.csv(
        'engagements.csv',
        MEMBERS.map(([engagement_id, campaign_type, status]) => ({
          ...{ engagement_id, person_id: 'P', campaign_type, status, happened: '2026-03-01' },
        })),
      ),
    ];
    if (withRules) {
      const rule = { campaign_type: 'Webinar', status: 'Attended', is_success: true };
      files.push(home.csv('campaign_types.csv', [rule]));
    }
    await home.import(files);
    return await rows(home, 'select engagement_id, counts from engagements order by 1');
  }

  it('that were decided win over what is usual, and over the source; a blank status is as before', async () => {
    const decided = 'campaign_types: [{ type: webinar, success: [Registered] }]\n';
    const expected = MEMBERS.map(([id, , , counts]) => [id, counts]);
    assert.deepEqual(await counted(decided, false), expected);
    assert.deepEqual(await counted(decided, true), expected);
  });

  it('are as usual where only the lengths of phases were decided', async () => {
    const found = await counted('campaign_types: [{ type: webinar, research_days: 14 }]\n', false);
    assert.deepEqual(
      found.map(([, counts]) => counts),
      [false, false, true, true, false, true],
    );
  });

  it('changed later, they hold for what was imported before', async () => {
    using home = new TemporaryHome();
    await home.import([
      home.csv('engagements.csv', [
        {
          ...{ engagement_id: 'E1', person_id: 'P', campaign_type: 'Webinar' },
          ...{ status: 'Registered', happened: '2026-03-01' },
        },
      ]),
    ]);
    assert.deepEqual(await rows(home, 'select counts from engagements'), [[false]]);
    home.reread('campaign_types: [{ type: webinar, success: [registered] }]\n');
    assert.deepEqual(await rows(home, 'select counts from engagements'), [[true]]);
  });
});
