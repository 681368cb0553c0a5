/** CurrencyType, DatedConversionRate: there only if the company sells in more than one currency. */
import { dateOf, startOf } from './calendar.ts';
import { euroRates } from './record-currency.ts';
import { GO_LIVE } from './recorded.ts';
import { salesforceId } from './salesforce-id.ts';
import { type Org, stamp, type Table, table } from './salesforce-org.ts';

interface CurrencyRow {
  readonly number: number;
  readonly code: string;
  readonly rate: number;
  readonly at: number;
}

interface RateRow extends CurrencyRow {
  readonly from: string;
  readonly to: string;
}

/** Rates are units of the currency for one of the corporate currency. */
export function currencyTables(org: Org): Table[] {
  const known = euroRates(org.truth).filter(({ day }) => org.has(startOf(day)));
  const last = known[known.length - 1];
  if (!last) return [];
  const currencies: CurrencyRow[] = [
    { number: 1, code: 'USD', rate: 1, at: GO_LIVE },
    { number: 2, code: 'EUR', rate: last.rate, at: startOf(last.day) },
  ];
  const open = '9999-12-31';
  const rates: RateRow[] = [
    { ...currencies[0]!, from: dateOf(0), to: open },
    ...known.map(({ day, rate }, i) => {
      const next = known[i + 1];
      const to = next ? dateOf(next.day) : open;
      return { number: i + 2, code: 'EUR', rate, at: startOf(day), from: dateOf(day), to };
    }),
  ];
  return [
    table<CurrencyRow>('CurrencyType', currencies, {
      id: (c) => salesforceId('CurrencyType', c.number),
      isoCode: (c) => c.code,
      conversionRate: (c) => c.rate,
      decimalPlaces: () => 2,
      isActive: () => true,
      isCorporate: (c) => c.code === 'USD',
      createdDate: () => stamp(GO_LIVE),
      systemModstamp: (c) => stamp(c.at),
    }),
    table<RateRow>('DatedConversionRate', rates, {
      id: (r) => salesforceId('DatedConversionRate', r.number),
      isoCode: (r) => r.code,
      conversionRate: (r) => r.rate,
      startDate: (r) => r.from,
      nextStartDate: (r) => r.to,
      createdDate: (r) => stamp(r.at),
      systemModstamp: (r) => stamp(r.at),
    }),
  ];
}
