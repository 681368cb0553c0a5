import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { allRows } from '../src/engine/engine.ts';
import { statement } from '../src/engine/statement.ts';
import type { ImportAnswer } from '../src/operations/import.ts';
import { TemporaryHome } from './temporary-home.ts';

const meeting = (nth: number, day = 10 + nth) => ({
  meeting_id: `M${nth}`,
  person_id: `P${nth}`,
  account_id: `A${nth}`,
  happened: `2026-03-${String(day).padStart(2, '0')}`,
  outcome: 'held',
});
const meetings = (...numbers: number[]) => numbers.map((nth) => meeting(nth));

async function imported(
  home: TemporaryHome,
  name: string,
  rows: Record<string, string | null>[],
  more: Record<string, unknown> = {},
): Promise<ImportAnswer> {
  return (await home.import([home.csv(name, rows)], more)) as ImportAnswer;
}

/** Net new meetings of March as known on a day. */
async function held(home: TemporaryHome, as_of: string): Promise<number> {
  const { count } = await home.ask<{ count: number }>('rows', {
    as_of,
    figure: 'week',
    step: 'net_new_meetings',
    from: '2026-03-01',
    to: '2026-04-01',
  });
  return count;
}

async function rowsOf<T>(home: TemporaryHome, sql: string): Promise<T[]> {
  const { engine } = await home.facts();
  return allRows<T>(engine.query(statement('test', sql)));
}

describe('what is missing from a later export', () => {
  it('is gone from the day of that export on, and not before', async () => {
    using home = new TemporaryHome();
    await imported(home, 'a.csv', meetings(1, 2, 3, 4), { exported: '2026-04-01' });
    const answer = await imported(home, 'b.csv', meetings(1, 2, 4), { exported: '2026-05-01' });
    assert.deepEqual(answer.extents, [
      {
        source: 'plain',
        object: 'plain/meetings',
        exported: '2026-05-01',
        extent: 'full',
        reason: null,
        known: 4,
        missing: 1,
        vanished: 1,
      },
    ]);
    assert.equal(answer.caveats[0]?.code, 'rows_vanished');
    assert.equal(await held(home, '2026-04-30'), 4);
    assert.equal(await held(home, '2026-05-01'), 3);
    const versions = await rowsOf<{ state: string; day: string; basis: string }>(
      home,
      `select state, cast(recorded_at as date) as day, recorded_basis as basis from meetings
        where meeting_id = 'M3' order by recorded_at`,
    );
    assert.deepEqual(versions.at(-1), { state: 'vanished', day: '2026-05-01', basis: 'import' });
  });

  it('counts again from the day on which it is back', async () => {
    using home = new TemporaryHome();
    const stamped = (...numbers: number[]) =>
      meetings(...numbers).map((row) => ({ ...row, recorded_at: '2026-03-20T00:00:00Z' }));
    await imported(home, 'a.csv', stamped(1, 2, 3), { exported: '2026-04-01' });
    await imported(home, 'b.csv', stamped(1, 2), { exported: '2026-05-01' });
    assert.equal(await held(home, '2026-05-01'), 2);
    await imported(home, 'c.csv', meetings(1, 2, 3), { exported: '2026-06-01' });
    assert.deepEqual(
      [
        await held(home, '2026-04-30'),
        await held(home, '2026-05-31'),
        await held(home, '2026-06-01'),
      ],
      [3, 2, 3],
    );
  });

  it('is not gone when the export is evidently or admittedly a part', async () => {
    const all = Array.from({ length: 12 }, (_, at) => at + 1);
    const cases: [name: string, kept: number[], more: Record<string, unknown>, reason: string][] = [
      ['few', all.slice(0, 5), {}, 'few'],
      ['a filter', all.slice(0, 6), {}, 'few'],
      ['told', all.slice(0, 11), { partial: true }, 'told'],
      ['an older one', all.slice(0, 11), { exported: '2026-03-30' }, 'older'],
    ];
    for (const [name, kept, more, reason] of cases) {
      using home = new TemporaryHome();
      await imported(home, 'a.csv', meetings(...all), { exported: '2026-04-01' });
      const later = { exported: '2026-05-01', ...more };
      const answer = await imported(home, 'b.csv', meetings(...kept), later);
      assert.deepEqual([name, answer.extents[0]?.reason], [name, reason]);
      assert.equal(answer.caveats[0]?.code, 'partial_export');
      assert.equal(await held(home, '2026-06-01'), 12, name);
    }
  });

  it('is not gone when everything missing is earlier than what is there', async () => {
    using home = new TemporaryHome();
    const many = Array.from({ length: 60 }, (_, at) => ({
      ...meeting(at + 1, 1 + (at % 28)),
      meeting_id: `M${at}`,
    }));
    await imported(home, 'a.csv', many, { exported: '2026-04-01' });
    const since = many.filter(({ happened }) => happened > '2026-03-02');
    const answer = await imported(home, 'b.csv', since, { exported: '2026-05-01' });
    assert.deepEqual([answer.extents[0]?.missing, answer.extents[0]?.reason], [6, 'cut']);
    const told = await imported(home, 'b.csv', since, { partial: false });
    assert.equal(told.files[0]?.already_imported, true);
    const [{ n } = { n: 0 }] = await rowsOf<{ n: number }>(
      home,
      `select count(*) as n from meetings where state = 'vanished'`,
    );
    assert.equal(n, 6);
  });

  it('is not gone when its row was there and could not be read', async () => {
    using home = new TemporaryHome();
    await imported(home, 'a.csv', meetings(1, 2, 3, 4), { exported: '2026-04-01' });
    const bad = [...meetings(1, 2), { ...meeting(3), happened: 'soon' }];
    const answer = await imported(home, 'b.csv', bad, { exported: '2026-05-01' });
    assert.deepEqual([answer.extents[0]?.missing, answer.extents[0]?.vanished], [2, 1]);
    assert.equal(await held(home, '2026-05-01'), 3);
  });

  it('leaves objects alone that the export does not have', async () => {
    using home = new TemporaryHome();
    const accounts = home.csv('accounts.csv', [{ account_id: 'A1', name: 'Acme', segment: 'mid' }]);
    const first = home.csv('a.csv', meetings(1, 2));
    await home.import([accounts, first], { exported: '2026-04-01' });
    const { extents } = await imported(home, 'b.csv', meetings(1, 2, 3), {
      exported: '2026-05-01',
    });
    assert.deepEqual(
      extents.map(({ object, missing }) => [object, missing]),
      [['plain/meetings', 0]],
    );
  });
});

