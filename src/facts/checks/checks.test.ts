/** One made fault of each kind that the sample company does not have. */

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { TemporaryHome } from '../../../test/temporary-home.ts';
import { addDays } from '../../calendar.ts';
import { CHECKS } from './checks.ts';
import { healthRows, runChecks } from './health.ts';

const AS_OF = '2026-06-28';
const PARAMETERS = { as_of: AS_OF, known_at: '2026-06-29T00:00:00', currency: 'USD' };
type Cells = Record<string, string>;

/** Won deals through the usual three stages, the last without the second. */
function wonDeals(): Cells[] {
  return Array.from({ length: 30 }, (_, number) => {
    const start = addDays('2025-09-01', number);
    const stages = ['Qualify', 'Propose', 'Negotiate'].filter(
      (stage) => number !== 29 || stage !== 'Propose',
    );
    return [...stages, 'Closed Won'].map((stage, place) =>
      change(`W${number}`, place, addDays(start, 10 * place), stage),
    );
  }).flat();
}

function change(deal: string, place: number, happened: string, stage: string, more: Cells = {}) {
  return {
    opportunity_id: deal,
    change_id: `${deal}-${place}`,
    happened,
    stage,
    outcome: stage === 'Closed Won' ? 'won' : 'open',
    amount: '1000.00',
    currency: 'USD',
    close_on: '2026-09-01',
    recorded_at: `${happened}T10:00:00Z`,
    ...more,
  };
}

function deal(opportunity_id: string, happened: string, more: Cells = {}): Cells {
  return {
    opportunity_id,
    happened,
    name: opportunity_id,
    account_id: `A-${opportunity_id}`,
    owner_id: 'U1',
    campaign_id: 'C1',
    recorded_at: `${happened}T10:00:00Z`,
    ...more,
  };
}

/** Deals of one account, of which the second and third are nearly the first. */
const TWINS: [id: string, opened: string, name: string, amount: string, lost_on?: string][] = [
  ['O-gone', '2025-12-01', 'Fleet tracking', '500.00', '2025-12-20'],
  ['O-one', '2026-01-05', 'Fleet tracking', '500.00'],
  ['O-two', '2026-02-20', 'Fleet-Tracking!', '520.00'],
  ['O-three', '2026-04-04', 'Tracking of fleet', ''],
  ['O-phase', '2026-05-10', 'Fleet tracking phase 2', '501.00'],
  ['O-large', '2026-05-11', 'Fleet tracking', '900.00'],
  ['O-other', '2026-05-12', 'Warehouse robots', '502.00'],
];

function files(home: TemporaryHome): string[] {
  const won = wonDeals();
  const opportunities = [
    ...[...new Set(won.map((row) => row['opportunity_id'] as string))].map((id, number) =>
      deal(id, addDays('2025-09-01', number)),
    ),
    deal('O-back', '2026-05-01'),
    deal('O-early', '2026-05-02'),
    deal('O-none', '2026-05-03', { account_id: '', owner_id: 'U2', campaign_id: '' }),
    deal('O-yen', '2026-05-04', { owner_id: 'U3' }),
    ...TWINS.map(([id, happened, name]) => deal(id, happened, { account_id: 'A-twin', name })),
  ];
  const changes = [
    ...won,
    change('O-back', 0, '2026-05-01', 'Negotiate'),
    change('O-back', 1, '2026-05-20', 'Qualify', { close_on: '2026-06-01' }),
    change('O-early', 0, '2026-04-20', 'Qualify'),
    change('O-none', 0, '2026-05-03', 'Qualify', { amount: '' }),
    change('O-yen', 0, '2026-05-04', 'Qualify', { currency: 'JPY' }),
    ...TWINS.flatMap(([id, happened, , amount, lost_on]) => [
      change(id, 0, happened, 'Qualify', { amount }),
      ...(lost_on ? [change(id, 1, lost_on, 'Closed Lost', { amount, outcome: 'lost' })] : []),
    ]),
  ];
  const member = (id: string, campaign_id: string, more: Cells = {}): Cells => ({
    engagement_id: id,
    person_id: 'P1',
    campaign_id,
    campaign_type: '',
    status: 'Attended',
    happened: '2026-03-01',
    counts: 'true',
    ...more,
  });
  const silent = Array.from({ length: 10 }, (_, number) =>
    member(`E-silent-${number}`, 'C2', { status: 'Invited', counts: 'false' }),
  );
  const person = (person_id: string, email: string, account_id = 'A1'): Cells => ({
    person_id,
    kind: 'lead',
    name: person_id,
    email,
    account_id,
  });
  const meeting = (meeting_id: string, more: Cells = {}): Cells => ({
    meeting_id,
    person_id: 'P1',
    account_id: 'A1',
    owner_id: 'U1',
    happened: '2026-03-10',
    booked_on: '2026-03-01',
    outcome: 'held',
    subject: meeting_id,
    recorded_at: '2026-03-01T10:00:00Z',
    ...more,
  });
  return [
    home.csv('opportunities.csv', opportunities),
    home.csv('opportunity_changes.csv', changes),
    home.csv('users.csv', [
      { user_id: 'U1', name: 'Ann', team_id: 'T1', active: 'true' },
      { user_id: 'U2', name: 'Bob', team_id: 'T1', active: 'false' },
      { user_id: 'U3', name: 'Cy', team_id: '', active: 'true' },
    ]),
    home.csv('campaigns.csv', [
      { campaign_id: 'C0', happened: '2026-01-01', campaign_type: 'fair', parent_id: '' },
      { campaign_id: 'C1', happened: '2026-01-01', campaign_type: 'fair', parent_id: 'C0' },
      { campaign_id: 'C2', happened: '2026-01-01', campaign_type: 'webinar', parent_id: '' },
      { campaign_id: 'C3', happened: '2026-01-01', campaign_type: '', parent_id: '' },
    ]),
    home.csv('campaign_types.csv', [
      { campaign_type: 'fair', status: 'Attended', is_success: 'true' },
    ]),
    home.csv('engagements.csv', [
      member('E-parent', 'C0', { campaign_type: 'fair' }),
      member('E-lost', 'C9', { campaign_type: 'fair' }),
      member('E-who', 'C1', { campaign_type: 'fair', person_id: 'P9' }),
      ...silent.map((row) => ({ ...row, campaign_type: 'webinar' })),
    ]),
    home.csv('people.csv', [
      person('P1', 'p1@acme.com'),
      person('P2', ''),
      person('P3', 'p3@gmail.com'),
      person('P4', 'p4@acme.com', ''),
    ]),
    home.csv('meetings.csv', [
      meeting('M1'),
      meeting('M2', { subject: 'M1', owner_id: 'U2' }),
      meeting('M3', { subject: 'M1' }),
      meeting('M4', { happened: '2026-08-01' }),
      meeting('M5', { account_id: '', person_id: '' }),
      meeting('M6', { booked_on: '2026-03-20' }),
      meeting('M7', { outcome: 'scheduled' }),
    ]),
  ];
}

