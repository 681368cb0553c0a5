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

/**
 * `4,100,000`, `4 100 000` or `4.1 M` in minor units; null for blank.
 * @returns undefined for what is no amount
 */
export function readAmount(text: string, currency: string): number | null | undefined {
  const plain = text.trim();
  if (plain === '') return null;
  const found = /^(\d{1,3}(?:[, '\u00a0\u202f]\d{3})+|\d+)(\.\d+)?\s*([kM]?)$/.exec(plain);
  if (!found) return undefined;
  const [, whole = '', rest = '', unit] = found;
  const scale = unit === 'M' ? 1e6 : unit === 'k' ? 1e3 : 1;
  const value = Number(whole.replaceAll(/\D/g, '') + rest) * scale;
  const minor = value * 10 ** minorDigits(currency);
  const rounded = Math.round(minor);
  const isExact = Math.abs(minor - rounded) < 1e-6 * Math.max(1, minor);
  return isExact && Number.isSafeInteger(rounded) ? rounded : undefined;
}
