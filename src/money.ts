/** Money is an integer number of minor units and a currency. */

export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** Digits after the decimal point of a currency: 2 for USD, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
      .maximumFractionDigits ?? 2
  );
}

/** `$3.54 M`, `$562 k`: three figures, for sentences. */
export function shortMoney({ amount, currency }: Money, locale = 'en'): string {
  const value = amount / 10 ** minorDigits(currency);
  const [scaled, unit] =
    Math.abs(value) >= 999_500
      ? [value / 1e6, ' M']
      : Math.abs(value) >= 9_995
        ? [value / 1e3, ' k']
        : [value, ''];
  const text = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    ...(unit ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 }),
  }).format(scaled);
  return trueMinus(text + unit);
}

/** `−$562,160`: whole units, for tables. */
export function wholeMoney({ amount, currency }: Money, locale = 'en'): string {
  const text = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 0,
  }).format(amount / 10 ** minorDigits(currency));
  return trueMinus(text);
}

function trueMinus(text: string): string {
  return text.replace('-', '−');
}
