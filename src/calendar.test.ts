import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  addDays,
  daysBetween,
  type FiscalSettings,
  quarterMonths,
  quarterNamed,
  quarterOf,
  quarterWeeks,
  weekStart,
} from './calendar.ts';

const MONTHS: FiscalSettings = {
  fiscal_calendar: 'months',
  fiscal_year_start_month: 1,
  fiscal_year_named_by: 'end',
  fiscal_year_ends: 'nearest',
  fiscal_extra_week: 4,
  fiscal_quarters: [],
  week_start: 'monday',
};
const spanOf = (name: string, settings: FiscalSettings) => {
  const quarter = quarterNamed(name, settings);
  return quarter && [quarter.start, quarter.end];
};
const weeksIn = (name: string, settings: FiscalSettings) => {
  const quarter = quarterNamed(name, settings);
  assert.ok(quarter);
  return daysBetween(quarter.start, quarter.end) / 7;
};

describe('fiscal years of months', () => {
  it('from February, named by the year in which they end or start', () => {
    const february = { ...MONTHS, fiscal_year_start_month: 2 };
    assert.equal(quarterOf('2006-02-01', february).name, '2007-Q1');
    const byStart = { ...february, fiscal_year_named_by: 'start' } as const;
    assert.equal(quarterOf('2006-02-01', byStart).name, '2006-Q1');
    assert.equal(quarterOf('2007-01-31', byStart).name, '2006-Q4');
    assert.deepEqual(spanOf('2006-Q4', byStart), ['2006-11-01', '2007-02-01']);
  });
  it('from January are named by that year either way', () => {
    assert.equal(quarterOf('2026-12-31', MONTHS).name, '2026-Q4');
    assert.equal(
      quarterOf('2026-12-31', { ...MONTHS, fiscal_year_named_by: 'start' }).name,
      '2026-Q4',
    );
  });
});

describe('fiscal years of weeks', () => {
  const retail = {
    ...MONTHS,
    fiscal_calendar: '454',
    fiscal_year_start_month: 2,
    fiscal_year_named_by: 'start',
    week_start: 'sunday',
  } as const;
  it('the retail calendar: 2023 had 53 weeks, 2024 began on 4 February', () => {
    // National Retail Federation: Saturday nearest to the end of January.
    assert.deepEqual(spanOf('2023-Q1', retail), ['2023-01-29', '2023-04-30']);
    assert.deepEqual(spanOf('2023-Q4', retail), ['2023-10-29', '2024-02-04']);
    assert.deepEqual(spanOf('2024-Q1', retail), ['2024-02-04', '2024-05-05']);
    assert.equal(weeksIn('2023-Q4', retail), 14);
    assert.deepEqual(
      quarterMonths(quarterOf('2024-03-01', retail), retail).map(({ start }) => start),
      ['2024-02-04', '2024-03-03', '2024-04-07'],
    );
  });
  it('the last Saturday of September: a year of 53 weeks with the extra one in its first quarter', () => {
    // Apple: fiscal 2023 was 25 September 2022 to 30 September 2023, its first quarter 14 weeks.
    const last = {
      ...retail,
      fiscal_year_start_month: 10,
      fiscal_year_named_by: 'end',
      fiscal_year_ends: 'last',
      fiscal_extra_week: 1,
    } as const;
    assert.deepEqual(spanOf('2023-Q1', last), ['2022-09-25', '2023-01-01']);
    assert.deepEqual(spanOf('2023-Q4', last), ['2023-07-02', '2023-10-01']);
    assert.equal(weeksIn('2023-Q1', last), 14);
    assert.deepEqual(spanOf('2022-Q1', last), ['2021-09-26', '2021-12-26']);
    assert.equal(weeksIn('2022-Q1', last), 13);
  });
  it('the months of a quarter: 4-4-5, 5-4-4, and an extra week in the last month', () => {
    const months = (calendar: '445' | '544', name: string) => {
      const settings = { ...retail, fiscal_calendar: calendar };
      const quarter = quarterNamed(name, settings);
      assert.ok(quarter);
      return quarterMonths(quarter, settings).map(({ start, end }) => daysBetween(start, end) / 7);
    };
    assert.deepEqual(months('445', '2024-Q2'), [4, 4, 5]);
    assert.deepEqual(months('544', '2024-Q2'), [5, 4, 4]);
    assert.deepEqual(months('445', '2023-Q4'), [4, 4, 6]);
  });
});

