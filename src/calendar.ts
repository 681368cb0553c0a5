/** Days, weeks and fiscal quarters. Days are ISO text without a zone; periods are half-open. */

import { nextQuarterName, type Settings } from './config.ts';

export interface Period {
  /** `2026-Q3`. */
  readonly name: string;
  /** First day. */
  readonly start: string;
  /** First day after it. */
  readonly end: string;
}

export interface Span {
  /** First day. */
  readonly start: string;
  /** First day after it. */
  readonly end: string;
}

export type FiscalSettings = Pick<
  Settings,
  | 'fiscal_calendar'
  | 'fiscal_year_start_month'
  | 'fiscal_year_named_by'
  | 'fiscal_year_ends'
  | 'fiscal_extra_week'
  | 'fiscal_quarters'
  | 'week_start'
>;

const WEEKS_PER_QUARTER = 13;

export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** The day on which an instant falls in a time zone. */
export function dayOfInstant(instant: string, timeZone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'day' }).days;
}

const FIRST_WEEKDAY = { monday: 1, saturday: 6, sunday: 7 } as const;

/** The first day of the week that holds `day`. */
export function weekStart(day: string, settings: Pick<Settings, 'week_start'>): string {
  const { dayOfWeek } = Temporal.PlainDate.from(day);
  return addDays(day, -((dayOfWeek - FIRST_WEEKDAY[settings.week_start] + 7) % 7));
}

/** The fiscal quarter that holds `day`. */
export function quarterOf(day: string, settings: FiscalSettings): Period {
  if (settings.fiscal_calendar === 'custom') return customQuarter(day, settings);
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
  if (settings.fiscal_calendar === 'custom') return customNamed(name, settings);
  const shift = namedByStart(settings) ? 0 : yearShift(settings);
  return quarterNumber(Number(match[1]) - shift, Number(match[2]), settings);
}

/**
 * The weeks of a quarter: as many as its days divided by seven, rounded, so that week 5 of one
 * quarter stands beside week 5 of another. Days before the first whole week or after the last one
 * are joined to it; where that would leave a week too few, the longer end (the first, if both are
 * as long) is a week of its own.
 */
export function quarterWeeks(quarter: Span, settings: Pick<Settings, 'week_start'>): Span[] {
  const { start, end } = quarter;
  const firstStart = weekStart(start, settings);
  const first = firstStart === start ? start : addDays(firstStart, 7);
  const last = weekStart(end, settings);
  const [before, after] = [daysBetween(start, first), daysBetween(last, end)];
  const whole = daysBetween(first, last) / 7;
  const missing = Math.round(daysBetween(start, end) / 7) - whole;
  const startsAlone = missing > 1 || (missing === 1 && before >= after);
  const endsAlone = missing > 1 || (missing === 1 && before < after);
  const starts = Array.from({ length: whole }, (_, week) => addDays(first, 7 * week));
  if (startsAlone) starts.unshift(start);
  else starts[0] = start;
  if (endsAlone) starts.push(last);
  return starts.map((day, week) => ({ start: day, end: starts[week + 1] ?? end }));
}

/** The three months of a quarter: calendar months, or weeks as 4-4-5 and the like. */
export function quarterMonths(quarter: Period, settings: FiscalSettings): Span[] {
  const { start, end } = quarter;
  const lengths = MONTH_WEEKS[settings.fiscal_calendar];
  const starts = lengths
    ? [start, addDays(start, 7 * lengths[0]), addDays(start, 7 * (lengths[0] + lengths[1]))]
    : [0, 1, 2].map((months) => Temporal.PlainDate.from(start).add({ months }).toString());
  return starts.map((day, month) => ({ start: day, end: starts[month + 1] ?? end }));
}

/** Weeks of the first two months of a quarter; the third has the rest, with an extra week if any. */
const MONTH_WEEKS: Readonly<Record<string, readonly [number, number]>> = {
  '445': [4, 4],
  '454': [4, 5],
  '544': [5, 4],
};

/** `year` counts by the calendar year in which the fiscal year starts (or is nearest to starting). */
function quarterNumber(year: number, number: number, settings: FiscalSettings): Period {
  const yearStart = fiscalYearStart(year, settings);
  const nextYear = fiscalYearStart(year + 1, settings);
  const hasExtraWeek = daysBetween(yearStart, nextYear) > 7 * 4 * WEEKS_PER_QUARTER;
  const startOf = (quarter: number) => {
    if (quarter === 5) return nextYear;
    if (settings.fiscal_calendar === 'months') {
      const months = 3 * (quarter - 1);
      return Temporal.PlainDate.from(yearStart).add({ months }).toString();
    }
    const extra = hasExtraWeek && quarter > settings.fiscal_extra_week ? 1 : 0;
    return addDays(yearStart, 7 * (WEEKS_PER_QUARTER * (quarter - 1) + extra));
  };
  const named = namedByStart(settings) ? year : year + yearShift(settings);
  return { name: `${named}-Q${number}`, start: startOf(number), end: startOf(number + 1) };
}

/**
 * By months: the first of the month. By weeks, some years have 53: the year ends with the week whose
 * last day is nearest to the end of the month before, or with the last one that ends in it.
 */
function fiscalYearStart(year: number, settings: FiscalSettings): string {
  const first = Temporal.PlainDate.from({
    year,
    month: settings.fiscal_year_start_month,
    day: 1,
  }).toString();
  if (settings.fiscal_calendar === 'months') return first;
  const before = weekStart(first, settings);
  if (settings.fiscal_year_ends === 'last') return before;
  return daysBetween(before, first) <= 3 ? before : addDays(before, 7);
}

function namedByStart(settings: FiscalSettings): boolean {
  return settings.fiscal_year_named_by === 'start';
}

/** A year that starts in January ends in the year in which it starts. */
function yearShift(settings: FiscalSettings): number {
  return settings.fiscal_year_start_month === 1 ? 0 : 1;
}

/** Quarters as listed in the settings; before and after the list they go on as `stepped` says. */
function customQuarter(day: string, settings: FiscalSettings): Period {
  const { fiscal_quarters: listed } = settings;
  const known = listed.find((quarter) => quarter.start <= day && day < quarter.end);
  if (known) return known;
  const forward = day >= (listed.at(-1) as Period).end;
  let quarter = (forward ? listed.at(-1) : listed[0]) as Period;
  while (!(quarter.start <= day && day < quarter.end)) {
    quarter = stepped(quarter, forward ? 1 : -1, listed);
  }
  return quarter;
}

function customNamed(name: string, settings: FiscalSettings): Period {
  const { fiscal_quarters: listed } = settings;
  const known = listed.find((quarter) => quarter.name === name);
  if (known) return known;
  const first = listed[0] as Period;
  const forward = name > first.name;
  let quarter = forward ? (listed.at(-1) as Period) : first;
  while (quarter.name !== name) quarter = stepped(quarter, forward ? 1 : -1, listed);
  return quarter;
}

/** The quarter after or before: 13 weeks where all that are listed are of whole weeks, else 3 months. */
function stepped(quarter: Period, by: 1 | -1, listed: readonly Period[]): Period {
  const inWeeks = listed.every(({ start, end }) => daysBetween(start, end) % 7 === 0);
  const move = (day: string) =>
    inWeeks
      ? addDays(day, by * 7 * WEEKS_PER_QUARTER)
      : Temporal.PlainDate.from(day)
          .add({ months: 3 * by })
          .toString();
  const name = nextQuarterName(quarter.name, by);
  return by === 1
    ? { name, start: quarter.end, end: move(quarter.end) }
    : { name, start: move(quarter.start), end: quarter.start };
}
