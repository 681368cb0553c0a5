/** How the terminal says numbers, days and shares. */

import { addDays } from '../calendar.ts';

const LOCALE = 'en';

/** `8,300`. */
export function count(value: number): string {
  return signed(new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 }).format(value));
}

/** `1 deal`, `8,300 deals`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** A mean of counts: one decimal while it is small. */
export function average(value: number): string {
  const digits = Math.abs(value) < 100 && !Number.isInteger(value) ? 1 : 0;
  return signed(new Intl.NumberFormat(LOCALE, { maximumFractionDigits: digits }).format(value));
}

function signed(text: string): string {
  return text.replace('-', '−');
}

/** A difference always has its sign. */
export function withSign(text: string, value: number): string {
  return value > 0 ? `+${text}` : text;
}

/** `52`, or `4.6` below ten: a share of 0 to 1 as so many of 100. */
export function ofHundred(share: number): string {
  const hundred = share * 100;
  if (hundred === 0 || hundred >= 9.95) return hundred.toFixed(0);
  return hundred.toFixed(1);
}

/** `52 of 100 (51 to 53)`. */
export function rateText(rate: number, low: number | null, high: number | null): string {
  const whole = `${ofHundred(rate)} of 100`;
  return low === null || high === null
    ? whole
    : `${whole} (${ofHundred(low)} to ${ofHundred(high)})`;
}

/** `31 Aug`, with the year when it is not that of `near`. */
function dayText(day: string, near: string): string {
  const date = Temporal.PlainDate.from(day.slice(0, 10));
  const text = date.toLocaleString('en-GB', { day: 'numeric', month: 'short' });
  return day.slice(0, 4) === near.slice(0, 4) ? text : `${text} ${date.year}`;
}

/** A half-open period by its first and last day: `29 Jun to 31 Aug 2026`. */
export function periodText(from: string, to: string): string {
  const last = from < to ? addDays(to, -1) : from;
  return `${dayText(from, last)} to ${dayText(last, last)} ${last.slice(0, 4)}`;
}

export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function plainName(name: string): string {
  return name.replaceAll('_', ' ');
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

const MOVE_NAMES: Readonly<Record<string, string>> = {
  start: 'Open at the start',
  new: 'New',
  reopened: 'Reopened',
  pulled_in: 'Pulled in',
  pushed_out: 'Pushed out',
  amount_up: 'Amounts raised',
  amount_down: 'Amounts lowered',
  amount_learnt: 'Amounts learnt',
  amount_lost_sight_of: 'Amounts removed',
  fx: 'Exchange rates',
  won: 'Won',
  lost: 'Lost',
  end: 'Open at the end',
};

export function moveName(move: string): string {
  return MOVE_NAMES[move] ?? sentenceCase(plainName(move));
}
