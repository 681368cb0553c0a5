import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TemporaryHome } from '../../test/temporary-home.ts';
import type { RowsAnswer } from './rows.ts';

const home = new TemporaryHome('as_of: 2026-03-31\n');

before(async () => {
  const happened = '2026-01-05';
  const files = [
    home.csv('teams.csv', [
      { team_id: 'T1', happened, name: 'North', region: 'EMEA' },
      { team_id: 'T2', happened, name: 'South', region: 'Americas' },
    ]),
    home.csv('users.csv', [
      { user_id: 'U1', happened, name: 'Una', team_id: 'T1' },
      { user_id: 'U2', happened, name: 'Udo', team_id: 'T2' },
      { user_id: 'U3', happened, name: 'Ugo', team_id: null },
    ]),
    home.csv('accounts.csv', [
      { account_id: 'A1', happened, name: 'One', region: 'EMEA' },
      { account_id: 'A2', happened, name: 'Two', region: 'Americas' },
      { account_id: 'A3', happened, name: 'Three', region: 'EMEA' },
    ]),
    home.csv(
      'opportunities.csv',
      [
        ['O1', 'A1', 'U1'],
        ['O2', 'A2', 'U1'],
        ['O3', 'A3', 'U2'],
        ['O4', 'A2', 'U3'],
      ].map(([opportunity_id = '', account_id = '', owner_id = '']) => ({
        opportunity_id,
        account_id,
        owner_id,
        happened: '2026-02-03',
        name: `Deal ${opportunity_id}`,
        stage: 'Qualify',
        outcome: 'open',
        amount: 1000,
        currency: 'USD',
        close_on: '2026-06-30',
      })),
    ),
  ];
  await home.import(files, { exported: '2026-03-31' });
});

after(() => home[Symbol.dispose]());

async function seen(teams: string[], regions: string[], more = {}): Promise<RowsAnswer> {
  home.scope = { teams, regions };
  return home.ask('rows', {
    as_of: '2026-03-31',
    figure: 'week',
    step: 'opportunities',
    from: '2026-02-02',
    to: '2026-02-09',
    ...more,
  });
}

const ids = ({ rows }: RowsAnswer) => rows.map(({ id }) => id);

describe('rows are those of one’s teams and regions, figures are whole', () => {
  const cases: readonly (readonly [string[], string[], string[]])[] = [
    [[], [], ['O1', 'O2', 'O3', 'O4']],
    [['North'], [], ['O1', 'O2']],
    [[], ['EMEA'], ['O1', 'O3']],
    [['North'], ['EMEA'], ['O1']],
    [['North', 'South'], [], ['O1', 'O2', 'O3']],
    [['Nowhere'], [], []],
  ];
  for (const [teams, regions, expected] of cases) {
    test(`teams ${teams.join(', ') || 'all'}, regions ${regions.join(', ') || 'all'}`, async () => {
      const answer = await seen(teams, regions);
      assert.deepEqual(ids(answer), expected);
      assert.deepEqual([answer.count, answer.rows_hidden], [4, 4 - expected.length]);
      const codes = expected.length === 4 ? [] : ['row_scope'];
      assert.deepEqual(
        answer.caveats.map(({ code }) => code),
        codes,
      );
    });
  }

  test('pages are pages of what is seen', async () => {
    assert.deepEqual(ids(await seen(['North'], [], { limit: 1, offset: 1 })), ['O2']);
  });

  test('a fault of the data is limited in the same way', async () => {
    home.scope = { teams: [], regions: ['Americas'] };
    const asked = { as_of: '2026-03-31', figure: 'check', check: 'no_contact_role' };
    const answer = await home.ask<RowsAnswer>('rows', asked);
    assert.deepEqual(ids(answer).toSorted(), ['O2', 'O4']);
  });
});
