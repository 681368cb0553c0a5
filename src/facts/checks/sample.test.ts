/** The checks on the sample company, whose flaws are known one by one. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { writeSample } from '../../../sample/write-sample.ts';
import { TemporaryHome } from '../../../test/temporary-home.ts';
import { healthRows } from './health.ts';

/** Four weeks after the quarter: late entries of its last weeks are there. */
const AS_OF = '2026-10-25';
const DAYS_26_WEEKS_BEFORE = '2026-04-26';

type Row = Readonly<Record<string, string | number | null>>;

class Company {
  readonly home = new TemporaryHome('currency: USD\nfiscal_calendar: "445"\n');
  readonly folder = join(this.home.folder, 'sample');

  async make(inject: readonly string[]): Promise<void> {
    const out = this.folder;
    await writeSample({ out, seed: 1, size: 'small', asOf: AS_OF, inject, formats: ['plain'] });
    await this.home.import([join(out, 'recorded', 'plain')], { exported: AS_OF });
  }

  async rows(check: string): Promise<readonly Row[]> {
    const { engine } = await this.home.facts();
    const { rows } = await healthRows(engine, check, {
      as_of: AS_OF,
      known_at: '2026-10-26T00:00:00',
      currency: 'USD',
    });
    return rows as readonly Row[];
  }

  async count(check: string): Promise<number> {
    return (await this.rows(check)).length;
  }

  /** No cell of these two files has a comma or a line within. */
  table(path: string): Record<string, string>[] {
    const [header = '', ...lines] = readFileSync(join(this.folder, path), 'utf8')
      .trim()
      .split('\n');
    const names = header.split(',');
    return lines.map((line) => {
      const cells = line.split(',');
      return Object.fromEntries(names.map((name, place) => [name, cells[place] ?? '']));
    });
  }
}

