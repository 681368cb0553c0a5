/** Conversion by kind: how often (dot and interval), and how late (bars). */

import type { CurveRow } from './curve-rows.ts';
import { valueName } from './numbers.ts';
import { roundSteps } from './picture-axes.ts';
import { along, NARROW, ROW, rowSpec, type TextColumn, WIDE } from './picture-rows.ts';
import type { Mark, Picture } from './report.ts';
import { curveSays, doubtWords, ratesTitle, STEP_MANY, TRAIT_WORDS } from './words-curves.ts';

type Spec = Record<string, unknown>;
type Datum = Spec & { row: string; mark: number };

const WIDE_ROW = 46;
const NARROW_ROW = 112;

export function ratesPicture(
  rows: readonly CurveRow[],
  words: { trait: string | null; note: string },
): Picture {
  const { from, to } = (rows[0] as CurveRow).curve;
  const title = ratesTitle(from, to);
  const data = rows.map(datum);
  const head = words.trait ? valueName(TRAIT_WORDS[words.trait] ?? words.trait) : 'Kind';
  return {
    id: 'rates',
    title,
    note: words.note,
    description: `${title}. ${rows.map(curveSays).join('. ')}.`,
    wide: wideRates(data, { title, head }),
    narrow: narrowRates(data, { title, many: STEP_MANY[from] }),
    key: [
      { style: 'interval', label: 'estimate and 90 % interval' },
      { style: 'reference', label: 'all' },
      { style: 'doubt', label: 'only the interval: too few or too early' },
      { style: 'lag', label: 'half, then 80 of 100, of the conversions have come' },
    ],
    marks: rows.map((row): Mark => ({ says: curveSays(row), rows_of: row.rows_of })),
    links: [
      {
        label: `Show the ${(rows[0] as CurveRow).number} ${STEP_MANY[from]}`,
        count: (rows[0] as CurveRow).curve.entered,
        rows_of: (rows[0] as CurveRow).rows_of,
      },
    ],
    table: 'curves',
  };
}

export function lagsPicture(rows: readonly CurveRow[]): Picture {
  const title = 'How many days until half and until 80 of 100 have come';
  const data = rows.map(datum);
  const top = Math.max(1, ...rows.map((row) => row.curve.lag_days?.p80 ?? 0)) * 1.04;
  const spec = lagsSpec(data, { title, top });
  return {
    id: 'lags',
    title,
    note: '',
    description: `${title}. ${rows.map(curveSays).join('. ')}.`,
    wide: spec,
    narrow: spec,
    key: [],
    marks: rows.map((row): Mark => ({ says: curveSays(row), rows_of: row.rows_of })),
    links: [],
    table: 'curves',
  };
}

function datum(row: CurveRow, mark: number): Datum {
  const { lag_days } = row.curve;
  const { name, number, point, low, high, half, most, soFar, interval } = row;
  return {
    row: `${mark} ${name}`,
    mark,
    name,
    number,
    point,
    low,
    high,
    interval,
    rate: row.isTold ? row.rate : '',
    chip: row.isTold ? '' : row.rate,
    chipWidth: 16 + 7 * row.rate.length,
    p50: lag_days?.p50 ?? null,
    p80: lag_days?.p80 ?? null,
    half: row.isTold ? half : '',
    most: row.isTold ? most : '',
    why: doubtWords(row),
    soFar,
    so: `so far ${soFar}`,
    lag: lag_days ? `half within ${half} days, 80 of 100 within ${most}` : doubtWords(row),
  };
}

function topOf(data: readonly Datum[]): number {
  const highs = data.map((row) => (row.point === null ? 0 : Number(row.high ?? 0)));
  return Math.max(1, ...highs, Number(data[0]?.point ?? 0)) * 1.04;
}

function intervalMarks(down: number, top: number): Spec[] {
  const told = [{ filter: 'datum.point !== null' }];
  const untold = [
    { filter: 'datum.point === null && datum.low !== null' },
    { calculate: `min(datum.high, ${top})`, as: 'end' },
  ];
  const end = (field: string): Spec => ({
    transform: told,
    mark: { type: 'tick', style: 'interval-end', orient: 'vertical', size: 10, yOffset: down },
    encoding: { y: ROW, x: along(field) },
  });
  const line = (transform: Spec[], style: string, to: string): Spec => ({
    transform,
    mark: { type: 'rule', style, yOffset: down, y2Offset: down },
    encoding: { y: ROW, x: along('low'), x2: { field: to } },
  });
  return [
    line(untold, 'doubt', 'end'),
    line(told, 'interval', 'high'),
    end('low'),
    end('high'),
    {
      transform: told,
      mark: { type: 'point', style: 'dot', filled: true, yOffset: down },
      encoding: { y: ROW, x: along('point') },
    },
  ];
}

