/**
 * On which days, and from when to when, a team works. Public holidays come from `date-holidays`
 * (its data are from Wikipedia, CC BY-SA 3.0: docs/dependencies.md).
 */

import { createRequire } from 'node:module';
import type { default as Holidays, HolidaysTypes } from 'date-holidays';
import { addDays } from './calendar.ts';
import { type Settings, type SourceHoliday, type SourceTime, WEEKDAYS } from './config.ts';
import { BadInput } from './errors.ts';
import { fallsOn } from './recurring-holidays.ts';

/** What of the settings says when people work. */
export type WorkSettings = Pick<
  Settings,
  | 'time_zone'
  | 'holidays'
  | 'own_holidays'
  | 'work_days'
  | 'work_from'
  | 'work_to'
  | 'team_calendars'
  | 'from_source'
>;

/** A stretch of a day in minutes after midnight by the wall clock, half-open. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** When one team works. */
export interface WorkCalendar {
  readonly time_zone: string;
  /** By number of the weekday, Monday 1; a day without hours is not worked. */
  readonly hours: ReadonlyMap<number, Stretch>;
  /** Country or region, such as `DE-BY`, or null. */
  readonly holidays: string | null;
  readonly own_holidays: Settings['own_holidays'];
  readonly source_holidays: readonly SourceHoliday[];
}

export interface Holiday {
  readonly day: string;
  readonly name: string;
  /** The part of the day on which nobody works. */
  readonly closed: Stretch;
}

/** The company's calendar, or that of one of its teams where it differs. */
export function workCalendar(settings: WorkSettings, team: string | null = null): WorkCalendar {
  const own = settings.team_calendars.find(({ teams }) => team !== null && teams.includes(team));
  const said = { ...settings, ...withoutBlanks(own ?? {}) };
  const source = settings.from_source;
  const isOwnWeek = own?.work_days ?? own?.work_from ?? own?.work_to;
  const hours = isOwnWeek || !source?.hours ? hoursSaid(said) : hoursOfSource(source.hours.days);
  return {
    time_zone: own?.time_zone ?? source?.hours?.time_zone ?? said.time_zone,
    hours,
    holidays: said.holidays,
    own_holidays: [...settings.own_holidays, ...(own?.own_holidays ?? [])],
    source_holidays: own?.holidays === undefined ? (source?.holidays ?? []) : [],
  };
}

function hoursSaid({ work_days, work_from, work_to }: WorkSettings): Map<number, Stretch> {
  const hours = { from: minuteOf(work_from), to: minuteOf(work_to) };
  return new Map(work_days.map((name) => [WEEKDAYS.indexOf(name) + 1, hours]));
}

function hoursOfSource(days: NonNullable<SourceTime['hours']>['days']): Map<number, Stretch> {
  return new Map(
    Object.entries(days).map(([name, text]): [number, Stretch] => {
      const [from = '', to = ''] = text.split('-');
      const number = (WEEKDAYS as readonly string[]).indexOf(name) + 1;
      return [number, { from: minuteOf(from), to: to === '00:00' ? MIDNIGHT : minuteOf(to) }];
    }),
  );
}

function withoutBlanks<Given extends object>(given: Given): Partial<WorkSettings> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** When work is done on a day: nothing on a holiday, less on half a one. */
export function workingHours(day: string, calendar: WorkCalendar): Stretch[] {
  const hours = hoursOf(day, calendar);
  if (!hours) return [];
  let open = [hours];
  for (const { closed } of holidaysOn(day, calendar)) {
    open = open.flatMap(({ from, to }) => [
      { from, to: Math.min(to, closed.from) },
      { from: Math.max(from, closed.to), to },
    ]);
    open = open.filter(({ from, to }) => from < to);
  }
  return open;
}

function hoursOf(day: string, { hours }: WorkCalendar): Stretch | undefined {
  return hours.get(Temporal.PlainDate.from(day).dayOfWeek);
}

/** A day on which anybody works at all, be it for half of it. */
export function isWorkingDay(day: string, calendar: WorkCalendar): boolean {
  return workingHours(day, calendar).length > 0;
}

