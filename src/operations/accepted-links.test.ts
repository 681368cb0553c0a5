/** Which meetings and people count for which opportunity, what was known when, and withdrawal. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  accepted,
  agree,
  type Deal,
  importDeals,
  metWithin,
  rule,
  stage,
} from '../../test/definition-home.ts';
import { TemporaryHome } from '../../test/temporary-home.ts';
import type { CurvesAnswer } from './curves.ts';
import type { DefinitionsAnswer } from './definitions.ts';

const at = (day: string) => `${day}T10:00:00Z`;

interface Meeting {
  readonly id: string;
  readonly account?: string;
  readonly person?: string;
  readonly opportunity?: string;
  readonly outcome?: string;
}

/** Two deals of one account, opened on 2 February; Pia is in the buying group of the first. */
async function twoDeals(home: TemporaryHome, meetings: readonly Meeting[]): Promise<void> {
  const opened = { happened: '2026-02-02', recorded_at: at('2026-02-02') };
  await home.import(
    [
      home.csv('accounts.csv', [
        { account_id: 'A', name: 'One' },
        { account_id: 'B', name: 'Two' },
      ]),
      home.csv('people.csv', [
        { person_id: 'pia', account_id: 'B', name: 'Pia' },
        { person_id: 'pia-2', account_id: 'B', name: 'Pia' },
      ]),
      home.csv('person_merges.csv', [
        { from_person_id: 'pia-2', to_person_id: 'pia', happened: '2026-01-02' },
      ]),
      home.csv('opportunities.csv', [
        { opportunity_id: 'first', account_id: 'A', ...opened },
        { opportunity_id: 'second', account_id: 'A', ...opened },
      ]),
      home.csv(
        'opportunity_changes.csv',
        ['first', 'second'].map((id) => ({
          opportunity_id: id,
          change_id: id,
          stage: 'qualify',
          outcome: 'open',
          ...opened,
        })),
      ),
      home.csv(
        'contact_roles.csv',
        ['pia', 'pia-2'].map((person) => ({
          opportunity_id: 'first',
          person_id: person,
          ...opened,
        })),
      ),
      home.csv(
        'meetings.csv',
        meetings.map(({ id, account, person, opportunity, outcome }) => ({
          meeting_id: id,
          account_id: account ?? '',
          person_id: person ?? '',
          opportunity_id: opportunity ?? '',
          happened: '2026-02-10',
          outcome: outcome ?? 'held',
          recorded_at: at('2026-02-10'),
        })),
      ),
    ],
    { exported: '2026-12-31' },
  );
}

describe('a meeting makes an opportunity an accepted one', () => {
  const cases: readonly (readonly [what: string, meeting: Meeting, accepted: string[]])[] = [
    ['that it names', { id: 'm', account: 'A', opportunity: 'second' }, ['second']],
    ['of its account, where it names none', { id: 'm', account: 'A' }, ['first', 'second']],
    ['whose buying group took part', { id: 'm', person: 'pia' }, ['first']],
    ['whose buying group took part under a merged record', { id: 'm', person: 'pia-2' }, ['first']],
    ['only if it was held', { id: 'm', account: 'A', outcome: 'no_show' }, []],
    ['and no other', { id: 'm', account: 'B' }, []],
  ];
  for (const [what, meeting, expected] of cases) {
    it(what, async () => {
      using home = new TemporaryHome();
      await twoDeals(home, [meeting]);
      await agree(home, '2026-01-20', { rule: rule(metWithin(5)) });
      const found = await accepted(home);
      assert.deepEqual(Object.keys(found).toSorted(), expected);
      assert.ok(Object.values(found).every((day) => day === '2026-02-10'));
    });
  }

  it('and a person with two records has one role', async () => {
    using home = new TemporaryHome();
    await twoDeals(home, [{ id: 'm', account: 'A' }]);
    await agree(home, '2026-01-20', {
      rule: rule({ field: 'contact_roles', operator: '>=', value: 2 }),
    });
    assert.deepEqual(await accepted(home), {});
  });
});

