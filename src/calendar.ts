/** Weeks and fiscal quarters. Days are ISO text without a zone; periods are half-open. */

import type { Settings } from './config.ts';

export interface Period {
  /** `2026-Q3`. */
  readonly name: string;
  /** First day. */
  readonly start: string;
  /** First day after it. */
  readonly end: string;
}

type FiscalSettings = Pick<
  Settings,
  'fiscal_calendar' | 'fiscal_year_start_month' | 'fiscal_year_named_by' | 'week_start'
>;

const WEEKS_PER_QUARTER = 13;

export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'day' }).days;
}

/** The first day of the week that holds `day`. */
export function weekStart(day: string, settings: Pick<Settings, 'week_start'>): string {
  const { dayOfWeek } = Temporal.PlainDate.from(day);
  const since = settings.week_start === 'monday' ? dayOfWeek - 1 : dayOfWeek % 7;
  return addDays(day, -since);
}

/** The fiscal quarter that holds `day`. */
export function quarterOf(day: string, settings: FiscalSettings): Period {
  const calendarYear = Temporal.PlainDate.from(day).year;
  for (const year of [calendarYear + 1, calendarYear, calendarYear - 1]) {
    if (fiscalYearStart(year, settings) > day) continue;
    for (const number of [4, 3, 2, 1]) {
      const quarter = quarterNumber(year, number, settings);
      if (quarter.start <= day) return quarter;
    }
  }
  throw new RangeError(`no fiscal quarter holds ${day}`);
}

/** Years that a company can ask about; beyond them dates have other spellings. */
function isCalendarYear(year: number): boolean {
  return year >= 1900 && year < 3000;
}

/** The quarter named `2026-Q3`, or null when that is no name of a quarter. */
export function quarterNamed(name: string, settings: FiscalSettings): Period | null {
  const match = /^(\d{4})-Q([1-4])$/.exec(name);
  if (!match || !isCalendarYear(Number(match[1]))) return null;
  const shift = namedByStart(settings) ? 0 : yearShift(settings);
  return quarterNumber(Number(match[1]) - shift, Number(match[2]), settings);
}

/** `year` counts by the calendar year in which the fiscal year starts (or is nearest to starting). */
function quarterNumber(year: number, number: number, settings: FiscalSettings): Period {
  const yearStart = fiscalYearStart(year, settings);
  const nextYear = fiscalYearStart(year + 1, settings);
  const startOf = (quarter: number) => {
    if (quarter === 5) return nextYear;
    return settings.fiscal_calendar === 'months'
      ? Temporal.PlainDate.from(yearStart)
          .add({ months: 3 * (quarter - 1) })
          .toString()
      : addDays(yearStart, 7 * WEEKS_PER_QUARTER * (quarter - 1));
  };
  const named = namedByStart(settings) ? year : year + yearShift(settings);
  return { name: `${named}-Q${number}`, start: startOf(number), end: startOf(number + 1) };
}

/** By months: the first of the month. By weeks: the week start nearest to it, so that some years have 53. */
function fiscalYearStart(year: number, settings: FiscalSettings): string {
  const first = Temporal.PlainDate.from({
    year,
    month: settings.fiscal_year_start_month,
    day: 1,
  }).toString();
  if (settings.fiscal_calendar === 'months') return first;
  const before = weekStart(first, settings);
  return daysBetween(before, first) <= 3 ? before : addDays(before, 7);
}

function namedByStart(settings: FiscalSettings): boolean {
  return settings.fiscal_year_named_by === 'start';
}

/** A year that starts in January ends in the year in which it starts. */
function yearShift(settings: FiscalSettings): number {
  return settings.fiscal_year_start_month === 1 ? 0 : 1;
}