/** Working days from one day to another, half-open; half a holiday counts as what is left of the day. */
export function workingDays(from: string, to: string, calendar: WorkCalendar): number {
  let days = 0;
  for (let day = from; day < to; day = addDays(day, 1)) {
    const whole = hoursOf(day, calendar);
    if (!whole) continue;
    for (const open of workingHours(day, calendar)) {
      days += (open.to - open.from) / (whole.to - whole.from);
    }
  }
  return days;
}

/** The holidays of a day: public ones and the company's own. */
export function holidaysOn(day: string, calendar: WorkCalendar): Holiday[] {
  const own = calendar.own_holidays
    .filter((holiday) => holiday.day === day)
    .map(({ name, closed_from, closed_to }) => ({
      day,
      name,
      closed: { from: minuteOf(closed_from), to: minuteOf(closed_to) },
    }));
  return [...publicHolidays(calendar.holidays, day), ...own, ...holidaysOfSource(calendar, day)];
}

const MIDNIGHT = 24 * 60;

function holidaysOfSource({ source_holidays }: WorkCalendar, day: string): Holiday[] {
  return source_holidays
    .filter((holiday) => fallsOn(holiday, day))
    .map(({ name, closed_from, closed_to }) => ({
      day,
      name: name ?? '',
      closed: { from: closed_from ?? 0, to: closed_to ?? MIDNIGHT },
    }));
}

/** By place and year, because making the list of a year is slow. */
const lists = new Map<string, ReadonlyMap<string, Holiday[]>>();

function publicHolidays(place: string | null, day: string): readonly Holiday[] {
  if (place === null) return [];
  const key = `${place} ${day.slice(0, 4)}`;
  const known = lists.get(key) ?? listOf(place, Number(day.slice(0, 4)));
  lists.set(key, known);
  return known.get(day) ?? [];
}

function listOf(place: string, year: number): ReadonlyMap<string, Holiday[]> {
  const list = listMaker(place);
  const found = new Map<string, Holiday[]>();
  // The year before may have one that lasts into this year.
  for (const holiday of [...list.getHolidays(year - 1), ...list.getHolidays(year)]) {
    if (holiday.type !== 'public') continue;
    const first = holiday.date.slice(0, 10);
    for (let number = 0; number < lengthOf(holiday); number++) {
      const day = addDays(first, number);
      const from = number === 0 ? minuteOf(holiday.date.slice(11, 16)) : 0;
      const named = { day, name: holiday.name, closed: { from, to: MIDNIGHT } };
      found.set(day, [...(found.get(day) ?? []), named]);
    }
  }
  return found;
}

/** Whole days; one that begins the evening before is said to last a part of a day longer. */
function lengthOf({ start, end }: HolidaysTypes.Holiday): number {
  const days = (Number(end) - Number(start)) / 86_400_000;
  // An hour's grace, for clocks that change.
  return Math.max(1, Math.floor(days + 1 / 24));
}

/** @throws BadInput where nothing is known of the place */
function listMaker(place: string): Holidays {
  const [country = '', state, region] = place.split('-');
  const Library = library();
  const known = new Library();
  const isKnown =
    country in known.getCountries() &&
    (state === undefined || state in (known.getStates(country) ?? {})) &&
    (region === undefined || region in (known.getRegions(country, state ?? '') ?? {}));
  if (!isKnown) {
    throw new BadInput({
      code: 'bad_setting',
      message: `holidays: the holidays of "${place}" are not known`,
      fix: 'Name a country, or a region of it, by its ISO 3166 code: DE, DE-BY, US-CA. Or list your own in own_holidays.',
    });
  }
  if (region !== undefined) return new Library(country, state ?? '', region);
  return state === undefined ? new Library(country) : new Library(country, state);
}

/** `09:30` as minutes after midnight. */
function minuteOf(clock: string): number {
  return 60 * Number(clock.slice(0, 2)) + Number(clock.slice(3, 5));
}

let loaded: typeof Holidays | null = null;

/** Read only where a holiday is asked for: it is large. */
function library(): typeof Holidays {
  loaded ??= createRequire(import.meta.url)('date-holidays') as typeof Holidays;
  return loaded;
}
