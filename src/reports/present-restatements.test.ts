import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RestatementsAnswer } from '../operations/restatements.ts';
import { presentRestatements } from './present-restatements.ts';

type Figure = RestatementsAnswer['figures'][number];
type Rows = Figure['reasons'][number]['rows'];

const LANGUAGE = { locale: 'en' };

function row(id: string, was: number | null, now: number | null): Rows[number] {
  return { id, name: null, account: null, was, now, because_of: null };
}

function figure(name: string, frozen: number, reasons: Record<string, Rows>): Figure {
  const isMoney = name === 'bookings';
  const value = (amount: number) => (isMoney ? { amount, currency: 'USD' } : amount);
  const of = (rows: Rows) => rows.reduce((sum, { was, now }) => sum + (now ?? 0) - (was ?? 0), 0);
  const change = of(Object.values(reasons).flat());
  return {
    name,
    from: '2026-08-10',
    to: '2026-08-17',
    frozen_on: '2026-08-17',
    frozen: value(frozen),
    asked_again: value(frozen),
    now: value(frozen + change),
    change: value(change),
    reasons: Object.entries(reasons).map(([reason, rows]) => ({
      reason: reason as Figure['reasons'][number]['reason'],
      change: value(of(rows)),
      count: rows.length,
      rows,
    })),
  };
}

function report(figures: Figure[], as_of = '2026-08-31') {
  const answer = { as_of, definition_versions: {}, caveats: [], figures };
  return presentRestatements(answer, LANGUAGE);
}

describe('what moved', () => {
  test('nothing frozen, and nothing moved', () => {
    const empty = report([]);
    assert.equal(empty.sentence, 'No week was frozen by Mon 31 Aug, so nothing can be compared.');
    assert.deepEqual([empty.pictures, empty.tables], [[], []]);
    const still = report([figure('won', 3, {}), figure('bookings', 0, {})]);
    assert.equal(still.sentence, 'None of the 2 figures frozen for one week has moved.');
    assert.deepEqual(
      still.tables.map(({ id, title }) => [id, title]),
      [['unmoved', '2 figures stand as frozen']],
    );
    // Nothing stands behind a nought.
    assert.deepEqual(still.tables[0]?.rows[1]?.rows_of, {});
    assert.deepEqual(still.pictures, []);
  });

  test('money comes first; each number opens its rows as of its own day', () => {
    const { sentence, tables, pictures } = report([
      figure('won', 3, { late_record: [row('a', null, 1)] }),
      figure('bookings', 100_000, { edit: [row('b', 60_000, 57_500)] }),
    ]);
    assert.equal(
      sentence,
      '2 of the 2 figures frozen for one week have moved; the largest: bookings, 10 to 16 Aug, from $1,000 to $975 (edited).',
    );
    const [moved, reasons] = tables;
    const [bookings] = moved?.rows ?? [];
    assert.equal(bookings?.cells.change, '−$25');
    const week = { figure: 'week', step: 'won', from: '2026-08-10', to: '2026-08-17' };
    assert.deepEqual(bookings?.rows_of, {
      was: { ...week, as_of: '2026-08-17' },
      is: { ...week, as_of: '2026-08-31' },
      change: {
        figure: 'restatement',
        frozen: 'bookings',
        from: '2026-08-10',
        frozen_on: '2026-08-17',
      },
    });
    assert.equal(reasons?.rows[0]?.rows_of.records?.reason, 'edit');
    // The count moved by a third, the money by a fortieth.
    const says = pictures[0]?.marks.map((mark) => mark.says) ?? [];
    assert.deepEqual(says, [
      'Won deals, 10 to 16 Aug: 3 → 4, +33 %, because of recorded late',
      'Bookings, 10 to 16 Aug: $1,000 → $975, −3 %, because of edited',
    ]);
  });

  test('records that went and others that came, and a figure that was nought', () => {
    const { tables, pictures } = report([
      figure('won', 2, { deletion: [row('a', 1, null)], late_record: [row('b', null, 1)] }),
      figure('opportunities', 0, { late_record: [row('c', null, 1), row('d', null, 1)] }),
    ]);
    const cells = tables[0]?.rows.map(({ cells: { change, why } }) => [change, why]);
    assert.deepEqual(cells, [
      ['+2', 'recorded late'],
      ['+1 −1', 'deleted or archived, recorded late'],
    ]);
    assert.deepEqual(Object.keys(tables[0]?.rows[0]?.rows_of ?? {}), ['is', 'change']);
    assert.match(pictures[0]?.marks[0]?.says ?? '', /0 → 2, from none/);
  });

  test('a frozen figure that today’s facts no longer give opens no rows', () => {
    const changed = { ...figure('won', 3, { late_record: [row('a', null, 1)] }), asked_again: 2 };
    const { rows_of } = report([changed]).tables[0]?.rows[0] ?? {};
    assert.deepEqual(Object.keys(rows_of ?? {}), ['is', 'change']);
  });

  test('the year is named when it is another', () => {
    const { sentence } = report([figure('won', 3, { edit: [row('a', 1, null)] })], '2027-01-04');
    assert.match(sentence, /won deals, 10 to 16 Aug 2026, from 3 to 2/);
  });
});
