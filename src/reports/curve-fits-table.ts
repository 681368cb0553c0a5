/** Rates and lags in the end, as fitted, in a table beside what was seen so far. */

import type { FitAnswer } from '../operations/curve-fits.ts';
import type { CurveRow } from './curve-rows.ts';
import { type Language, ofHundred, whole } from './numbers.ts';
import type { Table } from './report.ts';

const VERDICTS = {
  ok: 'Told',
  not_identifiable: 'Cannot tell yet: too little of the lag has passed',
  too_few: 'Too few conversions',
} as const;

const CAUTIONS = {
  lag_borrowed: 'lag taken from older or larger groups',
  mostly_parent: 'leans mostly on the whole',
  zombies: 'old open ones that nobody closes: do not compare speeds',
  wins_recorded_late: 'conversions were not recorded at first; earlier entries set aside',
} as const;

const FAMILIES: Readonly<Record<string, string>> = { gengamma: 'generalised gamma' };

/** One table, or none where nothing was fitted. */
export function fitsTable(
  rows: readonly CurveRow[],
  { label, language }: { label: string; language: Language },
): Table[] {
  const fitted = rows.flatMap(({ name, curve }) =>
    curve.in_the_end ? [{ name, fit: curve.in_the_end }] : [],
  );
  if (fitted.length === 0) return [];
  const right = (key: string, text: string) => ({ key, label: text, align: 'right' as const });
  const left = (key: string, text: string) => ({ key, label: text, align: 'left' as const });
  return [
    {
      id: 'fits',
      title: 'What will convert in the end, fitted to all that is known so far',
      columns: [
        left('name', label),
        right('rate', 'In the end, of 100'),
        right('interval', '90 % interval'),
        right('half', 'Days, half'),
        right('most', 'Days, 80 of 100'),
        right('lived', 'Lag lived through'),
        left('law', 'Law'),
        left('reading', 'Reading'),
      ],
      rows: fitted.map(({ name, fit }) => ({
        cells: { name, ...cells(fit, language) },
        rows_of: {},
        values: { rate: fit.rate?.value ?? null, half: fit.lag_days?.p50.value ?? null },
      })),
    },
  ];
}

function cells(fit: FitAnswer, language: Language): Record<string, string> {
  const { rate, lag_days, lived_through, families } = fit;
  const days = (value: number | undefined) =>
    value === undefined ? '—' : whole(Math.round(value), language);
  return {
    rate: rate ? ofHundred(rate.value, language) : '—',
    interval: rate ? `${ofHundred(rate.low, language)} to ${ofHundred(rate.high, language)}` : '—',
    half: days(lag_days?.p50.value),
    most: days(lag_days?.p80?.value),
    lived: lived_through === null ? '—' : `${whole(Math.round(100 * lived_through), language)} %`,
    law: families
      .map(({ family, weight }) => {
        const name = FAMILIES[family] ?? family;
        return families.length > 1 ? `${name} ${Math.round(100 * weight)} %` : name;
      })
      .join(', '),
    reading: [VERDICTS[fit.verdict], ...fit.caveats.map((caveat) => CAUTIONS[caveat])].join('; '),
  };
}
