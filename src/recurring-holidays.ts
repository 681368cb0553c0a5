/** Whether a holiday that a source keeps as a rule falls on a day. */

import { addDays, daysBetween } from './calendar.ts';
import type { SourceHoliday } from './config.ts';

const NTHS = ['first', 'second', 'third', 'fourth'];

export function fallsOn(holiday: SourceHoliday, day: string): boolean {
  const { happened, ends_on, recurrence } = holiday;
  if (recurrence === null) return day === happened;
  if (day < happened || (ends_on !== null && day > ends_on)) return false;
  const every = Math.max(1, holiday.every ?? 1);
  switch (recurrence) {
    case 'daily':
      return daysBetween(happened, day) % every === 0;
    case 'every_weekday':
      return Temporal.PlainDate.from(day).dayOfWeek <= 5;
    case 'weekly':
      return isNamedWeekday(holiday, day) && weeksBetween(happened, day) % every === 0;
    case 'monthly':
      return isNamedDay(holiday, day) && monthsBetween(happened, day) % every === 0;
    case 'monthly_nth':
      return isNth(holiday, day) && monthsBetween(happened, day) % every === 0;
    case 'yearly':
      return isNamedMonth(holiday, day) && isNamedDay(holiday, day);
    case 'yearly_nth':
      return isNamedMonth(holiday, day) && isNth(holiday, day);
  }
}

/** Weeks begin on Sunday, as the sum of weekdays does. */
function weeksBetween(from: string, day: string): number {
  const sunday = (each: string) => addDays(each, -(Temporal.PlainDate.from(each).dayOfWeek % 7));
  return daysBetween(sunday(from), sunday(day)) / 7;
}

function monthsBetween(from: string, day: string): number {
  const [one, other] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(day)];
  return 12 * (other.year - one.year) + other.month - one.month;
}

function isNamedWeekday({ happened, weekdays }: SourceHoliday, day: string): boolean {
  const bit = 1 << (Temporal.PlainDate.from(day).dayOfWeek % 7);
  const own = 1 << (Temporal.PlainDate.from(happened).dayOfWeek % 7);
  return ((weekdays ?? own) & bit) !== 0;
}

function isNamedMonth({ happened, month }: SourceHoliday, day: string): boolean {
  return Number(day.slice(5, 7)) === (month ?? Number(happened.slice(5, 7)));
}

function isNamedDay({ happened, day_of_month }: SourceHoliday, day: string): boolean {
  return Number(day.slice(8, 10)) === (day_of_month ?? Number(happened.slice(8, 10)));
}

/** Which of its kind in the month: of the named weekdays taken together, as "the last weekday". */
function isNth(holiday: SourceHoliday, day: string): boolean {
  if (!isNamedWeekday(holiday, day)) return false;
  const date = Temporal.PlainDate.from(day);
  const isLater = (other: number) => other > date.day;
  const named = Array.from({ length: date.daysInMonth }, (_, at) => at + 1).filter((other) =>
    isNamedWeekday(holiday, date.with({ day: other }).toString()),
  );
  if (holiday.nth === 'last') return !named.some(isLater);
  return named.indexOf(date.day) === NTHS.indexOf(holiday.nth ?? 'first');
}
