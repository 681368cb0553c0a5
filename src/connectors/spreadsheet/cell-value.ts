/** What a cell says, as text: numbers with a decimal point, days and instants as ISO 8601. */

/** Formats 14 to 22 and 45 to 47 are dates everywhere, the others in East Asian locales. */
const DATE_FORMATS: readonly (readonly [first: number, last: number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

/** Whether a number format shows dates; `code` is null for a built-in one. */
export function isDateFormat(id: number, code: string | null): boolean {
  if (code === null) return DATE_FORMATS.some(([first, last]) => id >= first && id <= last);
  const bare = code
    .replace(/"[^"]*"/g, '')
    .replace(/\\.|_.|\*./g, '')
    .split(';')[0] as string;
  if (/\[[hms]+\]/i.test(bare)) return false;
  return /[ymdhs]/i.test(bare.replace(/\[[^\]]*\]/g, '').replace(/General/gi, ''));
}

const DAY_MS = 86_400_000;
/** Day 0 of the two calendars; the first one counts a 29 February 1900 that never was. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const FALSE_LEAP_DAY = 60;
const LAST_SERIAL = 2_958_466;

/** A serial as `YYYY-MM-DD`, or with a time if it has one; null when it is no day. */
export function serialText(serial: number, from1904: boolean): string | null {
  const firstDay = from1904 ? 0 : 1;
  if (!(serial >= firstDay && serial < LAST_SERIAL)) return null;
  if (!from1904 && Math.floor(serial) === FALSE_LEAP_DAY) return null;
  const days = !from1904 && serial < FALSE_LEAP_DAY ? serial + 1 : serial;
  const epoch = from1904 ? EPOCH_1904 : EPOCH_1900;
  const seconds = Math.round((epoch + days * DAY_MS) / 1000);
  const text = new Date(seconds * 1000).toISOString();
  return seconds % 86_400 === 0 ? text.slice(0, 10) : text.slice(0, 19);
}

/** Numbers are kept to 15 digits and shown so; what binary fractions add is left off. */
export function numberText(raw: string): string {
  const number = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(number)) return raw;
  const text = String(Number(number.toPrecision(15)));
  if (!text.includes('e')) return text;
  return Math.abs(number) < 1 ? number.toFixed(20).replace(/0+$/, '') : BigInt(number).toString();
}

/** `_x000D_` stands for a character that XML cannot hold. */
export function plainText(text: string): string {
  const whole = text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
    : text;
  return whole.includes('\r') || whole.includes('\0')
    ? whole.replace(/\r\n?/g, '\n').replaceAll('\0', '')
    : whole;
}

/** `AB12` → 27, counted from 0; null when it is no cell. */
export function columnIndex(reference: string): number | null {
  const letters = /^\$?([A-Z]{1,3})\$?\d/.exec(reference)?.[1];
  if (letters === undefined) return null;
  let index = 0;
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}