/** The rate of all, as a thin line behind the kinds. */
function reference(data: readonly Datum[]): Spec[] {
  const all = data[0]?.point;
  if (data.length < 2 || all === null || all === undefined) return [];
  return [
    {
      data: { values: [{ all }] },
      mark: { type: 'rule', style: 'reference' },
      encoding: { x: along('all'), y: { value: 0 }, y2: { value: data.length * WIDE_ROW } },
    },
  ];
}

function chip(right: number): Spec {
  return {
    transform: [{ filter: "datum.chip !== ''" }],
    mark: { type: 'bar', style: 'chip', height: 24, cornerRadius: 5 },
    encoding: {
      y: ROW,
      x: { value: { expr: `width + ${right} - datum.chipWidth` } },
      x2: { value: { expr: `width + ${right}` } },
    },
  };
}

function wideRates(data: readonly Datum[], words: { title: string; head: string }): Spec {
  const right = 112;
  const texts: TextColumn[] = [
    { field: 'name', header: words.head, left: 0, align: 'left', style: 'name', limit: 156 },
    { field: 'number', header: 'Number', left: 226, align: 'right', style: 'plain' },
    { field: 'rate', header: '', right: 10, align: 'right', style: 'strong', down: -8 },
    { field: 'interval', header: '', right: 10, align: 'right', style: 'quiet', down: 10 },
    { field: 'chip', header: '', right: 18, align: 'right', style: 'chip-text' },
  ];
  const top = topOf(data);
  return rowSpec({
    data,
    rowHeight: WIDE_ROW,
    width: WIDE,
    left: 246,
    right,
    domain: [0, top],
    texts,
    marks: [...reference(data), chip(right - 10), ...intervalMarks(0, top)],
    axis: { grid: true, values: roundSteps(top, 5) },
    plotTitle: 'Of 100',
    description: words.title,
  });
}

function narrowRates(data: readonly Datum[], words: { title: string; many: string }): Spec {
  const counted = data.map((row) => ({ ...row, counted: `${row.number} ${words.many}` }));
  const texts: TextColumn[] = [
    { field: 'name', header: '', left: 0, align: 'left', style: 'name', down: -38, limit: 210 },
    { field: 'rate', header: '', right: 0, align: 'right', style: 'strong', down: -38 },
    { field: 'interval', header: '', right: 0, align: 'right', style: 'quiet', down: -20 },
    { field: 'chip', header: '', right: 10, align: 'right', style: 'chip-text', down: -36 },
    { field: 'counted', header: '', left: 0, align: 'left', style: 'quiet', down: 20 },
    { field: 'so', header: '', right: 0, align: 'right', style: 'quiet', down: 20 },
    { field: 'lag', header: '', left: 0, align: 'left', style: 'quiet', down: 38 },
  ];
  const top = topOf(data);
  const box = chip(6);
  return rowSpec({
    data: counted,
    rowHeight: NARROW_ROW,
    width: NARROW,
    left: 6,
    right: 6,
    domain: [0, top],
    texts,
    marks: [{ ...box, mark: { ...(box.mark as Spec), yOffset: -36 } }, ...intervalMarks(-2, top)],
    axis: null,
    plotTitle: '',
    description: words.title,
  });
}

function lagsSpec(data: readonly Datum[], words: { title: string; top: number }): Spec {
  const bar = (field: string, style: string): Spec => ({
    transform: [{ filter: `datum.${field} !== null && datum.point !== null` }],
    mark: { type: 'bar', style, height: 8 },
    encoding: { y: ROW, x: along(field), x2: { datum: 0 } },
  });
  const texts: TextColumn[] = [
    { field: 'why', header: '', left: 20, align: 'left', style: 'quiet' },
    { field: 'half', header: 'Half', right: 132, align: 'right', style: 'plain' },
    { field: 'most', header: '80 of 100', right: 62, align: 'right', style: 'plain' },
    { field: 'soFar', header: 'So far', right: 0, align: 'right', style: 'plain' },
  ];
  return rowSpec({
    data,
    rowHeight: WIDE_ROW,
    width: WIDE,
    left: 8,
    right: 176,
    domain: [0, words.top],
    texts,
    marks: [bar('p80', 'lag-most'), bar('p50', 'lag-half')],
    axis: { grid: true, values: roundSteps(words.top, 3) },
    plotTitle: 'Days',
    description: words.title,
  });
}
