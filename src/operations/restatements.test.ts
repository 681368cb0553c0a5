import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { agree, importDeals, rule, stage } from '../../test/definition-home.ts';
import { TemporaryHome } from '../../test/temporary-home.ts';
import type { FreezeWeekAnswer } from './freeze-week.ts';
import type { RestatementsAnswer } from './restatements.ts';
import type { RowsAnswer } from './rows.ts';

const WEEK = '2026-03-02';
const FROZEN_ON = '2026-03-09';

type Row = Record<string, string | null>;

const meeting = (id: string, account: string, day: string, more: Row = {}): Row => ({
  meeting_id: id,
  person_id: `P${account}`,
  account_id: account,
  happened: day,
  outcome: 'held',
  state: 'live',
  ...more,
});
const deal = (id: string, outcome: string, amount: string, close_on: string): Row => ({
  opportunity_id: id,
  happened: '2026-02-01',
  account_id: `D${id}`,
  outcome,
  amount,
  close_on,
});

/** What the CRM showed on the day of the freeze, and what it shows later. */
async function twoExports(home: TemporaryHome, before: Row[][], after: Row[][]): Promise<void> {
  const files = (rows: Row[][], day: string) =>
    rows.map((each, at) => home.csv(`${day}/${at}.csv`, each));
  await home.import(files(before, 'a'), { exported: FROZEN_ON });
  await home.ask<FreezeWeekAnswer>('freeze-week', { as_of: FROZEN_ON });
  await home.import(files(after, 'b'), { exported: '2026-04-01', partial: false });
}

const amount = (value: number | { amount: number }) =>
  typeof value === 'number' ? value : value.amount;

async function restated(home: TemporaryHome, as_of: string): Promise<RestatementsAnswer> {
  const answer = await home.ask<RestatementsAnswer>('restatements', { as_of });
  for (const { name, frozen, asked_again, now, change, reasons } of answer.figures) {
    const sum = reasons.reduce((total, reason) => total + amount(reason.change), 0);
    assert.equal(sum, amount(change), name);
    assert.equal(amount(now) - amount(frozen), amount(change), name);
    assert.equal(amount(asked_again), amount(frozen), name);
    await rowsAreThose(home, answer, name);
    for (const reason of reasons) {
      const parts = reason.rows.map((row) => (row.now ?? 0) - (row.was ?? 0));
      assert.equal(
        parts.reduce((total, part) => total + part, 0),
        amount(reason.change),
      );
    }
  }
  return answer;
}

/** The drawer of a figure has the records of each reason, and all of them together. */
async function rowsAreThose(
  home: TemporaryHome,
  { as_of, figures }: RestatementsAnswer,
  name: string,
): Promise<void> {
  const figure = figures.find(
    (each) => each.name === name,
  ) as RestatementsAnswer['figures'][number];
  const { from, frozen_on, reasons } = figure;
  const asked = { as_of, figure: 'restatement', frozen: name, from, frozen_on };
  const all = await home.ask<RowsAnswer>('rows', asked);
  assert.equal(
    all.count,
    reasons.reduce((sum, { count }) => sum + count, 0),
  );
  for (const { reason, change, rows } of reasons) {
    const found = await home.ask<RowsAnswer>('rows', { ...asked, reason });
    assert.deepEqual(
      found.rows.map(({ id }) => id),
      rows.map(({ id }) => id),
    );
    const moved = found.rows.map((row) =>
      typeof change === 'number'
        ? Number(row['counted_now']) - Number(row['counted_then'])
        : Number(row['amount_change']),
    );
    assert.equal(
      moved.reduce((sum, each) => sum + each, 0),
      amount(change),
    );
  }
}

/** `reason change: rows` of a figure. */
function told(answer: RestatementsAnswer, figure: string): string[] {
  const found = answer.figures.find(({ name }) => name === figure);
  return (found?.reasons ?? []).map(
    ({ reason, change, rows }) =>
      `${reason} ${amount(change)}: ${rows.map(({ id, because_of }) => (because_of ? `${id} by ${because_of}` : id)).join(' ')}`,
  );
}