describe('the sample company', () => {
  const company = new Company();
  let flaws: Record<string, string>[];
  let deleted: ReadonlySet<string>;
  before(async () => {
    await company.make([]);
    flaws = company.table('true/flaws.csv');
    deleted = new Set(idsOf('deleted_opportunity'));
  });
  after(() => company.home[Symbol.dispose]());

  const of = (...codes: string[]) => flaws.filter(({ flaw }) => codes.includes(flaw ?? ''));
  const idsOf = (...codes: string[]) => of(...codes).map((flaw) => flaw['recorded_id'] as string);
  const live = (ids: readonly string[]) => ids.filter((id) => !deleted.has(id));
  const found = async (check: string) => (await company.rows(check)).map(({ id }) => String(id));
  const same = (a: readonly string[], b: readonly string[]) =>
    assert.deepEqual([...a].sort(), [...b].sort());

  it('opportunities without roles, or without a primary one; a second record has none either', async () => {
    const second = live(idsOf('duplicate_opportunity'));
    same(await found('no_contact_role'), live([...idsOf('no_contact_role'), ...second]));
    same(await found('no_primary_role'), live(idsOf('no_primary_role')));
  });

  it('second records of opportunities, as far as they are not deleted', async () => {
    const second = live(idsOf('duplicate_opportunity'));
    const seen = await found('duplicate_opportunities');
    assert.ok(second.every((id) => seen.includes(id)));
    assert.ok(seen.length <= second.length + 2, `${seen.length} of ${second.length}`);
    const near = await found('near_duplicate_opportunities');
    const deals = company.table('true/opportunities.csv').length;
    assert.ok(near.length > 0 && near.length < 0.02 * deals, `${near.length} of ${deals}`);
    assert.ok(near.every((id) => !seen.includes(id)));
  });

  it('wins on the day of opening, reopened ones, and those entered long after their opening', async () => {
    same(await found('same_day_wins'), live(idsOf('same_day_win').filter((id) => id !== '')));
    const reopened = new Set(of('reopened').map((flaw) => flaw['true_id'] as string));
    same(await found('reopened'), live([...reopened]));
    const carried = new Set(idsOf('carried_over'));
    const late = await found('entered_long_after_opening');
    assert.ok(late.length > 0 && late.every((id) => carried.has(id)));
  });

  it('wins and losses of the last 26 weeks that were entered late', async () => {
    const closed = new Map(
      company
        .table('recorded/plain/opportunity_changes.csv')
        .map((change) => [change['change_id'], change['happened'] as string]),
    );
    for (const [check, code] of [
      ['late_wins', 'late_win'],
      ['late_losses', 'late_loss'],
    ] as const) {
      const recent = of(code)
        .filter((flaw) => (closed.get(flaw['recorded_id']) ?? '') > DAYS_26_WEEKS_BEFORE)
        .map((flaw) => flaw['true_id'] as string);
      same(await found(check), live(recent));
    }
  });

  it('costs of 1, costs of parents beside those of children, campaigns of which none is known', async () => {
    same(await found('placeholder_cost'), idsOf('sentinel_cost'));
    same(await found('parent_and_child_cost'), idsOf('rolled_up_cost'));
    assert.equal(await company.count('parent_campaign_with_members'), 0);
    const unknown = of('missing_cost', 'sentinel_cost').filter(({ detail }) => detail === 'actual');
    const without = await found('campaign_without_cost');
    assert.ok(unknown.every((flaw) => without.includes(flaw['true_id'] as string)));
    // The others cost nothing, as demo requests do, or have not been paid yet.
    assert.ok(without.length < unknown.length + 60, `${without.length}`);
  });

  it('accounts entered twice and not merged, leads without an account', async () => {
    const twice = of('duplicate_account').filter(({ detail }) => detail === 'not merged');
    const copies = new Set(twice.map((flaw) => flaw['recorded_id'] as string));
    const seen = await found('duplicate_accounts');
    assert.ok(Math.abs(seen.length - copies.size) <= 1, `${seen.length} of ${copies.size}`);
    const merged = new Set(idsOf('merged_person', 'converted_lead'));
    same(
      await found('lead_without_account'),
      idsOf('unmatched_lead').filter((id) => !merged.has(id)),
    );
  });

  it('meetings without an outcome, statuses that count in some campaigns only', async () => {
    same(await found('meeting_outcome_unknown'), idsOf('outcome_not_entered_yet'));
    const statuses = await found('status_counts_here_not_there');
    assert.ok(statuses.includes('trade_event / Attended'));
    assert.ok(of('own_statuses').length > 0 && statuses.length <= 4);
  });

  it('the history begins half a year after the record, when each open deal got a row', async () => {
    const [start] = await company.rows('history_starts_late');
    assert.equal(start?.['first_history'], '2024-01-01');
    const stamped = new Set((await company.rows('many_on_one_day')).map((row) => row['day']));
    assert.deepEqual([...stamped], ['2024-01-01']);
  });

  it('what is in order raises nothing', async () => {
    for (const check of [
      'losses_recorded_fell',
      'doubled_engagements',
      'stage_went_back',
      'owner_gone',
      'user_without_team',
      'currency_without_rate',
      'negative_lag',
      'meeting_copies',
      'meeting_held_in_future',
      'campaign_without_response',
      'stale_source',
      'rejected_rows',
    ]) {
      assert.equal(await company.count(check), 0, check);
    }
  });

  it('each fault of the record that is put in is raised, far above what was there', async () => {
    const faulty = new Company();
    try {
      await faulty.make(['LATE_UPDATES', 'ZOMBIES', 'MIGRATION', 'DUPLICATES', 'BACKDATED']);
      const raised: [check: string, times: number][] = [
        ['late_wins', 1.5],
        ['losses_recorded_fell', 1],
        ['close_date_passed', 1.2],
        ['many_on_one_day', 2],
        ['duplicate_people', 3],
        ['doubled_engagements', 3],
        ['same_day_wins', 1.5],
      ];
      for (const [check, times] of raised) {
        const [without, with_] = [await company.count(check), await faulty.count(check)];
        assert.ok(with_ > times * without, `${check}: ${without} → ${with_}`);
      }
    } finally {
      faulty.home[Symbol.dispose]();
    }
  });
});
