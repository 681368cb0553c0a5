import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TemporaryHome } from '../../test/temporary-home.ts';
import { businessMinutes } from '../business-hours.ts';
import { quarterNamed, quarterOf } from '../calendar.ts';
import { workCalendar } from '../working-days.ts';
import { FACT_TABLES } from './facts.ts';
import { codes, files, rows } from './imported-reports.ts';

const DEALS = `opportunity_id,happened,outcome,amount,close_on,name
O1,2026-02-05,open,100,2026-06-01,One
`;
/** A year of weeks from the first of February 2026, and the quarter before it. */
const PERIODS = `Id,FiscalYearSettingsId,Type,StartDate,EndDate,Number,QuarterLabel,FullyQualifiedLabel
026A1,022A0,Quarter,2025-11-02,2026-01-31,4,Q4,FQ4 FY 2026
026A2,022A1,Quarter,2026-02-01,2026-05-02,1,Q1,FQ1 FY 2027
026A3,022A1,Quarter,2026-05-03,2026-08-01,2,Q2,FQ2 FY 2027
026A4,022A1,Month,2026-02-01,2026-02-28,1,,FP1 FY 2027
026A5,022A1,Year,2026-02-01,2027-01-30,1,,FY 2027
`;
const HOLIDAYS = `Id,Name,ActivityDate,IsAllDay,StartTimeInMinutes,EndTimeInMinutes,IsRecurrence,RecurrenceType,RecurrenceStartDate,RecurrenceEndDateOnly,RecurrenceInterval,RecurrenceDayOfMonth,RecurrenceMonthOfYear,RecurrenceDayOfWeekMask,RecurrenceInstance
0C01,Founding day,2026-02-10,true,,,false,,,,,,,,
0C02,Half a day,2026-02-11,false,720,1440,false,,,,,,,,
0C03,Thanksgiving,,true,,,true,RecursYearlyNth,2020-01-01,,,,November,16,Fourth
0C04,Strange,2026-02-12,true,,,true,RecursOnFullMoon,2026-02-12,,,,,,
0C05,No day,,true,,,false,,,,,,,,
`;
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const HOURS_HEAD = `Id,Name,IsActive,IsDefault,TimeZoneSidKey,${DAYS.map((day) => `${day}StartTime,${day}EndTime`).join(',')}`;
const hours = (id: string, isDefault: boolean, zone: string, days: readonly string[]) =>
  [id, id, 'true', isDefault, zone, ...DAYS.map((_, at) => days[at] ?? ',')].join(',');
const LONG = '08:00:00.000Z,18:00:00.000Z';
const SHORT = '08:00:00.000Z,13:00:00.000Z';
const HOURS = `${HOURS_HEAD}
${hours('01mA', true, 'Europe/Berlin', [LONG, LONG, LONG, LONG, SHORT])}
${hours('01mB', false, 'UTC', ['00:00:00.000Z,00:00:00.000Z'])}
${hours('01mC', false, 'UTC', ['early,late'])}
`;

async function imported(settings: string, ...given: [name: string, text: string][]) {
  const home = new TemporaryHome(settings);
  await home.import([home.write('deals.csv', DEALS)]);
  const reports = [];
  for (const [name, text] of given) reports.push(...(await files(home, home.write(name, text))));
  return { home, reports };
}

async function caveat(home: TemporaryHome): Promise<string | undefined> {
  const { caveats } = await home.ask<{ caveats: { code: string; message: string }[] }>('overview', {
    as_of: '2026-03-01',
  });
  return caveats.find(({ code }) => code === 'time_from_source')?.message;
}

const isWorked = (home: TemporaryHome, from: string, to: string) =>
  rows(
    home,
    `select cast("day" as varchar), is_working_day from calendar
      where "day" between date '${from}' and date '${to}' order by "day"`,
  );