it('an edit is known from its stamp, or from the export if the stamp did not move', async () => {
  const account = (name: string, modified: string) =>
    `Id,Name,Industry,Website,CreatedDate,SystemModstamp\n001A,${name},Steel,a.example,2026-01-05T09:00:00Z,${modified}\n`;
  const knownOn = async (modified: string) => {
    using home = new TemporaryHome();
    const first = home.write('a/Account.csv', account('Acme', '2026-02-01T09:00:00Z'));
    await home.import([first], { exported: '2026-03-31' });
    await home.import([home.write('b/Account.csv', account('Acme Steel', modified))], {
      exported: '2026-06-30',
    });
    const [last] = await rowsOf<{ day: string; basis: string }>(
      home,
      `select cast(recorded_at as date) as day, recorded_basis as basis from accounts
        where superseded_at is null`,
    );
    return [last?.day, last?.basis];
  };
  assert.deepEqual(await knownOn('2026-05-02T09:00:00Z'), ['2026-05-02', 'stamp']);
  assert.deepEqual(await knownOn('2026-02-01T09:00:00Z'), ['2026-06-30', 'import']);
});

describe('increments', () => {
  it('end in the same facts as the last full export alone', async () => {
    const outcome = fc.constantFrom('held', 'no_show', 'cancelled');
    const export_ = fc.uniqueArray(fc.record({ nth: fc.integer({ min: 1, max: 20 }), outcome }), {
      selector: ({ nth }) => nth,
      minLength: 1,
      maxLength: 20,
    });
    const step = fc.record({ rows: export_, isPart: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 3 }),
        export_,
        async (steps, last) => {
          using grown = new TemporaryHome();
          using fresh = new TemporaryHome();
          const csv = (home: TemporaryHome, name: string, rows: typeof last) =>
            home.csv(
              name,
              rows.map(({ nth, outcome }) => ({ ...meeting(nth, 1 + nth), outcome })),
            );
          for (const [at, { rows, isPart }] of steps.entries()) {
            await grown.import([csv(grown, `${at}.csv`, rows)], {
              exported: `2026-0${4 + at}-01`,
              partial: isPart,
            });
          }
          await grown.import([csv(grown, 'z.csv', last)], {
            exported: '2026-09-01',
            partial: false,
          });
          await fresh.import([csv(fresh, 'z.csv', last)], { exported: '2026-09-01' });
          const latest = (home: TemporaryHome) =>
            rowsOf(
              home,
              `select meeting_id, person_id, account_id, happened, outcome from meetings
              where superseded_at is null and state = 'live' order by meeting_id`,
            );
          assert.deepEqual(await latest(grown), await latest(fresh));
        },
      ),
      { numRuns: 5, seed: 7 },
    );
  });

  it('of HubSpot too, where a merged company lives on in the one that stays', async () => {
    const company = (id: number, name: string, merged = '') =>
      `${id},${name},c${id}.example,${merged},2026-01-0${id},2026-0${id}-01`;
    const csv = (home: TemporaryHome, name: string, lines: readonly string[]) =>
      home.write(
        `${name}/companies.csv`,
        `Record ID,Company name,Company Domain Name,Merged record IDs,Create Date,Last Modified Date\n${lines.join('\n')}\n`,
      );
    const last = [company(2, 'Beta', '1;3'), company(4, 'Delta renamed'), company(5, 'Epsilon')];
    using grown = new TemporaryHome();
    using fresh = new TemporaryHome();
    const all = [1, 2, 3, 4].map((id) => company(id, `Name${id}`));
    const steps: [lines: readonly string[], exported: string, partial: boolean][] = [
      [all, '2026-05-01', false],
      [[company(2, 'Beta', '1')], '2026-06-01', true],
      [last, '2026-09-01', false],
    ];
    for (const [lines, exported, partial] of steps) {
      await grown.import([csv(grown, exported, lines)], { exported, partial });
    }
    await fresh.import([csv(fresh, 'z', last)], { exported: '2026-09-01' });
    const latest = async (home: TemporaryHome) => [
      await rowsOf(
        home,
        `select account_id, name, domain from accounts
          where superseded_at is null and state = 'live' order by account_id`,
      ),
      await rowsOf(
        home,
        `select from_account_id, to_account_id from account_merges
          where superseded_at is null order by from_account_id`,
      ),
    ];
    const [accounts, merges] = await latest(fresh);
    assert.deepEqual([accounts?.length, merges?.length], [3, 2]);
    assert.deepEqual(await latest(grown), [accounts, merges]);
  });
});
