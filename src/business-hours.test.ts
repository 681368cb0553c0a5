import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { afterBusinessMinutes, businessMinutes, ownerClocks } from './business-hours.ts';
import { readSettings, type Settings } from './config.ts';
import { holidaysOn, isWorkingDay, workCalendar, workingDays } from './working-days.ts';

function settings(yaml: string): Settings {
  const folder = mkdtempSync(join(tmpdir(), 'sameboat-settings-'));
  try {
    writeFileSync(join(folder, 'settings.yaml'), yaml);
    return readSettings(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const company = settings(`
time_zone: Europe/London
holidays: GB-ENG
own_holidays:
  - { day: 2026-12-24, name: Christmas Eve, closed_from: "12:00" }
team_calendars:
  - { teams: [Night desk], work_days: [saturday, sunday], work_from: "00:00", work_to: "24:00" }
  - { teams: [Munich], time_zone: Europe/Berlin, holidays: DE-BY, work_to: "18:00" }
  - { teams: [New York], time_zone: America/New_York, holidays: US }
`);
const london = workCalendar(company);

describe('working days', () => {
  it('public holidays of the country and of the region, half-days and own ones', () => {
    assert.equal(isWorkingDay('2026-08-31', london), false);
    assert.deepEqual(
      holidaysOn('2026-08-31', london).map(({ name }) => name),
      ['Summer bank holiday'],
    );
    const munich = workCalendar(company, 'Munich');
    assert.equal(isWorkingDay('2026-08-31', munich), true);
    assert.equal(isWorkingDay('2026-06-04', munich), false);
    assert.equal(isWorkingDay('2026-06-04', london), true);
    // A bank holiday from 14:00 is none by law.
    assert.equal(workingDays('2026-12-31', '2027-01-01', munich), 1);
    assert.equal(workingDays('2026-12-21', '2026-12-29', london), 3 + 3 / 8);
    assert.equal(isWorkingDay('2026-07-03', workCalendar(company, 'New York')), false);
  });
  it('a place of which nothing is known is refused', () => {
    for (const place of ['ZZ', 'DE-XX']) {
      assert.throws(() => isWorkingDay('2026-01-01', { ...london, holidays: place }), {
        code: 'bad_setting',
      });
    }
  });
});

describe('business minutes', () => {
  it('assigned Friday 17:30, clocks change, holiday on Monday, reassigned on Tuesday', () => {
    // Easter 2027: clocks go forward on Sunday 28 March, Monday the 29th is a holiday.
    const assigned = '2027-03-26T17:30:00Z';
    const easter = settings(`
time_zone: Europe/London
work_to: "18:00"
own_holidays: [{ day: 2027-03-29, name: Easter Monday }]
`);
    const calendar = workCalendar(easter);
    // Tuesday 10:15 by the clock of London in summer.
    const reassigned = '2027-03-30T09:15:00Z';
    const done = '2027-03-30T11:00:00Z';
    const clocks = ownerClocks(
      [
        { owner: 'Ann', at: assigned },
        { owner: 'Bob', at: reassigned },
      ],
      done,
      () => calendar,
    );
    assert.deepEqual(
      clocks.map(({ owner, business_minutes, wall_minutes }) => [
        owner,
        business_minutes,
        wall_minutes,
      ]),
      [
        ['Ann', 30 + 75, 87 * 60 + 45],
        ['Bob', 105, 105],
      ],
    );
  });
  it('Good Friday and Easter Monday of the list count nothing', () => {
    assert.equal(businessMinutes('2027-03-26T09:00:00Z', '2027-03-30T08:30:00Z', london), 30);
  });
  it('worked out of hours takes no time at all', () => {
    assert.equal(businessMinutes('2026-07-10T18:00:00Z', '2026-07-12T12:00:00Z', london), 0);
    assert.equal(businessMinutes('2026-07-13T10:00:00Z', '2026-07-13T09:00:00Z', london), 0);
  });
  it('days on which clocks change have 23 and 25 hours', () => {
    const night = workCalendar(company, 'Night desk');
    const between = (from: string, to: string) => businessMinutes(from, to, night) / 60;
    assert.equal(between('2026-03-29T00:00:00+00:00', '2026-03-30T00:00:00+01:00'), 23);
    assert.equal(between('2026-10-25T00:00:00+01:00', '2026-10-26T00:00:00+00:00'), 25);
  });
  it('each team in its own zone and hours', () => {
    const whole = ['2026-07-14T00:00:00Z', '2026-07-15T00:00:00Z'] as const;
    assert.equal(businessMinutes(...whole, workCalendar(company, 'Munich')), 9 * 60);
    assert.equal(businessMinutes(...whole, workCalendar(company, 'New York')), 8 * 60);
    const early = ['2026-07-14T07:00:00Z', '2026-07-14T09:00:00Z'] as const;
    assert.equal(businessMinutes(...early, workCalendar(company, 'Munich')), 120);
    assert.equal(businessMinutes(...early, workCalendar(company, 'New York')), 0);
    assert.equal(businessMinutes(...early, workCalendar(company, 'somebody else')), 60);
  });
  it('the moment at which a clock runs out', () => {
    const due = (from: string, minutes: number) => afterBusinessMinutes(from, minutes, london);
    assert.equal(due('2026-07-10T15:30:00Z', 120), '2026-07-13T09:30:00Z');
    assert.equal(due('2026-08-28T15:00:00Z', 120), '2026-09-01T09:00:00Z');
    const from = '2026-12-23T16:00:00Z';
    assert.equal(businessMinutes(from, due(from, 1000), london), 1000);
    const never = { ...london, hours: new Map() };
    assert.throws(() => afterBusinessMinutes(from, 1, never), RangeError);
  });
});

describe('settings of time', () => {
  const refused = (yaml: string, message: RegExp) =>
    assert.throws(() => settings(yaml), { code: 'bad_setting', message });
  it('are refused with the line that is wrong', () => {
    refused('fiscal_calendar: custom', /fiscal_quarters: is empty/);
    refused(
      'fiscal_quarters: [{ name: 2026-Q1, start: 2026-01-01, end: 2026-04-01 }, { name: 2026-Q2, start: 2026-04-02, end: 2026-07-01 }]',
      /fiscal_quarters\.1: 2026-Q2 does not start on 2026-04-01/,
    );
    refused('work_from: "18:00"', /work_from: is not before work_to/);
    refused('work_from: 9', /work_from/);
    refused('holidays: germany', /holidays: is no country/);
    refused('time_zone: Berlin', /time_zone: is no IANA time zone/);
    refused('own_holidays: [{ day: 2026-13-01 }]', /own_holidays\.0\.day/);
    refused('team_calendars: [{ teams: [A], work_to: "08:00" }]', /team_calendars\.0/);
  });
});
