/** Clocks that run only while people work. Instants are ISO text with a zone or an offset. */

import { addDays } from './calendar.ts';
import { type WorkCalendar, workingHours } from './working-days.ts';

const MINUTE = 60_000;
/** Nobody's clock is looked for farther ahead than this. */
const MOST_DAYS = 3660;

/** A stretch of working time as instants, in milliseconds. */
interface OpenTime {
  readonly from: number;
  readonly to: number;
}

/** Minutes of working time from one instant to another; days on which clocks change included. */
export function businessMinutes(from: string, to: string, calendar: WorkCalendar): number {
  const [start, end] = [instantOf(from), instantOf(to)];
  const lastDay = dayOf(end, calendar);
  let total = 0;
  for (let day = dayOf(start, calendar); day <= lastDay; day = addDays(day, 1)) {
    for (const open of openTimes(day, calendar)) {
      total += Math.max(0, Math.min(open.to, end) - Math.max(open.from, start));
    }
  }
  return total / MINUTE;
}

/**
 * The instant by which so many minutes of working time have passed.
 * @throws RangeError where the calendar has no working time for ten years
 */
export function afterBusinessMinutes(
  from: string,
  minutes: number,
  calendar: WorkCalendar,
): string {
  const start = instantOf(from);
  let left = minutes * MINUTE;
  let day = dayOf(start, calendar);
  for (let count = 0; count < MOST_DAYS; count++, day = addDays(day, 1)) {
    for (const open of openTimes(day, calendar)) {
      const begin = Math.max(open.from, start);
      const has = open.to - begin;
      if (has <= 0) continue;
      if (has >= left) return Temporal.Instant.fromEpochMilliseconds(begin + left).toString();
      left -= has;
    }
  }
  throw new RangeError(`no working time for ${minutes} minutes after ${from}`);
}

export interface Assignment {
  readonly owner: string;
  /** When the owner got it. */
  readonly at: string;
}

export interface OwnerClock {
  readonly owner: string;
  readonly from: string;
  readonly to: string;
  readonly wall_minutes: number;
  readonly business_minutes: number;
}

/**
 * One clock for each owner in turn, each in the owner's own calendar: a new owner starts at nought.
 * @param done when it was worked, or the moment at which it is looked at
 */
export function ownerClocks(
  assignments: readonly Assignment[],
  done: string,
  calendarOf: (owner: string) => WorkCalendar,
): OwnerClock[] {
  const inOrder = assignments.toSorted((a, b) => instantOf(a.at) - instantOf(b.at));
  return inOrder
    .filter(({ at }) => instantOf(at) <= instantOf(done))
    .map(({ owner, at }, place) => {
      const next = inOrder[place + 1]?.at ?? done;
      const to = instantOf(next) < instantOf(done) ? next : done;
      return {
        owner,
        from: at,
        to,
        wall_minutes: (instantOf(to) - instantOf(at)) / MINUTE,
        business_minutes: businessMinutes(at, to, calendarOf(owner)),
      };
    });
}

function openTimes(day: string, calendar: WorkCalendar): OpenTime[] {
  const at = (minute: number) => {
    const [date, rest] = minute >= 1440 ? [addDays(day, 1), minute - 1440] : [day, minute];
    return Temporal.PlainDate.from(date).toZonedDateTime({
      timeZone: calendar.time_zone,
      plainTime: Temporal.PlainTime.from({ hour: Math.floor(rest / 60), minute: rest % 60 }),
    }).epochMilliseconds;
  };
  return workingHours(day, calendar).map(({ from, to }) => ({ from: at(from), to: at(to) }));
}

function dayOf(milliseconds: number, calendar: WorkCalendar): string {
  return Temporal.Instant.fromEpochMilliseconds(milliseconds)
    .toZonedDateTimeISO(calendar.time_zone)
    .toPlainDate()
    .toString();
}

function instantOf(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds;
}