describe('quarters as listed', () => {
  const custom: FiscalSettings = {
    ...MONTHS,
    fiscal_calendar: 'custom',
    fiscal_quarters: [
      { name: '2026-Q3', start: '2026-07-06', end: '2026-10-05' },
      { name: '2026-Q4', start: '2026-10-05', end: '2027-01-11' },
    ],
  };
  it('hold their days, and go on by 13 weeks before and after', () => {
    assert.equal(quarterOf('2026-10-04', custom).name, '2026-Q3');
    assert.equal(weeksIn('2026-Q4', custom), 14);
    assert.deepEqual(quarterOf('2027-01-11', custom), {
      name: '2027-Q1',
      start: '2027-01-11',
      end: '2027-04-12',
    });
    assert.deepEqual(spanOf('2026-Q1', custom), ['2026-01-05', '2026-04-06']);
    assert.deepEqual(quarterOf('2026-04-05', custom), quarterNamed('2026-Q1', custom));
  });
  it('or by three months where they are of months', () => {
    const listed = [{ name: '2026-Q1', start: '2025-12-16', end: '2026-03-16' }];
    const sixteenth = { ...custom, fiscal_quarters: listed };
    assert.deepEqual(spanOf('2026-Q2', sixteenth), ['2026-03-16', '2026-06-16']);
    assert.deepEqual(spanOf('2025-Q3', sixteenth), ['2025-06-16', '2025-09-16']);
  });
});

describe('weeks of a quarter', () => {
  it('of months are 13, and none is a day long', () => {
    // 1 October 2026 is a Thursday: four days, then twelve whole weeks and four days.
    const weeks = quarterWeeks({ start: '2026-10-01', end: '2027-01-01' }, MONTHS);
    assert.equal(weeks.length, 13);
    assert.deepEqual(weeks[0], { start: '2026-10-01', end: '2026-10-05' });
    assert.deepEqual(weeks[12], { start: '2026-12-21', end: '2027-01-01' });
    // 1 March 2026 is a Sunday: its one day belongs to the first whole week.
    const sunday = quarterWeeks({ start: '2026-03-01', end: '2026-06-01' }, MONTHS);
    assert.deepEqual(sunday[0], { start: '2026-03-01', end: '2026-03-09' });
    assert.equal(sunday.length, 13);
  });
  it('every kind of quarter: they cover it, in order, and week n is beside week n', () => {
    const settings = fc.record({
      fiscal_calendar: fc.constantFrom('months', '445', '454', '544'),
      fiscal_year_start_month: fc.integer({ min: 1, max: 12 }),
      fiscal_year_named_by: fc.constantFrom('start', 'end'),
      fiscal_year_ends: fc.constantFrom('nearest', 'last'),
      fiscal_extra_week: fc.integer({ min: 1, max: 4 }),
      week_start: fc.constantFrom('monday', 'saturday', 'sunday'),
    });
    const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2000-01-01', days));
    fc.assert(
      fc.property(settings, day, (made, asked) => {
        const fiscal = { ...MONTHS, ...made } as FiscalSettings;
        const quarter = quarterOf(asked, fiscal);
        assert.ok(quarter.start <= asked && asked < quarter.end);
        assert.deepEqual(quarterNamed(quarter.name, fiscal), quarter);
        assert.deepEqual(quarterOf(addDays(quarter.start, -1), fiscal).end, quarter.start);
        const weeks = quarterWeeks(quarter, fiscal);
        const days = daysBetween(quarter.start, quarter.end);
        assert.equal(weeks.length, made.fiscal_calendar === 'months' ? 13 : days / 7);
        assert.equal(weeks[0]?.start, quarter.start);
        assert.equal(weeks.at(-1)?.end, quarter.end);
        for (const [place, week] of weeks.entries()) {
          const length = daysBetween(week.start, week.end);
          assert.ok(length >= 3 && length <= 11, `${length} days`);
          if (place === 0) continue;
          assert.equal(week.start, weeks[place - 1]?.end);
          assert.equal(weekStart(week.start, fiscal), week.start);
        }
        const months = quarterMonths(quarter, fiscal);
        assert.equal(months.at(-1)?.end, quarter.end);
      }),
      { numRuns: 500, seed: 11 },
    );
  });
});
