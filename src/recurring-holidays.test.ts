import assert from 'node:assert/strict';
import { it } from 'node:test';
import { addDays } from './calendar.ts';
import type { SourceHoliday } from './config.ts';
import { fallsOn } from './recurring-holidays.ts';

const ONE: SourceHoliday = {
  name: 'Closed',
  happened: '2026-01-01',
  closed_from: null,
  closed_to: null,
  recurrence: null,
  ends_on: null,
  every: null,
  day_of_month: null,
  month: null,
  weekdays: null,
  nth: null,
};
const SUNDAY = 1;
const THURSDAY = 16;
const WEEKDAYS = 62;

function daysOf(holiday: Partial<SourceHoliday>, from: string, to: string): string[] {
  const found: string[] = [];
  for (let day = from; day < to; day = addDays(day, 1)) {
    if (fallsOn({ ...ONE, ...holiday }, day)) found.push(day);
  }
  return found;
}

it('each kind of recurring holiday falls on its days and on no other', () => {
  const cases: [name: string, holiday: Partial<SourceHoliday>, days: string[]][] = [
    ['one day', { happened: '2026-05-04' }, ['2026-05-04']],
    [
      'daily',
      { recurrence: 'daily', every: 50 },
      ['2026-01-01', '2026-02-20', '2026-04-11', '2026-05-31'],
    ],
    ['until', { recurrence: 'daily', ends_on: '2026-01-02' }, ['2026-01-01', '2026-01-02']],
    [
      'every second week on Sunday and Thursday',
      { recurrence: 'weekly', every: 2, weekdays: SUNDAY + THURSDAY, ends_on: '2026-01-31' },
      ['2026-01-01', '2026-01-11', '2026-01-15', '2026-01-25', '2026-01-29'],
    ],
    [
      'every second month',
      { recurrence: 'monthly', every: 2, day_of_month: 31 },
      ['2026-01-31', '2026-03-31', '2026-05-31'],
    ],
    [
      'last Thursday of each third month',
      { recurrence: 'monthly_nth', every: 3, weekdays: THURSDAY, nth: 'last' },
      ['2026-01-29', '2026-04-30'],
    ],
    [
      'last working weekday of a month',
      { recurrence: 'yearly_nth', month: 5, weekdays: WEEKDAYS, nth: 'last' },
      ['2026-05-29'],
    ],
    ['every year', { recurrence: 'yearly', month: 5, day_of_month: 1 }, ['2026-05-01']],
    [
      'every year, by its first day',
      { recurrence: 'yearly', happened: '2020-03-17' },
      ['2026-03-17'],
    ],
    [
      'not before its first day',
      { recurrence: 'yearly', happened: '2026-06-30', month: 5, day_of_month: 1 },
      [],
    ],
  ];
  for (const [name, holiday, days] of cases) {
    assert.deepEqual([name, daysOf(holiday, '2026-01-01', '2026-06-01')], [name, days]);
  }
  assert.equal(daysOf({ recurrence: 'every_weekday' }, '2026-05-04', '2026-05-11').length, 5);
});

it('Thanksgiving is the fourth Thursday of November', () => {
  const rule = { recurrence: 'yearly_nth', month: 11, weekdays: THURSDAY, nth: 'fourth' } as const;
  assert.deepEqual(daysOf(rule, '2026-01-01', '2029-01-01'), [
    '2026-11-26',
    '2027-11-25',
    '2028-11-23',
  ]);
});