describe('fiscal quarters of the source', () => {
  it('are used where the settings say nothing of fiscal years, and answers say so', async () => {
    const { home, reports } = await imported('', ['Period.csv', PERIODS]);
    using _home = home;
    assert.equal(reports[0]?.recognised_as, 'salesforce/Period');
    assert.deepEqual(codes(reports[0]), { other_period: 2 });
    assert.deepEqual(
      await rows(
        home,
        `select distinct quarter, cast(quarter_end as varchar) as "end" from calendar
        where "day" between date '2026-01-31' and date '2026-05-03' order by quarter`,
      ),
      [
        ['2026-Q4', '2026-02-01'],
        ['2027-Q1', '2026-05-03'],
        ['2027-Q2', '2026-08-02'],
      ],
    );
    const { settings } = home.home;
    assert.equal(quarterOf('2026-05-02', settings).name, '2027-Q1');
    assert.equal(quarterNamed('2027-Q3', settings)?.start, '2026-08-02');
    assert.match((await caveat(home)) ?? '', /fiscal quarters: those of the source/);
  });

  it('are counted with the other facts', async () => {
    const { home } = await imported('', ['Period.csv', PERIODS]);
    using _home = home;
    const { facts } = await home.ask<{ facts: { table: string; rows: number }[] }>('overview', {
      as_of: '2026-03-01',
    });
    assert.deepEqual(
      facts.map(({ table }) => table),
      FACT_TABLES.map(({ name }) => name),
    );
    assert.equal(facts.find(({ table }) => table === 'fiscal_quarters')?.rows, 3);
  });

  it('give way to settings', async () => {
    const { home } = await imported('fiscal_year_start_month: 1\n', ['Period.csv', PERIODS]);
    using _home = home;
    assert.equal(quarterOf('2026-05-02', home.home.settings).name, '2026-Q2');
    assert.equal(await caveat(home), undefined);
  });

  it('without a year in the label are named by the fiscal year, or the year in which it ends', async () => {
    const years = `Id,Name,StartDate,EndDate,IsStandardYear,YearType,PeriodId
022A1,2031,2026-02-01,2027-01-30,false,Custom,026A5
`;
    const bare = PERIODS.replace(/FQ\d FY \d+/g, 'Period');
    const { home, reports } = await imported(
      '',
      ['FiscalYearSettings.csv', years],
      ['Period.csv', bare],
    );
    using _home = home;
    assert.equal(reports[0]?.recognised_as, 'salesforce/FiscalYearSettings');
    assert.deepEqual(codes(reports[0]), { lookup_row: 1 });
    assert.deepEqual(
      await rows(
        home,
        `select name from fiscal_quarters where superseded_at is null order by name`,
      ),
      [['2026-Q4'], ['2031-Q1'], ['2031-Q2']],
    );
    // The names do not follow one another, so only the longer run of them is a calendar.
    assert.equal(quarterOf('2026-02-01', home.home.settings).name, '2031-Q1');
    assert.equal(quarterOf('2026-01-31', home.home.settings).name, '2030-Q4');
  });

  it('follow a later export', async () => {
    const { home } = await imported('', ['a.csv', PERIODS]);
    using _home = home;
    const later = PERIODS.replaceAll('2026-05-03', '2026-05-10').replaceAll(
      '2026-05-02',
      '2026-05-09',
    );
    await home.import([home.write('b.csv', later)]);
    assert.equal(quarterOf('2026-05-05', home.home.settings).name, '2027-Q1');
  });
});

describe('holidays of the source', () => {
  it('are no working days, and those that recur recur', async () => {
    const { home, reports } = await imported('', ['Holiday.csv', HOLIDAYS]);
    using _home = home;
    assert.equal(reports[0]?.recognised_as, 'salesforce/Holiday');
    assert.deepEqual(codes(reports[0]), { bad_choice: 1, missing_value: 1 });
    assert.deepEqual(await isWorked(home, '2026-02-09', '2026-02-11'), [
      ['2026-02-09', true],
      ['2026-02-10', false],
      ['2026-02-11', true],
    ]);
    assert.deepEqual(await isWorked(home, '2026-11-26', '2026-11-26'), [['2026-11-26', false]]);
    const company = workCalendar(home.home.settings);
    assert.equal(businessMinutes('2026-02-11T00:00:00Z', '2026-02-12T00:00:00Z', company), 180);
    assert.match((await caveat(home)) ?? '', /company's holidays/);
  });

  it('give way to settings', async () => {
    const { home } = await imported('own_holidays: []\n', ['Holiday.csv', HOLIDAYS]);
    using _home = home;
    assert.deepEqual(await isWorked(home, '2026-02-10', '2026-02-10'), [['2026-02-10', true]]);
    assert.equal(await caveat(home), undefined);
  });
});

describe('working hours of the source', () => {
  const week = ['2026-03-02T00:00:00Z', '2026-03-09T00:00:00Z'] as const;

  it('are those of the default, in its own time zone', async () => {
    const { home, reports } = await imported('', ['BusinessHours.csv', HOURS]);
    using _home = home;
    assert.equal(reports[0]?.recognised_as, 'salesforce/BusinessHours');
    assert.deepEqual(codes(reports[0]), { bad_hours: 1 });
    const company = workCalendar(home.home.settings);
    assert.equal(businessMinutes(...week, company), (4 * 10 + 5) * 60);
    assert.equal(businessMinutes('2026-03-02T06:30:00Z', '2026-03-02T07:30:00Z', company), 30);
    assert.match((await caveat(home)) ?? '', /working hours/);
  });

  it('give way to settings', async () => {
    const { home } = await imported('work_from: "10:00"\n', ['BusinessHours.csv', HOURS]);
    using _home = home;
    assert.equal(businessMinutes(...week, workCalendar(home.home.settings)), 5 * 7 * 60);
  });

  it('of a whole day end at midnight', async () => {
    const whole = HOURS.replace('01mA,01mA,true,true', '01mA,01mA,true,false').replace(
      '01mB,01mB,true,false',
      '01mB,01mB,true,true',
    );
    const { home } = await imported('', ['BusinessHours.csv', whole]);
    using _home = home;
    assert.equal(businessMinutes(...week, workCalendar(home.home.settings)), 24 * 60);
  });
});
