/** How the forecast of a quarter moved week by week: a band that narrows, what is booked, the target. */

import { shortMoney } from '../money.ts';
import type { ForecastAnswer, ForecastQuarter } from '../operations/forecast.ts';
import { dayName, type Language, quarterName } from './numbers.ts';
import { moneyUpwards } from './picture-axes.ts';
import { NARROW, WIDE } from './picture-rows.ts';
import type { Mark, Picture } from './report.ts';

type Spec = Record<string, unknown>;
type Week = ForecastAnswer['weeks'][number];

export function weeksPicture(answer: ForecastAnswer, language: Language): Picture | null {
  const { weeks, quarters, as_of } = answer;
  const [quarter] = quarters as [ForecastQuarter];
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (!first || !last || first === last) return null;
  const money = (amount: { amount: number; currency: string }) =>
    shortMoney(amount, language.locale);
  const name = quarterName(quarter.quarter, as_of);
  const moved = last.p50.amount - first.p50.amount;
  const since = first.week === 0 ? 'at its start' : `after week ${first.week}`;
  const title = `The middle of ${name} moved from ${money(first.p50)} ${since} to ${money(last.p50)}`;
  const marks = weeks.map(
    (week): Mark => ({
      says: `${dayName(week.as_of, as_of, language)}: ${money(week.p05)} to ${money(week.p95)}, middle ${money(week.p50)}, booked ${money(week.booked)}`,
      rows_of: null,
    }),
  );
  const form = { weeks, quarter, title, money };
  return {
    id: 'weeks',
    title: moved === 0 ? `The middle of ${name} stayed at ${money(last.p50)}` : title,
    note: 'Each week as it was forecast then, from what was recorded by then, before any correction.',
    description: `${title}. ${marks.map(({ says }) => says).join('. ')}.`,
    wide: weeksSpec({ ...form, width: WIDE }),
    narrow: weeksSpec({ ...form, width: NARROW }),
    key: [
      { style: 'band', label: '90 of 100 such quarters end here' },
      { style: 'doubt', label: 'the middle' },
      { style: 'actual-line', label: 'booked' },
      ...(quarter.target ? [{ style: 'plan-line', label: 'target' }] : []),
    ],
    marks,
    links: [],
    table: 'weeks',
  };
}

interface Form {
  readonly weeks: readonly Week[];
  readonly quarter: ForecastQuarter;
  readonly title: string;
  readonly money: (amount: { amount: number; currency: string }) => string;
  readonly width: number;
}

/** Weeks of every quarter's picture, the longest there is. */
const WEEKS = 13;

function weeksSpec({ weeks, quarter, title, money, width }: Form): Spec {
  const { target, mean } = quarter;
  const rows = weeks.map(({ week, booked, p05, p50, p95 }, mark) => ({
    week,
    booked: booked.amount,
    p05: p05.amount,
    p50: p50.amount,
    p95: p95.amount,
    mark,
  }));
  const last = Math.max(WEEKS, ...rows.map(({ week }) => week));
  const top = 1.06 * Math.max(1, target?.amount ?? 0, ...rows.map(({ p95 }) => p95));
  const y = (field: string) => moneyUpwards(field, top, (amount) => money({ ...mean, amount }));
  const along = (field: string, style: string): Spec => ({
    mark: { type: 'line', style },
    encoding: { y: y(field) },
  });
  const level = target
    ? [
        {
          data: { values: [0, last].map((week) => ({ week, target: target.amount })) },
          mark: { type: 'line', style: 'plan-line' },
          encoding: { y: y('target') },
        },
      ]
    : [];
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: title,
    data: { values: rows },
    width,
    height: 240,
    autosize: 'none',
    padding: { left: 58, right: 12, top: 12, bottom: 26 },
    view: { stroke: null },
    encoding: {
      x: {
        field: 'week',
        type: 'quantitative',
        scale: { domain: [0, last], nice: false },
        axis: {
          title: null,
          grid: false,
          ticks: false,
          tickCount: last,
          format: 'd',
          labelExpr: "datum.value === 0 ? 'start' : datum.label",
        },
      },
    },
    layer: [
      { mark: { type: 'area', style: 'band' }, encoding: { y: y('p05'), y2: { field: 'p95' } } },
      ...level,
      along('booked', 'actual-line'),
      along('p50', 'doubt'),
      { mark: { type: 'point', style: 'small-dot', filled: true }, encoding: { y: y('p50') } },
    ],
  };
}
