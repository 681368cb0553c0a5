import { type Money, wholeMoney } from '../money.ts';
import { dayName, type Language, quarterName } from './numbers.ts';
import type { Table } from './report.ts';

interface PastForecast {
  readonly quarter: string;
  readonly as_of: string;
  readonly p05: Money;
  readonly p50: Money;
  readonly p95: Money;
  readonly actual: Money;
}

/** Forecasts of quarters that are over, each beside what came. */
export function pastForecastsTable(
  {
    title,
    past,
    as_of,
  }: {
    readonly title: string;
    readonly past: readonly PastForecast[];
    readonly as_of: string;
  },
  language: Language,
): Table {
  const money = (amount: Money) => wholeMoney(amount, language.locale);
  return {
    id: 'past',
    title,
    columns: [
      { key: 'quarter', label: 'Quarter', align: 'left' },
      { key: 'on', label: 'As of', align: 'left' },
      { key: 'p05', label: 'Low', align: 'right' },
      { key: 'p50', label: 'Middle', align: 'right' },
      { key: 'p95', label: 'High', align: 'right' },
      { key: 'actual', label: 'It ended at', align: 'right' },
    ],
    rows: past.map((run) => ({
      cells: {
        quarter: quarterName(run.quarter, as_of),
        on: dayName(run.as_of, as_of, language),
        p05: money(run.p05),
        p50: money(run.p50),
        p95: money(run.p95),
        actual: money(run.actual),
      },
      rows_of: {},
      values: { quarter: Date.parse(run.as_of), on: Date.parse(run.as_of) },
    })),
  };
}
