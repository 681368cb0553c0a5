/** Days and quarters as the pickers need them. Days are ISO text. */

import type { OverviewAnswer } from '../operations/overview.ts';

const DAY = 86_400_000;

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day.slice(0, 10)) + days * DAY).toISOString().slice(0, 10);
}

export type Quarter = OverviewAnswer['quarters'][number];

export function weeksOf(quarter: Quarter): number {
  return quarter.weeks.length;
}

/** The last complete week by the as-of day, and its quarter. */
export function latestWeek({ quarters, as_of }: Pick<OverviewAnswer, 'quarters' | 'as_of'>) {
  const [current, before] = quarters;
  if (!current) return null;
  const tomorrow = addDays(as_of, 1);
  const complete = current.weeks.filter(({ end }) => end <= tomorrow).length;
  if (complete > 0) return { quarter: current, week: complete };
  return before ? { quarter: before, week: weeksOf(before) } : { quarter: current, week: 1 };
}

/** The last day of that week, for `this-week`. */
export function dayOfWeek(quarter: Quarter, week: number): string {
  return addDays(quarter.weeks[week - 1]?.end ?? quarter.end, -1);
}

/** `Mon 31 Aug 2026`. */
export function longDay(day: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
    .format(new Date(`${day.slice(0, 10)}T00:00:00Z`))
    .replace(',', '')
    .replace('Sept', 'Sep');
}

/** `2026-Q3` → `Q3 2026`. */
export function quarterLabel(name: string): string {
  return name.split('-').reverse().join(' ');
}