describe('what was known and signed when', () => {
  it('moves a deal to the day of a change only once the change is recorded', async () => {
    using home = new TemporaryHome();
    const opened = { happened: '2026-02-02', recorded_at: at('2026-02-02') };
    await home.import(
      [
        home.csv('opportunities.csv', [{ opportunity_id: 'late', ...opened }]),
        home.csv('opportunity_changes.csv', [
          { opportunity_id: 'late', change_id: '1', stage: 'qualify', outcome: 'open', ...opened },
          {
            opportunity_id: 'late',
            change_id: '2',
            stage: 'evaluate',
            outcome: 'open',
            happened: '2026-02-20',
            recorded_at: at('2026-03-15'),
          },
        ]),
      ],
      { exported: '2026-12-31' },
    );
    await agree(home, '2026-01-20', { rule: rule(stage('evaluate')) });
    assert.deepEqual(await accepted(home, '2026-03-14'), {});
    assert.deepEqual(await accepted(home, '2026-03-15'), { late: '2026-02-20' });
  });

  it('lets opportunities count from their opening again after a withdrawal, not those before', async () => {
    using home = new TemporaryHome();
    await importDeals(home, {
      under: { changes: [['2026-02-02', 'qualify']] },
      after: { changes: [['2026-05-04', 'qualify']] },
    });
    await agree(home, '2026-01-20', { rule: rule(stage('evaluate')) });
    const ledger = await home.ledger();
    const moment = '2026-04-01T09:00:00.000Z';
    await ledger.append([
      {
        id: 'withdrawn',
        kind: 'sign',
        subject: 'definition/accepted_opportunity',
        said_at: moment,
        recorded_at: moment,
        who: { id: 's', name: 'Head of sales', role: 'sales_head' },
        body: { signs: 1, side: 'sales', withdraws: true },
        reason: null,
        seen: null,
      },
    ]);
    assert.deepEqual(await accepted(home), { after: '2026-05-04' });
    const { definition_versions, caveats } = await home.ask<CurvesAnswer>('curves', {
      as_of: '2026-12-31',
    });
    assert.equal(definition_versions['accepted_opportunity'], 0);
    assert.match(
      caveats.find(({ code }) => code === 'definition_by_opening')?.message ?? '',
      /^Version 1 of the definition counts opportunities opened from 2026-01-20 to 2026-03-31;/,
    );
  });
});

describe('versions over time', () => {
  it('gives each month the definition that held then, and past opportunities keep theirs', async () => {
    using home = new TemporaryHome();
    const deal = (day: string, later: string): Deal => ({
      changes: [
        [day, 'qualify'],
        [later, 'evaluate'],
      ],
    });
    await importDeals(home, {
      dec: deal('2025-12-10', '2026-05-10'),
      feb: deal('2026-02-10', '2026-05-10'),
      may: deal('2026-05-02', '2026-05-10'),
      firstDay: deal('2026-01-15', '2026-05-10'),
      lastDay: deal('2026-04-30', '2026-05-10'),
      newDay: deal('2026-05-01', '2026-05-10'),
    });
    await agree(home, '2026-01-15', { rule: rule(stage('evaluate')) });
    await agree(home, '2026-04-15', { rule: rule(stage('qualify')), effective_from: '2026-05-01' });
    const versions: Record<string, number | undefined> = {};
    for (const month of ['2026-01-14', '2026-02-28', '2026-04-30', '2026-05-31', '2026-07-31']) {
      const answer = await home.ask<DefinitionsAnswer>('definitions', { as_of: month });
      versions[month] = answer.definition_versions['accepted_opportunity'];
      assert.equal(answer.in_force, versions[month]);
    }
    assert.deepEqual(versions, {
      '2026-01-14': 0,
      '2026-02-28': 1,
      '2026-04-30': 1,
      '2026-05-31': 2,
      '2026-07-31': 2,
    });
    assert.deepEqual(await accepted(home, '2026-07-31'), {
      dec: '2025-12-10',
      feb: '2026-05-10',
      may: '2026-05-02',
      firstDay: '2026-05-10',
      lastDay: '2026-05-10',
      newDay: '2026-05-01',
    });
    const april = await home.ask<DefinitionsAnswer>('definitions', { as_of: '2026-04-30' });
    assert.deepEqual(
      april.versions.map(({ version, state }) => [version, state]),
      [
        [2, 'signed_for_later'],
        [1, 'in_force'],
      ],
    );
    assert.deepEqual(
      april.versions[1]?.signatures.map(({ side, by }) => [side, by.name]),
      [
        ['sales', 'Head of sales'],
        ['marketing', 'Head of marketing'],
      ],
    );
    assert.equal(
      april.caveats.find(({ code }) => code === 'definition_by_opening')?.message,
      'Version 1 of the definition counts opportunities opened from 2026-01-15 to 2026-04-30; the others count from their opening.',
    );
    const text = JSON.stringify(april);
    home.now = '2027-03-01T00:00:00.000Z';
    const again = await home.ask<DefinitionsAnswer>('definitions', { as_of: '2026-04-30' });
    assert.equal(JSON.stringify(again), text);
  });
});
