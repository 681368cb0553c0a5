import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { TemporaryHome } from '../../../test/temporary-home.ts';
import type { CheckResult } from './health.ts';

const AS_OF = '2026-06-28';

interface RowsAnswer {
  readonly count: number;
  readonly rows: Record<string, string | number | null>[];
}
type Raised = Pick<CheckResult, 'check' | 'state' | 'count' | 'unknown_amounts' | 'values'> & {
  readonly money: { readonly amount: number } | null;
};

describe('records of one company and of one person', () => {
  let home: TemporaryHome;
  before(async () => {
    home = new TemporaryHome();
    const account = (account_id: string, name: string, domain: string, parent_id = '') => ({
      account_id,
      happened: `2026-01-0${account_id.slice(1)}`,
      name,
      domain,
      country: 'United States',
      parent_id,
    });
    const person = (person_id: string, name: string, email: string, account_id: string) => ({
      person_id,
      kind: 'contact',
      name,
      email,
      account_id,
    });
    const deal = (opportunity_id: string, account_id: string, amount: string) => ({
      opportunity_id,
      name: opportunity_id,
      account_id,
      happened: '2026-02-01',
      outcome: 'open',
      amount,
      close_on: '2026-09-01',
    });
    const paths = [
      home.csv('accounts.csv', [
        account('A1', 'Acme Inc', 'acme.com'),
        account('A2', 'ACME', 'www.acme.com'),
        account('A3', 'Acme Robotics', 'acme.com'),
        account('A4', 'Acme', 'acme.com', 'A1'),
        account('A5', 'Beta Tools', 'gmail.com'),
        account('A6', 'Gamma', 'gmail.com'),
        account('A7', 'Beta Tools LLC', ''),
      ]),
      home.csv('people.csv', [
        person('P1', 'Ann Lee', 'ann.lee@acme.com', 'A1'),
        person('P2', 'Lee, Ann', 'Ann.Lee+fair@acme.com', 'A2'),
        person('P3', 'Bob Roy', 'info@beta.com', 'A5'),
        person('P4', 'Cy Dean', 'info@beta.com', 'A5'),
        person('P5', 'BOB ROY', '', 'A5'),
        person('P6', 'Dee Fox', 'dee@gamma.com', 'A6'),
        person('P7', 'Dee Fox', 'dee@gamma.com', 'A6'),
      ]),
      home.csv('person_merges.csv', [
        { from_person_id: 'P7', to_person_id: 'P6', happened: '2026-02-01' },
      ]),
      home.csv('deals/opportunities.csv', [
        deal('O1', 'A2', '100.00'),
        deal('O2', 'A2', ''),
        deal('O3', 'A7', ''),
      ]),
    ];
    await home.import(paths, { exported: AS_OF });
  });
  after(() => home[Symbol.dispose]());

  const rows = async (check: string) =>
    (await home.ask<RowsAnswer>('rows', { as_of: AS_OF, figure: 'check', check, limit: 100 })).rows;
  const health = async (name: string) => {
    const { checks } = await home.ask<{ checks: Raised[] }>('data-health', { as_of: AS_OF });
    return checks.find(({ check }) => check === name);
  };

  it('accounts: each second record, the one that it is, why, and its open deals', async () => {
    const found = await rows('duplicate_accounts');
    assert.deepEqual(
      found.map(({ id, same_as, found_by, open_deals, amount }) => [
        id,
        same_as,
        found_by,
        open_deals,
        amount,
      ]),
      [
        ['A2', 'A1', 'web domain', 2, 10_000],
        ['A7', 'A5', 'name', 1, null],
      ],
    );
    const check = await health('duplicate_accounts');
    assert.deepEqual(
      [check?.state, check?.count, check?.money?.amount, check?.unknown_amounts],
      ['found', 2, 10_000, 1],
    );
    assert.deepEqual(check?.values[0], { value: 'name', count: 1 });
  });

  it('accounts that may be: a subsidiary on the same domain; a child is none of its parent', async () => {
    const found = await rows('possible_duplicate_accounts');
    assert.deepEqual(
      found.map(({ id, same_as }) => [id, same_as]),
      [
        ['A3', 'A1'],
        ['A4', 'A3'],
      ],
    );
  });

  it('people: not those who share a mailbox, nor those who are merged already', async () => {
    const found = await rows('duplicate_people');
    assert.deepEqual(
      found.map(({ id, same_as, found_by }) => [id, same_as, found_by]),
      [
        ['P2', 'P1', 'mail address'],
        ['P5', 'P3', 'name and account'],
      ],
    );
    assert.equal((await health('duplicate_people'))?.count, 2);
  });

  it('nothing was known before the first record', async () => {
    const before = await home.ask<RowsAnswer>('rows', {
      as_of: '2025-12-01',
      figure: 'check',
      check: 'duplicate_accounts',
    });
    assert.equal(before.count, 0);
  });
});
