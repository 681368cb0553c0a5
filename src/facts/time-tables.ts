/** The tables of the company's own time: its fiscal quarters, holidays and working hours. */

import { column, type FactTable, happened, id, text } from './columns.ts';

const minutes = (name: string, meaning: string) =>
  column(name, 'integer', meaning, { unit: 'minutes after midnight' });

const RECURRENCES = [
  'daily',
  'every_weekday',
  'weekly',
  'monthly',
  'monthly_nth',
  'yearly',
  'yearly_nth',
] as const;

const NTHS = ['first', 'second', 'third', 'fourth', 'last'] as const;

export const TIME_TABLES: readonly FactTable[] = [
  {
    name: 'fiscal_quarters',
    undated: 'always',
    meaning:
      'Fiscal quarters as the source has them; used where the settings say nothing of fiscal years',
    key: ['quarter_id'],
    columns: [
      id('quarter_id', 'Id in the source'),
      happened('First day', true),
      column('ends_on', 'day', 'Last day', { required: true }),
      id('name', 'Name, such as 2026-Q3'),
    ],
  },
  {
    name: 'company_holidays',
    undated: 'always',
    meaning: 'Days on which nobody works; used where the settings say nothing of holidays',
    key: ['holiday_id'],
    columns: [
      id('holiday_id', 'Id in the source'),
      happened('The day, or the first on which one that recurs can fall', true),
      text('name', 'Name'),
      minutes('closed_from', 'Closed from this time on; blank is the whole day'),
      minutes('closed_to', 'Open again from this time on'),
      column('recurrence', 'text', 'How it recurs; blank is one day only', { oneOf: RECURRENCES }),
      column('ends_on', 'day', 'Last day on which it can fall; blank is for ever'),
      column('every', 'integer', 'Every so many days, weeks, or months', { unit: 'times' }),
      column('day_of_month', 'integer', 'Day of the month', { unit: 'day' }),
      column('month', 'integer', 'Month of the year, 1 to 12', { unit: 'month' }),
      column('weekdays', 'integer', 'Sum of Sunday 1, Monday 2, Tuesday 4 … Saturday 64', {
        unit: 'sum of days',
      }),
      column('nth', 'text', 'Which of these weekdays in the month', { oneOf: NTHS }),
    ],
  },
  {
    name: 'business_hours',
    undated: 'always',
    meaning:
      'Working hours of the week; the default ones are used where the settings say nothing of them',
    key: ['hours_id'],
    columns: [
      id('hours_id', 'Id in the source'),
      happened('Day on which they were entered'),
      text('name', 'Name'),
      text('time_zone', 'IANA time zone'),
      column('is_default', 'flag', 'They hold for the whole company'),
      column('active', 'flag', 'They are in use'),
      ...['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map((day) =>
        text(day.toLowerCase(), `${day}, such as 09:00-17:30; blank is closed`),
      ),
    ],
  },
];
