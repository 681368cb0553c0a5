/** Amounts as people type them, and as they are sent: minor units. */

import { minorDigits } from '../money.ts';

/** `4,100,000` from 410000000 cents; blank from none. */
export function typedAmount(amount: number | null, currency: string): string {
  if (amount === null) return '';
  const digits = minorDigits(currency);
  const value = amount / 10 ** digits;
  return value.toLocaleString('en', {
    minimumFractionDigits: Number.isInteger(value) ? 0 : digits,
    maximumFractionDigits: digits,
  });
}

/** A comma between digits parts thousands, as here: `0,046` and `4,6` are no numbers. */
const NUMBER = /^(?:[1-9]\d{0,2}(?:[, '\u00a0\u202f]\d{3})+|\d+)(?:\.\d+)?$/;

/**
 * `1,234.5`, `1 234.5` or `1234.5`; null for blank.
 * @returns undefined for what is no number, or could be read in two ways
 */
export function readNumber(text: string): number | null | undefined {
  const plain = text.trim();
  if (plain === '') return null;
  return NUMBER.test(plain) ? Number(plain.replaceAll(/[^\d.]/g, '')) : undefined;
}

/**
 * `4,100,000`, `4 100 000` or `4.1 M` in minor units; null for blank.
 * @returns undefined for what is no amount
 */
export function readAmount(text: string, currency: string): number | null | undefined {
  const plain = text.trim();
  if (plain === '') return null;
  const unit = plain.at(-1);
  const scale = unit === 'M' ? 1e6 : unit === 'k' ? 1e3 : 1;
  const value = readNumber(scale === 1 ? plain : plain.slice(0, -1));
  if (value === undefined || value === null) return undefined;
  const minor = value * scale * 10 ** minorDigits(currency);
  const rounded = Math.round(minor);
  const isExact = Math.abs(minor - rounded) < 1e-6 * Math.max(1, minor);
  return isExact && Number.isSafeInteger(rounded) ? rounded : undefined;
}
