/** The chain from engagements to bookings against what is usual: a strip and a dot a row. */

import { wholeMoney } from '../money.ts';
import type { ThisWeekAnswer } from '../operations/this-week.ts';
import { type Language, percentOff, whole } from './numbers.ts';
import { along, NARROW, ROW, rowSpec, type TextColumn, WIDE } from './picture-rows.ts';
import type { Mark, Picture, RowsOf } from './report.ts';
import { CHAIN_WORDS, type ChainReading, chainReading, READING_WORDS } from './words-week.ts';

type Spec = Record<string, unknown>;
type Step = ThisWeekAnswer['chain'][number];

export interface ChainRow {
  readonly step: Step['step'];
  readonly name: string;
  readonly usual: string;
  readonly actual: string;
  readonly difference: string;
  readonly reading: string;
  readonly kind: ChainReading;
  /** Percent of usual; null where there is nothing to draw. */
  readonly position: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly rows_of: RowsOf | null;
}

export function chainRows(answer: ThisWeekAnswer, language: Language): ChainRow[] {
  return answer.chain.map((step) => {
    const print = (value: number | null) =>
      value === null ? '' : printed(value, step.step, { answer, language });
    const base = step.usual !== null && step.usual > 0 ? step.usual : null;
    const { actual } = step;
    const percent = (value: number | null) =>
      base === null || value === null ? null : (100 * value) / base;
    const kind = chainReading(step);
    const isDrawn = base !== null && actual !== null;
    return {
      step: step.step,
      name: CHAIN_WORDS[step.step],
      usual: step.usual === null ? '—' : print(step.usual),
      actual: print(step.actual),
      difference: isDrawn ? percentOff(actual, base) : '—',
      reading: READING_WORDS[kind],
      kind,
      position: percent(actual),
      low: isDrawn ? percent(step.low) : null,
      high: isDrawn ? percent(step.high) : null,
      rows_of: step.actual ? stepRows(step, step.weeks.at(-1)?.end ?? answer.week.end) : null,
    };
  });
}

function printed(
  value: number,
  step: Step['step'],
  { answer, language }: { answer: ThisWeekAnswer; language: Language },
): string {
  return step === 'bookings'
    ? wholeMoney({ amount: value, currency: answer.currency }, language.locale)
    : whole(value, language);
}

/** Bookings open the won deals that they are the sum of. */
function stepRows(step: Step, to: string): RowsOf {
  const from = step.weeks[0]?.week ?? to;
  return { figure: 'week', step: step.step === 'bookings' ? 'won' : step.step, from, to };
}

export function chainPicture(
  rows: readonly ChainRow[],
  words: { title: string; note: string },
): Picture {
  const drawn = rows.map((row, mark) => ({ ...row, ...readingIn(row), row: row.name, mark }));
  const marks = rows.map(
    (row): Mark => ({
      says:
        row.position === null
          ? `${row.name}: ${row.actual || 'none recorded'}. ${row.reading}`
          : `${row.name}: ${row.actual}, usual ${row.usual}, ${row.difference}. ${row.reading}`,
      rows_of: row.rows_of,
    }),
  );
  return {
    id: 'chain',
    ...words,
    description: `${words.title}. ${marks.map((mark) => mark.says).join('. ')}.`,
    wide: wideChain(drawn, words.title),
    narrow: narrowChain(drawn, words.title),
    key: [
      { style: 'usual', label: 'what chance alone gives at the usual pace, 90 %' },
      { style: 'plan-tick', label: 'usual' },
      { style: 'dot', label: 'actual' },
    ],
    marks,
    links: [],
    table: 'chain',
  };
}

/** What chance would not do is printed strong. */
function readingIn({ kind, reading }: ChainRow) {
  const isUnusual = kind === 'below' || kind === 'above';
  return { unusual: isUnusual ? reading : '', expected: isUnusual ? '' : reading };
}

function domainOf(rows: readonly Pick<ChainRow, 'low' | 'high' | 'position'>[]): [number, number] {
  const values = rows.flatMap((row) => [row.low, row.high, row.position]);
  const seen = [100, ...values.filter((value) => value !== null)];
  const reach = Math.max(...seen.map((value) => Math.abs(value - 100)), 10) * 1.1;
  return [100 - reach, 100 + reach];
}

function stripMarks(down: number, thickness: number): Spec[] {
  const isDrawn = [{ filter: 'datum.position !== null' }];
  return [
    {
      transform: isDrawn,
      mark: { type: 'bar', style: 'usual', height: thickness, yOffset: down },
      encoding: { x: along('low'), x2: { field: 'high' } },
    },
    {
      transform: isDrawn,
      mark: {
        type: 'tick',
        style: 'plan-tick',
        orient: 'vertical',
        size: thickness + 8,
        yOffset: down,
      },
      encoding: { x: { datum: 100, type: 'quantitative' } },
    },
    {
      transform: isDrawn,
      mark: { type: 'point', style: 'dot', filled: true, yOffset: down },
      encoding: { x: along('position') },
    },
  ].map((layer) => ({ ...layer, encoding: { y: ROW, ...layer.encoding } }));
}

function wideChain(data: readonly (ChainRow & { row: string })[], description: string): Spec {
  const texts: TextColumn[] = [
    { field: 'name', header: 'Step', left: 0, align: 'left', style: 'name', limit: 160 },
    { field: 'usual', header: 'Usual', left: 252, align: 'right', style: 'plain' },
    { field: 'actual', header: 'Actual', left: 344, align: 'right', style: 'strong' },
    { field: 'difference', header: 'Difference', left: 420, align: 'right', style: 'plain' },
    { field: 'unusual', header: 'Reading', right: 150, align: 'left', style: 'strong' },
    { field: 'expected', header: '', right: 150, align: 'left', style: 'quiet' },
  ];
  return rowSpec({
    data,
    rowHeight: 40,
    width: WIDE,
    left: 440,
    right: 166,
    domain: domainOf(data),
    texts,
    marks: stripMarks(0, 10),
    axis: null,
    plotTitle: 'Actual against usual (usual = 100)',
    description,
  });
}

function narrowChain(data: readonly (ChainRow & { row: string })[], description: string): Spec {
  const rows = data.map((row) => ({ ...row, against: `usual ${row.usual}` }));
  const texts: TextColumn[] = [
    { field: 'name', header: '', left: 0, align: 'left', style: 'name', down: -26 },
    { field: 'actual', header: '', right: 0, align: 'right', style: 'strong', down: -26 },
    { field: 'unusual', header: '', left: 0, align: 'left', style: 'strong', down: 26 },
    { field: 'expected', header: '', left: 0, align: 'left', style: 'quiet', down: 26 },
    { field: 'against', header: '', right: 0, align: 'right', style: 'quiet', down: 26 },
  ];
  return rowSpec({
    data: rows,
    rowHeight: 88,
    width: NARROW,
    left: 6,
    right: 6,
    domain: domainOf(data),
    texts,
    marks: stripMarks(0, 10),
    axis: null,
    plotTitle: '',
    description,
  });
}