describe('restatements', () => {
  it('say of each meeting why it counts no more, or only now', async () => {
    using home = new TemporaryHome();
    const others = Array.from({ length: 30 }, (_, at) => meeting(`X${at}`, `X${at}`, '2026-01-05'));
    const same = [meeting('M1', 'A1', '2026-03-03')];
    await twoExports(
      home,
      [
        [
          ...others,
          ...same,
          meeting('M2', 'A2', '2026-03-03'),
          meeting('M3', 'A3', '2026-03-04'),
          meeting('M4', 'A4', '2026-03-04'),
          meeting('M5', 'A5', '2026-03-05'),
        ],
      ],
      [
        [
          ...others,
          ...same,
          meeting('M2', 'A2', '2026-03-03', { state: 'deleted' }),
          meeting('M3', 'A3', '2026-03-04', { outcome: 'no_show' }),
          meeting('M5', 'A5', '2026-03-05'),
          meeting('M0', 'A5', '2026-02-20'),
          meeting('M6', 'A6', '2026-03-06'),
        ],
      ],
    );
    const answer = await restated(home, '2026-04-01');
    assert.deepEqual(told(answer, 'prospect_meetings'), [
      'late_record 0: M5 by meeting M0 M6',
      'edit -1: M3',
      'deletion -1: M2',
      'vanished -1: M4',
    ]);
    const [figure] = answer.figures;
    assert.deepEqual([figure?.frozen, figure?.now, figure?.frozen_on], [5, 2, FROZEN_ON]);
  });

  it('say of bookings what was won late, reopened or edited, with the money', async () => {
    using home = new TemporaryHome();
    await twoExports(
      home,
      [
        [
          deal('1', 'won', '100', '2026-03-03'),
          deal('2', 'won', '200', '2026-03-04'),
          deal('3', 'open', '300', '2026-06-30'),
          deal('4', 'won', '400', '2026-03-05'),
        ],
      ],
      [
        [
          deal('1', 'won', '150.50', '2026-03-03'),
          deal('2', 'open', '200', '2026-06-30'),
          deal('3', 'won', '300', '2026-03-06'),
          deal('4', 'won', '400', '2026-03-05'),
        ],
      ],
    );
    const answer = await restated(home, '2026-04-01');
    assert.deepEqual(told(answer, 'bookings'), [
      'late_record 30000: 3',
      'edit 5050: 1',
      'reopened -20000: 2',
    ]);
    assert.deepEqual(told(answer, 'won'), ['late_record 1: 3', 'reopened -1: 2']);
    const bookings = answer.figures.find(({ name }) => name === 'bookings');
    assert.deepEqual(bookings?.frozen, { amount: 70_000, currency: 'USD' });
  });

  it('find nothing as of the day of the freeze, for ever, and freeze a day once', async () => {
    using home = new TemporaryHome();
    const rows = [meeting('M1', 'A1', '2026-03-03'), meeting('M2', 'A2', '2026-03-03')];
    await twoExports(home, [rows], [[rows[0] as Row, meeting('M3', 'A3', '2026-03-04')]]);
    const answer = await restated(home, FROZEN_ON);
    assert.ok(answer.figures.every(({ reasons }) => reasons.length === 0));
    const again = await home.ask<FreezeWeekAnswer>('freeze-week', { as_of: FROZEN_ON, week: WEEK });
    assert.equal(again.already_frozen, true);
    assert.equal(again.figures[0]?.value, 2);
    assert.equal((await restated(home, '2026-05-01')).figures.length, answer.figures.length);
    const instant = await restated(home, `${FROZEN_ON}T09:00:00Z`);
    assert.equal(instant.figures.length, answer.figures.length);
    assert.equal((await restated(home, '2026-03-08T23:59:59Z')).figures.length, 0);
  });

  it('stay the same when a person is erased', async () => {
    using home = new TemporaryHome();
    const rows = [meeting('M1', 'A1', '2026-03-03'), meeting('M2', 'A2', '2026-03-03')];
    await home.import([home.csv('a.csv', rows)], { exported: FROZEN_ON });
    await home.ask('freeze-week', { as_of: FROZEN_ON });
    await home.ask('erase-person', { as_of: '2026-03-20', person: 'PA1', confirm: true });
    const answer = await restated(home, '2026-04-01');
    assert.ok(answer.figures.every(({ reasons }) => reasons.length === 0));
    assert.equal(answer.figures[0]?.now, 2);
  });

  it('say so when nothing was frozen', async () => {
    using home = new TemporaryHome();
    await home.import([home.csv('a.csv', [meeting('M1', 'A1', '2026-03-03')])]);
    const answer = await restated(home, '2026-04-01');
    assert.ok(answer.caveats.some(({ code }) => code === 'nothing_frozen'));
    const figure = { figure: 'restatement', frozen: 'won', from: WEEK, frozen_on: FROZEN_ON };
    await assert.rejects(home.ask('rows', { as_of: '2026-04-01', ...figure }), {
      code: 'nothing_frozen',
      status: 404,
    });
    await assert.rejects(home.ask('rows', { as_of: '2026-04-01', ...figure, frozen: 'luck' }), {
      code: 'bad_parameter',
    });
  });
});

describe('a signed definition', () => {
  it('says which opportunities a week is frozen with, and on which day each counts', async () => {
    using home = new TemporaryHome('currency: USD\n');
    await importDeals(home, {
      kept: { changes: [['2026-03-02', 'evaluate', 'open', 100]] },
      left: { changes: [['2026-03-03', 'qualify', 'open', 200]] },
      moved: {
        changes: [
          ['2026-03-04', 'qualify', 'open', 300],
          ['2026-03-12', 'evaluate', 'open', 300],
        ],
      },
    });
    await agree(home, '2026-03-01', { rule: rule(stage('evaluate')) });
    const frozen = async (as_of: string, week: string) => {
      home.now = `${as_of}T12:00:00.000Z`;
      const answer = await home.ask<FreezeWeekAnswer>('freeze-week', { as_of, week });
      assert.equal(answer.definition_versions['accepted_opportunity'], 1);
      return answer.figures.find(({ name }) => name === 'opportunities')?.value;
    };
    assert.equal(await frozen('2026-03-09', WEEK), 1);
    assert.equal(await frozen('2026-03-16', '2026-03-09'), 1);
    const { figures } = await home.ask<RestatementsAnswer>('restatements', { as_of: '2026-04-02' });
    assert.deepEqual(
      figures
        .filter(({ name }) => name === 'opportunities')
        .map(({ from, frozen: then, asked_again, now }) => [from, then, asked_again, now]),
      [
        [WEEK, 1, 1, 1],
        ['2026-03-09', 1, 1, 1],
      ],
    );
  });
});
