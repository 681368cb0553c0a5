/** Numbers and dates as they are printed: `4.6`, `20 times in 100`, `−12`, `Mon 14 Sep`. */

import { addDays } from '../calendar.ts';

export interface Language {
  readonly locale: string;
}

export function whole(value: number, { locale }: Language): string {
  return trueMinus(new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value));
}

/** A share as so many of 100, one digit after the point: `4.6`. */
export function ofHundred(share: number, { locale }: Language): string {
  return new Intl.NumberFormat(locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(share * 100);
}

/** For sentences: `20 times in 100`; never 0 and never 100. */
export function timesInHundred(share: number): string {
  const times = Math.round(share * 100);
  if (times < 1) return 'less than 1 time in 100';
  if (times > 99) return 'more than 99 times in 100';
  return `${times} ${times === 1 ? 'time' : 'times'} in 100`;
}

/** The difference from `base` in percent: `−13 %`; `—` where there is nothing to compare with. */
export function percentOff(value: number, base: number): string {
  if (base === 0) return '—';
  const percent = Math.round((value / base - 1) * 100);
  return trueMinus(`${percent > 0 ? '+' : ''}${percent} %`);
}

/** `Mon 14 Sep`, with the year when it is not that of `today`. */
export function dayName(day: string, today: string, { locale }: Language): string {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  const text = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  })
    .format(date)
    .replace(',', '')
    .replace('Sept', 'Sep');
  return day.slice(0, 4) === today.slice(0, 4) ? text : `${text} ${day.slice(0, 4)}`;
}

/** `24 to 30 Aug`, of a half-open period. */
export function periodName(from: string, to: string, language: Language): string {
  const short = (day: string) => dayName(day, day, language).replace(/^\S+ /, '');
  const last = addDays(to, -1);
  const [first, end] = [short(from), short(last)];
  return from.slice(0, 7) === last.slice(0, 7)
    ? `${first.split(' ')[0]} to ${end}`
    : `${first} to ${end}`;
}

/** `Q3`, with the year when it is not that of `today`. */
export function quarterName(quarter: string, today: string): string {
  const [year, name] = quarter.split('-') as [string, string];
  return year === today.slice(0, 4) ? name : `${name} ${year}`;
}

/** `demo_request` → `Demo request`; blank → `Not recorded`. */
export function valueName(value: string): string {
  if (value === '') return 'Not recorded';
  const words = /^[a-z0-9]+(_[a-z0-9]+)+$/.test(value) ? value.replaceAll('_', ' ') : value;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `a, b and c`. */
export function listOf(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

export function plural(number: number, one: string, many: string): string {
  return number === 1 ? one : many;
}

function trueMinus(text: string): string {
  return text.replace('-', '−');
}
