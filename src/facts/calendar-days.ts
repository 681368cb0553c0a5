import { addDays, quarterOf, weekStart } from '../calendar.ts';
import type { Settings } from '../config.ts';
import { isWorkingDay, workCalendar } from '../working-days.ts';

/**
 * One row a day, both ends included: day, week, quarter, its first day, the first day after it,
 * working day or not, and the running count of working days up to and including the day.
 */
export function calendarDays(
  first: string,
  last: string,
  settings: Settings,
): (string | number | boolean)[][] {
  const rows: (string | number | boolean)[][] = [];
  const work = workCalendar(settings);
  let workingDays = 0;
  let quarter = quarterOf(first, settings);
  for (let day = first; day <= last; day = addDays(day, 1)) {
    if (day >= quarter.end) quarter = quarterOf(day, settings);
    const isOpen = isWorkingDay(day, work);
    if (isOpen) workingDays++;
    const week = weekStart(day, settings);
    rows.push([day, week, quarter.name, quarter.start, quarter.end, isOpen, workingDays]);
  }
  return rows;
}
