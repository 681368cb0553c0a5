/** Days of the simulated company. Day 0 is Monday 2023-07-03; the warm-up year has negative days. */

const DAY_MS = 86_400_000;
const DAY_ZERO_MS = Date.UTC(2023, 6, 3);

const WARM_UP_WEEKS = 52;
const HISTORY_WEEKS = 156;
export const WEEKS_PER_QUARTER = 13;
const FOLLOW_UP_WEEKS = 26;

export const FIRST_WEEK = -WARM_UP_WEEKS;
/** The week after the last one. */
export const END_WEEK = HISTORY_WEEKS + WEEKS_PER_QUARTER + FOLLOW_UP_WEEKS;

export const FIRST_DAY = FIRST_WEEK * 7;
export const END_DAY = END_WEEK * 7;
export const TARGET_QUARTER = HISTORY_WEEKS / WEEKS_PER_QUARTER;

export const REGIONS = ['Americas', 'EMEA'] as const;
export type Region = 0 | 1;

const knownDates = new Map<number, string>();

export function dateOf(day: number): string {
  const known = knownDates.get(day);
  if (known !== undefined) return known;
  const date = new Date(DAY_ZERO_MS + day * DAY_MS).toISOString().slice(0, 10);
  knownDates.set(day, date);
  return date;
}

const TWO_DIGITS = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

/** An instant as Salesforce writes it: 2026-03-04T10:11:12.000Z. Instants are whole seconds. */
export function instantText(instant: number): string {
  const day = dayOfInstant(instant);
  const seconds = Math.floor((instant - startOf(day)) / 1000);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${dateOf(day)}T${TWO_DIGITS[clock[0]!]}:${TWO_DIGITS[clock[1]!]}:${TWO_DIGITS[clock[2]!]}.000Z`;
}

export function dayOf(date: string): number {
  return Math.round((Date.parse(`${date}T00:00:00Z`) - DAY_ZERO_MS) / DAY_MS);
}

/** The instant at which a day begins, in milliseconds. */
export function startOf(day: number): number {
  return DAY_ZERO_MS + day * DAY_MS;
}

export function dayOfInstant(instant: number): number {
  return Math.floor((instant - DAY_ZERO_MS) / DAY_MS);
}

export function weekOf(day: number): number {
  return Math.floor(day / 7);
}

export function weekday(day: number): number {
  return ((day % 7) + 7) % 7;
}

export function quarterOfWeek(week: number): number {
  return Math.floor(week / WEEKS_PER_QUARTER);
}

/** Quarter 0 is 2023-Q3: fiscal quarters of 13 weeks, named by the calendar year they are nearest. */
export function quarterName(quarter: number): string {
  return `${2023 + Math.floor((quarter + 2) / 4)}-Q${((((quarter + 2) % 4) + 4) % 4) + 1}`;
}

export function monthOf(day: number): number {
  return new Date(DAY_ZERO_MS + day * DAY_MS).getUTCMonth() + 1;
}

const FIXED_HOLIDAYS: readonly (readonly string[])[] = [
  ['01-01', '06-19', '07-04', '12-24', '12-25'],
  ['01-01', '05-01', '12-24', '12-25', '12-26', '12-31'],
];

/** Holidays that move with the weekday: [month, weekday (0 = Monday), which one; -1 = the last]. */
const MOVING_HOLIDAYS: readonly (readonly (readonly [number, number, number])[])[] = [
  [
    [5, 0, -1],
    [9, 0, 1],
    [11, 3, 4],
    [11, 4, 4],
  ],
  [
    [4, 0, 2],
    [5, 0, -1],
    [8, 0, -1],
  ],
];

function isHoliday(day: number, region: Region): boolean {
  const [, monthDay] = /^\d+-(.*)$/.exec(dateOf(day)) ?? [];
  if (FIXED_HOLIDAYS[region]?.includes(monthDay ?? '')) return true;
  const month = Number(monthDay?.slice(0, 2));
  const date = Number(monthDay?.slice(3));
  return (MOVING_HOLIDAYS[region] ?? []).some(
    ([m, w, nth]) =>
      m === month &&
      w === weekday(day) &&
      (nth === Math.ceil(date / 7) || (nth === -1 && monthOf(day + 7) !== m)),
  );
}

/** Working days of a region, counted so that the working days between two days are a difference. */
export class WorkingDays {
  readonly #works: Uint8Array;
  readonly #count: Int32Array;
  /** Working days from this one to the end of its fiscal quarter, this one included. */
  readonly #left: Int16Array;

  /** `lost` names further days on which nobody of the region works. */
  constructor(region: Region, lost: (day: number) => boolean) {
    const length = END_DAY - FIRST_DAY + 400;
    this.#works = new Uint8Array(length);
    this.#count = new Int32Array(length + 1);
    this.#left = new Int16Array(length);
    for (let i = 0; i < length; i += 1) {
      const day = i + FIRST_DAY;
      const works = weekday(day) < 5 && !isHoliday(day, region) && !lost(day);
      this.#works[i] = works ? 1 : 0;
      this.#count[i + 1] = (this.#count[i] ?? 0) + (works ? 1 : 0);
    }
    let left = 0;
    for (let i = length - 1; i >= 0; i -= 1) {
      if ((i + FIRST_DAY + 1) % (7 * WEEKS_PER_QUARTER) === 0) left = 0;
      left += this.#works[i] ?? 0;
      this.#left[i] = left;
    }
  }

  works(day: number): boolean {
    return this.#works[day - FIRST_DAY] === 1;
  }

  /** Working days before this day since the calendar began. */
  before(day: number): number {
    return this.#count[day - FIRST_DAY] ?? 0;
  }

  between(from: number, to: number): number {
    return this.before(to) - this.before(from);
  }

  leftInQuarter(day: number): number {
    return this.#left[day - FIRST_DAY] ?? 0;
  }

  /** This day, or the next working day after it. */
  onOrAfter(day: number): number {
    let at = day;
    while (at < END_DAY + 300 && !this.works(at)) at += 1;
    return at;
  }
}
