/** The curves over time: the share converted by days since, with its band. */

import type { CurveRow } from './curve-rows.ts';
import type { Language } from './numbers.ts';
import { NARROW } from './picture-rows.ts';
import type { Picture } from './report.ts';
import { curveNote, curveSays, curveTitle } from './words-curves.ts';

type Spec = Record<string, unknown>;

/** Points enough for a smooth eye; the steps of thousands of days are not seen. */
const MOST_POINTS = 48;

export function curvePictures(rows: readonly CurveRow[], language: Language): Picture[] {
  const drawn = rows.filter((row) => row.curve.by_day.length > 1);
  const all = drawn.find((row) => row.isAll) ?? null;
  const days =
    1.15 *
    Math.max(
      1,
      ...drawn.map((row) => row.curve.lag_days?.p95 ?? row.curve.by_day.at(-1)?.[0] ?? 1),
    );
  const top =
    Math.max(0.01, ...drawn.filter((row) => row.isTold).map((row) => row.curve.high ?? 0)) * 104;
  return drawn.slice(0, 12).map((row, index) => {
    const title = curveTitle(row);
    const spec = curveSpec({ row, all, days, top }, title);
    return {
      id: `curve-${index}`,
      title,
      note: curveNote(row, language),
      description: `${title}. ${curveSays(row)}.`,
      wide: spec,
      narrow: spec,
      key: [],
      marks: [],
      links: [],
      table: null,
    };
  });
}

interface CurveInput {
  readonly row: CurveRow;
  readonly all: CurveRow | null;
  readonly days: number;
  readonly top: number;
}

function points(row: CurveRow, days: number): Spec[] {
  const within = row.curve.by_day.filter(([day]) => day <= days);
  const every = Math.ceil(within.length / MOST_POINTS);
  const digits = (share: number) => Math.round(share * 1e4) / 100;
  return within
    .filter((_, index) => index % every === 0 || index === within.length - 1)
    .map(([day, share, low, high]) => ({
      day,
      share: digits(share),
      low: digits(low),
      high: digits(high),
    }));
}

function curveSpec({ row, all, days, top }: CurveInput, description: string): Spec {
  const x = {
    field: 'day',
    type: 'quantitative',
    scale: { domain: [0, days], nice: false },
    axis: {
      title: null,
      grid: false,
      ticks: false,
      tickCount: 4,
      labelExpr: "datum.value === 0 ? 'day 0' : datum.label",
    },
  };
  const y = {
    type: 'quantitative',
    scale: { domain: [0, top], nice: false, clamp: true },
    axis: { title: null, domain: false, ticks: false, tickCount: 3 },
  };
  const line = (values: Spec[], style: string): Spec => ({
    data: { values },
    mark: { type: 'line', style, interpolate: 'step-after', clip: true },
    encoding: { x, y: { ...y, field: 'share' } },
  });
  const own = points(row, days);
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description,
    width: NARROW,
    height: 120,
    autosize: 'none',
    padding: { left: 30, right: 8, top: 6, bottom: 24 },
    view: { stroke: null },
    layer: [
      {
        data: { values: own },
        mark: { type: 'area', style: 'band', interpolate: 'step-after', clip: true },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
      },
      ...(all && all !== row ? [line(points(all, days), 'plan-line')] : []),
      line(own, 'actual-line'),
    ],
  };
}