/** What each check finds of them. */
const FOUND: Readonly<Record<string, readonly string[]>> = {
  stage_went_back: ['O-back'],
  stage_skipped: ['W29'],
  close_date_passed: ['O-back'],
  change_before_opening: ['O-early'],
  open_without_account: ['O-none'],
  open_without_amount: ['O-three', 'O-none'],
  no_campaign: ['O-none'],
  owner_gone: ['O-none'],
  user_without_team: ['U3'],
  currency_without_rate: ['O-yen'],
  parent_campaign_with_members: ['C0'],
  campaign_without_type: ['C3'],
  campaign_type_without_rule: ['webinar'],
  campaign_without_response: ['C2'],
  engagement_of_unknown_campaign: ['E-lost'],
  engagement_of_unknown_person: ['E-who'],
  person_without_email: ['P2'],
  free_mail_people: ['P3'],
  lead_without_account: ['P4'],
  meeting_copies: ['M2'],
  meeting_held_in_future: ['M4'],
  meeting_without_account: ['M5'],
  negative_lag: ['M6'],
  meeting_outcome_unknown: ['M7'],
  near_duplicate_opportunities: ['O-two', 'O-three'],
  stale_source: [],
};

describe('each check finds its fault', () => {
  let home: TemporaryHome;
  before(async () => {
    home = new TemporaryHome();
    await home.import(files(home), { exported: AS_OF });
  });
  after(() => home[Symbol.dispose]());

  for (const [check, ids] of Object.entries(FOUND)) {
    it(check, async () => {
      const { engine } = await home.facts();
      const { rows } = await healthRows(engine, check, PARAMETERS);
      assert.deepEqual(
        rows.map((row) => (row as { id: string }).id),
        ids,
      );
    });
  }

  it('counts as many as its rows, with money where there is any', async () => {
    const { engine } = await home.facts();
    const results = await runChecks(engine, PARAMETERS);
    assert.deepEqual(
      results.map(({ check }) => check).sort(),
      CHECKS.map(({ name }) => name).sort(),
    );
    for (const [check, ids] of Object.entries(FOUND)) {
      const result = results.find((each) => each.check === check);
      assert.equal(result?.state, ids.length > 0 ? 'found' : 'passed', check);
      assert.equal(result?.count, ids.length);
    }
    const yen = results.find(({ check }) => check === 'currency_without_rate');
    assert.deepEqual([yen?.amount, yen?.unknown_amounts], [0, 1]);
    assert.equal(results.find(({ check }) => check === 'owner_gone')?.unknown_amounts, 1);
    assert.equal(results.find(({ check }) => check === 'stage_went_back')?.amount, 100_000);
    const near = results.find(({ check }) => check === 'near_duplicate_opportunities');
    assert.deepEqual([near?.amount, near?.unknown_amounts], [52_000, 1]);
    const { rows } = await healthRows(engine, 'near_duplicate_opportunities', PARAMETERS);
    const of = new Set(rows.map((row) => (row as { same_as: string }).same_as));
    assert.deepEqual([...of], ['O-one']);
  });

  it('says what it lacks, and is not passed then', async () => {
    const { engine } = await home.facts();
    const results = await runChecks(engine, PARAMETERS);
    const silent = (name: string) => results.find(({ check }) => check === name);
    assert.deepEqual(
      [silent('no_contact_role')?.state, silent('no_contact_role')?.why_not],
      ['could_not_run', 'No contact roles were imported.'],
    );
    using other = new TemporaryHome();
    const people = [{ person_id: 'P1', name: 'Ann', kind: '', account_id: '' }];
    await other.import([other.csv('people.csv', people)], { exported: '2026-05-01' });
    const blank = await runChecks((await other.facts()).engine, PARAMETERS);
    const why = (name: string) => blank.find(({ check }) => check === name)?.why_not;
    assert.equal(why('lead_without_account'), 'None of the people says anything for "kind".');
    assert.equal(why('person_without_email'), 'None of the people says anything for "email".');
    assert.equal(blank.find(({ check }) => check === 'stale_source')?.count, 1);
  });

  it('a past day is asked as it was', async () => {
    const { engine } = await home.facts();
    const past = { ...PARAMETERS, as_of: '2026-05-02', known_at: '2026-05-03T00:00:00' };
    const { rows } = await healthRows(engine, 'owner_gone', past);
    assert.deepEqual(rows, []);
  });
});
